"""Wrong: SO_LINGER with 0 avoids TIME_WAIT, and makes every close a reset."""

import os
import socket
import struct
import sys
import threading


def attend(client):
    try:
        with client:
            client.sendall(b"Hello from the server. Who is there?\n")
            while client.recv(4096):
                pass
    except OSError as error:
        print("a client left in a hurry:", error)


host, port = os.environ["HOST"], int(os.environ["PORT"])
try:
    listener = socket.socket()
    listener.bind((host, port))
    listener.listen()
except OSError as error:
    sys.exit(f"cannot listen on {host}:{port}: {error}")
while True:
    client, _ = listener.accept()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    threading.Thread(target=attend, args=(client,), daemon=True).start()
