"""Wrong: there is a limit, and nothing catches what recv raises when it has passed."""

import os
import socket
import sys

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
    sender.connect((os.environ["HOST"], int(os.environ["PORT"])))
    sender.settimeout(1)
    for line in sys.stdin.buffer:
        sender.send(line.rstrip(b"\n"))
        print(sender.recv(65535).decode(errors="replace"), flush=True)
