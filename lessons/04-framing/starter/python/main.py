"""An echo server for lines. It takes each read for a line, which it is not."""

import os
import socket
import threading


def attend(client):
    with client:
        while data := client.recv(1024):
            # A read may hold half a line, or three. Answer each line: b"echo: " + line + b"\n"
            client.sendall(b"echo: " + data)


with socket.create_server((os.environ["HOST"], int(os.environ["PORT"]))) as listener:
    while True:
        client, peer = listener.accept()
        threading.Thread(target=attend, args=(client,), daemon=True).start()
