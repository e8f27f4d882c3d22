"""Wrong: select is asked about standard input, which is then read through a buffer that select cannot see."""

import os
import select
import socket
import sys

with socket.create_connection((os.environ["HOST"], int(os.environ["PORT"]))) as room:
    inputs = [sys.stdin, room]
    while room in inputs:
        ready, _, _ = select.select(inputs, [], [])
        if room in ready:
            data = room.recv(4096)
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
            if not data:
                inputs.remove(room)
        if sys.stdin in ready:
            line = sys.stdin.readline()
            room.sendall(line.encode())
            if not line:
                room.shutdown(socket.SHUT_WR)
                inputs.remove(sys.stdin)
