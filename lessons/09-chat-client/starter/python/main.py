"""A chat client. It takes turns: a line of the keyboard, then one read of the socket."""

import os
import socket
import sys

with socket.create_connection((os.environ["HOST"], int(os.environ["PORT"]))) as room:
    # This loop waits for one thing at a time. Wait for both at once, and let each end by itself.
    for line in sys.stdin:
        room.sendall(line.encode())
        print(room.recv(4096).decode(), end="", flush=True)
