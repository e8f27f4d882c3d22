"""Wrong: the limit is that of one recvfrom, so each stranger's datagram begins it anew."""

import os
import socket
import sys

ADDRESS = (os.environ["HOST"], int(os.environ["PORT"]))


def answer(asker: socket.socket) -> bytes:
    while True:
        data, sender = asker.recvfrom(65535)
        if sender == ADDRESS:
            return data


with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asker:
    asker.settimeout(1)
    for line in sys.stdin.buffer:
        asker.sendto(line.rstrip(b"\n"), ADDRESS)
        try:
            print(answer(asker).decode(errors="replace"), flush=True)
        except TimeoutError:
            print("no answer", flush=True)
