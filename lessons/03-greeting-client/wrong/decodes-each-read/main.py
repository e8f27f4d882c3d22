"""Wrong: each read is decoded by itself, and halves of characters are thrown away."""

import os
import socket
import sys

address = (os.environ["HOST"], int(os.environ["PORT"]))
try:
    server = socket.create_connection(address)
except OSError as error:
    sys.exit(f"cannot connect to {address}: {error}")
with server:
    server.sendall(b"Hello from the client!\n")
    server.shutdown(socket.SHUT_WR)
    while data := server.recv(4096):
        print(data.decode(errors="ignore"), end="", flush=True)
