"""Wrong: with TCP an empty read is the end; here it is an empty datagram."""

import os
import socket

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as receiver:
    receiver.bind((os.environ["HOST"], int(os.environ["PORT"])))
    while True:
        data, sender = receiver.recvfrom(65535)
        if not data:
            break
        print(data.decode(errors="replace"), flush=True)
        receiver.sendto(b"ack %d" % len(data), sender)
