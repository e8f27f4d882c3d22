"""Wrong: it sends again every two seconds, where one second is the most."""

import os
import socket
import sys

address = (os.environ["HOST"], int(os.environ["PORT"]))
link = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)


def send():
    link.settimeout(2)
    for number, line in enumerate(sys.stdin, 1):
        while True:
            link.sendto(b"%d %s" % (number, line.rstrip("\n").encode()), address)
            try:
                while link.recv(100) != b"ACK %d" % number:
                    pass
                break
            except TimeoutError:
                pass


def receive():
    link.bind(address)
    highest = 0
    while True:
        datagram, sender = link.recvfrom(65536)
        number, _, text = datagram.partition(b" ")
        if int(number) > highest:
            highest = int(number)
            print(text.decode(), flush=True)
        link.sendto(b"ACK " + number, sender)


send() if sys.argv[1] == "send" else receive()
