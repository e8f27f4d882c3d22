"""Wrong: hear(room) is called here and now, and the thread gets what it returned: nothing."""

import os
import socket
import sys
import threading


def hear(room):
    while data := room.recv(4096):
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    os._exit(0)


with socket.create_connection((os.environ["HOST"], int(os.environ["PORT"]))) as room:
    hearing = threading.Thread(target=hear(room))
    hearing.start()
    for line in sys.stdin:
        room.sendall(line.encode())
    room.shutdown(socket.SHUT_WR)
    hearing.join()
