"""Opens a socket, and then reads all there is of Python's own library."""

import os
import socket

listener = socket.create_server(("127.0.0.1", 0))
for folder, _, names in os.walk(os.path.dirname(os.__file__)):
    for name in names:
        if name.endswith(".py"):
            with open(os.path.join(folder, name), "rb") as file:
                file.read()
