"""Wrong: the option is set after bind, which has looked at it already."""

import os
import socket
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
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.listen()
except OSError as error:
    sys.exit(f"cannot listen on {host}:{port}: {error}")
while True:
    client, _ = listener.accept()
    threading.Thread(target=attend, args=(client,), daemon=True).start()
