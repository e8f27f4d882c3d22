"""Wrong: an address is printed as Python writes it, a tuple."""

import os
import socket

with socket.create_connection((os.environ["HOST"], int(os.environ["PORT"]))) as server:
    print(f"local={server.getsockname()} peer={server.getpeername()}")
