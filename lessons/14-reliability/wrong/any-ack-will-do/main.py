"""Wrong: whatever comes back is taken for the acknowledgement."""

import os
import socket
import sys

ADDRESS = (os.environ["HOST"], int(os.environ["PORT"]))


def send():
    link = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    link.settimeout(0.25)
    for number, line in enumerate(sys.stdin, 1):
        message = b"%d %s" % (number, line.rstrip("\n").encode())
        is_acknowledged = False
        while not is_acknowledged:
            link.sendto(message, ADDRESS)
            try:
                is_acknowledged = link.recv(65535).startswith(b"ACK")
            except TimeoutError:
                pass


def receive():
    link = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    link.bind(ADDRESS)
    last = 0
    while True:
        message, sender = link.recvfrom(65535)
        number, text = message.decode().split(" ", 1)
        if int(number) > last:
            last = int(number)
            print(text, flush=True)
        link.sendto(f"ACK {number}".encode(), sender)


if sys.argv[1] == "send":
    send()
else:
    receive()
