"""A sender of datagrams. It already sends each line; write what it does with the answers."""

import os
import socket
import sys

ADDRESS = (os.environ["HOST"], int(os.environ["PORT"]))

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
    for line in sys.stdin.buffer:
        sender.sendto(line.rstrip(b"\n"), ADDRESS)
        # Print the answer of the receiver. What if none comes, or one from a stranger?
        # And how does the program learn that no program uses the port?
