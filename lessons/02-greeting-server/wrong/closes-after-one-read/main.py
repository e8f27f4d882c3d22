"""Wrong: one recv is taken for the whole conversation."""

import os
import socket
import threading


def attend(client):
    try:
        with client:
            client.sendall(b"Hello from the server. Who is there?\n")
            print(client.recv(4096))
    except OSError as error:
        print(error)


with socket.create_server((os.environ["HOST"], int(os.environ["PORT"]))) as listener:
    while True:
        client, _ = listener.accept()
        threading.Thread(target=attend, args=(client,), daemon=True).start()
