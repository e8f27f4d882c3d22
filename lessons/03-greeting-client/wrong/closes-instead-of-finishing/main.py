"""Wrong: it closes the socket after its line, so nobody hears what the server still says."""

import os
import socket
import sys

address = (os.environ["HOST"], int(os.environ["PORT"]))
try:
    server = socket.create_connection(address)
except OSError as error:
    sys.exit(f"cannot connect to {address}: {error}")
print(server.recv(4096).decode(), end="", flush=True)
server.sendall(b"Hello from the client!\n")
server.close()
