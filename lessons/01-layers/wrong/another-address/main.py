"""Wrong: the port is the one of the author's own machine, whatever PORT says."""

import os
import socket

with socket.create_connection((os.environ["HOST"], 8080)) as server:
    local, peer = server.getsockname(), server.getpeername()
    print(f"local={local[0]}:{local[1]} peer={peer[0]}:{peer[1]}")
