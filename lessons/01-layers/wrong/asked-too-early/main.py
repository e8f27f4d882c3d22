"""Wrong: it asks for its own address before connect, when the kernel has not chosen any."""

import os
import socket

with socket.socket() as server:
    local = server.getsockname()
    server.connect((os.environ["HOST"], int(os.environ["PORT"])))
    peer = server.getpeername()
    print(f"local={local[0]}:{local[1]} peer={peer[0]}:{peer[1]}")
