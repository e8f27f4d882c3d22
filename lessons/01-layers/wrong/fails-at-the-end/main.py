"""Wrong: True is what a function returns when all is well, but as an exit code it is 1."""

import os
import socket
import sys


def show_ends():
    with socket.create_connection((os.environ["HOST"], int(os.environ["PORT"]))) as server:
        local, peer = server.getsockname(), server.getpeername()
        print(f"local={local[0]}:{local[1]} peer={peer[0]}:{peer[1]}")
    return True


sys.exit(show_ends())
