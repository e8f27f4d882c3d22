"""Wrong: a line read from standard input still ends in its newline, and so does the datagram."""

import os
import socket
import sys

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
    sender.connect((os.environ["HOST"], int(os.environ["PORT"])))
    sender.settimeout(1)
    for line in sys.stdin:
        sender.send(line.encode())
        try:
            print(sender.recv(65535).decode(errors="replace"), flush=True)
        except TimeoutError:
            print("no answer", flush=True)
