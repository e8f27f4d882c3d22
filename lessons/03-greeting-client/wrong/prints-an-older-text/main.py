"""Wrong: one buffer for all reads, and all of it is printed, whatever the last read brought."""

import os
import socket
import sys

address = (os.environ["HOST"], int(os.environ["PORT"]))
buffer = bytearray(65536)
try:
    server = socket.create_connection(address)
except OSError as error:
    sys.exit(f"cannot connect to {address}: {error}")
with server:
    server.sendall(b"Hello from the client!\n")
    server.shutdown(socket.SHUT_WR)
    while server.recv_into(buffer):
        sys.stdout.buffer.write(buffer.rstrip(b"\0"))
        sys.stdout.buffer.flush()
