"""Wrong: decode raises for bytes that are no UTF-8, and nobody catches it."""

import os
import socket

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as receiver:
    receiver.bind((os.environ["HOST"], int(os.environ["PORT"])))
    while True:
        data, sender = receiver.recvfrom(65535)
        print(data.decode(), flush=True)
        receiver.sendto(b"ack %d" % len(data), sender)
