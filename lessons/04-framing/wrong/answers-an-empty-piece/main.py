"""Wrong: the piece behind the last newline is answered as well, though nothing has come of that line yet."""

import os
import socket
import threading


def serve(client):
    with client:
        while data := client.recv(65536):
            for line in data.split(b"\n"):
                client.sendall(b"echo: " + line + b"\n")


with socket.create_server((os.environ["HOST"], int(os.environ["PORT"])), backlog=128) as listener:
    while True:
        client, _ = listener.accept()
        threading.Thread(target=serve, args=(client,), daemon=True).start()
