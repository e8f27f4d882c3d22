"""Both sides of a link over UDP, `main.py send` and `main.py receive`. It assumes that nothing is lost."""

import os
import socket
import sys

ADDRESS = (os.environ["HOST"], int(os.environ["PORT"]))
link = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)

if sys.argv[1] == "send":
    for line in sys.stdin:
        # A number comes before the text, and "ACK number" must come back before the next line goes out.
        link.sendto(line.rstrip("\n").encode(), ADDRESS)
else:
    link.bind(ADDRESS)
    while True:
        message, sender = link.recvfrom(65_535)
        # Which of these is a copy? And how does the sender learn that it has arrived?
        print(message.decode(errors="replace"), flush=True)
