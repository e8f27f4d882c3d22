"""Both sides of a reliable link over UDP: `main.py send` and `main.py receive`."""

import os
import socket
import sys
import time

ADDRESS = (os.environ["HOST"], int(os.environ["PORT"]))
PAUSE = 0.25  # Seconds before a message is sent again; far longer than a round trip on this machine.


def send() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as link:
        # A connected socket gets datagrams only from the receiver.
        link.connect(ADDRESS)
        for number, line in enumerate(sys.stdin.buffer, 1):
            message = b"%d %s" % (number, line.rstrip(b"\n"))
            # A copy has the same number: that is what makes it a copy.
            while not is_delivered(link, message, b"ACK %d" % number):
                pass


def is_delivered(link: socket.socket, message: bytes, acknowledgement: bytes) -> bool:
    """Sends the message once, and waits a while for this acknowledgement and for no other."""
    end = time.monotonic() + PAUSE
    try:
        link.send(message)
        while (rest := end - time.monotonic()) > 0:
            link.settimeout(rest)
            if link.recv(65_535) == acknowledgement:
                return True
    except socket.timeout:
        pass
    except ConnectionError:
        # An ICMP message says that nobody receives there yet. We treat it like a loss.
        time.sleep(max(0.0, end - time.monotonic()))
    return False


def receive() -> None:
    last = 0
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as link:
        link.bind(ADDRESS)
        while True:
            message, sender = link.recvfrom(65_535)
            head, _, text = message.partition(b" ")
            number = int(head) if head.isdigit() else 0
            # The sender waits for each acknowledgement, so a new one has the next number. Others are copies.
            if number == last + 1:
                print(text.decode(errors="replace"), flush=True)
                last = number
            # A copy shows that our acknowledgement was lost, so send it again.
            if 0 < number <= last:
                link.sendto(b"ACK %d" % number, sender)


{"send": send, "receive": receive}[sys.argv[1]]()
