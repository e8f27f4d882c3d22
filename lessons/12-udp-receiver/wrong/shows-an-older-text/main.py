"""Wrong: one buffer for all datagrams, and all of it is printed, whatever the last one brought."""

import os
import socket

receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
receiver.bind((os.environ["HOST"], int(os.environ["PORT"])))
buffer = bytearray(65536)
while True:
    n_bytes, sender = receiver.recvfrom_into(buffer)
    print(buffer.rstrip(b"\0").decode(errors="replace"), flush=True)
    receiver.sendto(b"ack %d" % n_bytes, sender)
