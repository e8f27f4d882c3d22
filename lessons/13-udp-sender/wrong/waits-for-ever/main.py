"""Wrong: recv without a limit. One lost datagram, and the program stands still for ever."""

import os
import socket
import sys

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
    sender.connect((os.environ["HOST"], int(os.environ["PORT"])))
    for line in sys.stdin.buffer:
        sender.send(line.rstrip(b"\n"))
        answer = sender.recv(65535)
        print(answer.decode(errors="replace") or "no answer", flush=True)
