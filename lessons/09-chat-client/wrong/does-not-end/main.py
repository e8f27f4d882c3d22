"""Wrong: the loop that hears does not look for the end, where each recv gives nothing, at once."""

import os
import socket
import sys
import threading


def hear(room):
    while True:
        data = room.recv(4096)
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


with socket.create_connection((os.environ["HOST"], int(os.environ["PORT"]))) as room:
    hearing = threading.Thread(target=hear, args=(room,))
    hearing.start()
    for line in sys.stdin:
        room.sendall(line.encode())
    room.shutdown(socket.SHUT_WR)
    hearing.join()
