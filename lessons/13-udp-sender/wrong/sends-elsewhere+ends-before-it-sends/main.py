"""Wrong: it sends to a port of its own, and takes the silence there for a lost answer."""

import socket
import sys

sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sender.settimeout(1)
for line in sys.stdin:
    sender.sendto(line.rstrip("\n").encode(), ("127.0.0.1", 9999))
    try:
        print(sender.recv(65536).decode())
    except TimeoutError:
        print("no reply")
