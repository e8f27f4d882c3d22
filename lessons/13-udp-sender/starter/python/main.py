"""A sender of datagrams. It sends each line; what comes back is yours to find out."""

import os
import socket
import sys

ADDRESS = (os.environ["HOST"], int(os.environ["PORT"]))

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
    for line in sys.stdin.buffer:
        sender.sendto(line.rstrip(b"\n"), ADDRESS)
        # Print the answer that comes from there. What if none comes, or a stranger's?
        # And how does the program hear that nobody has the port?
