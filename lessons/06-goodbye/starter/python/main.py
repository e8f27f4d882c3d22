"""A server that counts bytes. It answers after its first read, but there can be more."""

import os
import socket
import threading


def attend(client):
    with client:
        # Read until a read returns nothing: that is the client's end. Then answer, once, and close.
        data = client.recv(1024)
        client.sendall(f"{len(data)}\n".encode())


with socket.create_server((os.environ["HOST"], int(os.environ["PORT"]))) as listener:
    while True:
        client, peer = listener.accept()
        threading.Thread(target=attend, args=(client,), daemon=True).start()
