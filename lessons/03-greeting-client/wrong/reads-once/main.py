"""Wrong: after its own end it reads once, and takes that for everything."""

import os
import socket
import sys

address = (os.environ["HOST"], int(os.environ["PORT"]))
try:
    server = socket.create_connection(address)
except OSError as error:
    sys.exit(f"cannot connect to {address}: {error}")
with server:
    sys.stdout.buffer.write(server.recv(4096))
    server.sendall(b"Hello from the client!\n")
    server.shutdown(socket.SHUT_WR)
    sys.stdout.buffer.write(server.recv(4096))
