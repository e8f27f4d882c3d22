"""Wrong: each recv is taken for a line."""

import os
import socket
import threading


def attend(client):
    try:
        with client:
            while data := client.recv(65536):
                client.sendall(b"echo: " + data.rstrip(b"\n") + b"\n")
    except OSError as error:
        print(error)


with socket.create_server((os.environ["HOST"], int(os.environ["PORT"]))) as listener:
    while True:
        client, _ = listener.accept()
        threading.Thread(target=attend, args=(client,), daemon=True).start()
