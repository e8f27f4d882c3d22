"""Wrong: bind gives the socket an address, and nothing makes it listen."""

import os
import socket
import threading


def serve(client):
    with client:
        client.sendall(b"Welcome!\n")
        while client.recv(4096):
            pass


listener = socket.socket()
listener.bind((os.environ["HOST"], int(os.environ["PORT"])))
while True:
    client, _ = listener.accept()
    threading.Thread(target=serve, args=(client,), daemon=True).start()
