"""A chat client. It takes turns: a line from the keyboard, then one read from the socket."""

import os
import socket
import sys

with socket.create_connection((os.environ["HOST"], int(os.environ["PORT"]))) as room:
    # This loop waits for one thing at a time. Wait for both at the same time, and let each end separately.
    for line in sys.stdin:
        room.sendall(line.encode())
        print(room.recv(4096).decode(), end="", flush=True)
