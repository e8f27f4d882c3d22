"""Wrong: a recv that fails ends the thread that hears, and not the program."""

import os
import socket
import sys
import threading


def hear(room):
    while data := room.recv(4096):
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    os._exit(0)


room = socket.create_connection((os.environ["HOST"], int(os.environ["PORT"])))
hearing = threading.Thread(target=hear, args=(room,))
hearing.start()
for line in sys.stdin:
    room.sendall(line.encode())
room.shutdown(socket.SHUT_WR)
hearing.join()
