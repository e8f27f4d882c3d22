"""Wrong: all of standard input is one datagram."""

import os
import socket
import sys

receiver = (os.environ["HOST"], int(os.environ["PORT"]))
sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sender.connect(receiver)
sender.settimeout(1)
try:
    sender.send(sys.stdin.read().rstrip("\n").encode())
    print(sender.recv(65536).decode())
except TimeoutError:
    print("no answer")
except OSError as error:
    sys.exit(f"{receiver}: {error}")
