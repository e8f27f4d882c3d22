"""A sender of datagrams: each line goes out as one, and its answer is printed."""

import os
import socket
import sys

HOST, PORT = os.environ["HOST"], int(os.environ["PORT"])
LIMIT = 1.0  # Seconds to wait for an answer: a lost one never comes.


def main() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        # This sends nothing. It keeps strangers out, and lets us learn that no program uses the port.
        sender.connect((HOST, PORT))
        sender.settimeout(LIMIT)
        # Read bytes, because bytes are sent. Only the newline is not part of the datagram.
        for line in sys.stdin.buffer:
            try:
                sender.send(line.removesuffix(b"\n"))
                # A datagram that does not fit is cut, so the buffer takes the largest there is.
                answer = sender.recv(65_535)
            except socket.timeout:
                # Lost, or slow, or its answer lost: we cannot know. Go on with the next line.
                print(f"no answer within {LIMIT} seconds", file=sys.stderr)
            except ConnectionError as error:
                # An ICMP message about this datagram or an earlier one.
                print(f"nobody receives at {HOST}:{PORT}: {error}", file=sys.stderr)
                return 1
            else:
                print(answer.decode(errors="replace"), flush=True)
    return 0


sys.exit(main())
