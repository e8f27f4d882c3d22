"""Wrong: print adds a newline behind each read."""

import codecs
import os
import socket
import sys

address = (os.environ["HOST"], int(os.environ["PORT"]))
decoder = codecs.getincrementaldecoder("utf-8")()
try:
    server = socket.create_connection(address)
except OSError as error:
    sys.exit(f"cannot connect to {address}: {error}")
with server:
    server.sendall(b"Hello from the client!\n")
    server.shutdown(socket.SHUT_WR)
    while data := server.recv(4096):
        print(decoder.decode(data))
