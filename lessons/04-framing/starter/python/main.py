"""An echo server for lines. It treats each read as a line, and that is wrong."""

import os
import socket
import threading


def attend(client):
    with client:
        while data := client.recv(1024):
            # A read can return half a line, or three lines. Answer each line: b"echo: " + line + b"\n"
            client.sendall(b"echo: " + data)


with socket.create_server((os.environ["HOST"], int(os.environ["PORT"]))) as listener:
    while True:
        client, peer = listener.accept()
        threading.Thread(target=attend, args=(client,), daemon=True).start()
