"""A receiver of datagrams: prints each, and answers its sender with its length in bytes."""

import os
import socket

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as receiver:
    receiver.bind((os.environ["HOST"], int(os.environ["PORT"])))
    while True:
        # A datagram that does not fit into the buffer is cut, so the buffer takes the largest there is.
        try:
            data, sender = receiver.recvfrom(65_535)
        except ConnectionError:
            # On some systems the error of an earlier answer comes here; it is not about this datagram.
            continue
        print(data.decode(errors="replace"), flush=True)
        # An empty datagram is a message too: its answer is "ack 0".
        try:
            receiver.sendto(b"ack %d" % len(data), sender)
        except OSError as error:
            print("no answer for", sender, error, flush=True)
