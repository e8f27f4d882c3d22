"""Wrong: the limit is for every new socket, so also for accept, where nobody catches the TimeoutError."""

import os
import socket
import threading

socket.setdefaulttimeout(2)


def attend(client):
    try:
        client.settimeout(2)
        with client, client.makefile("rb") as lines:
            for line in lines:
                if line.rstrip() == b"ping":
                    client.sendall(b"pong\n")
    except OSError as error:
        print(error)


with socket.create_server((os.environ["HOST"], int(os.environ["PORT"]))) as listener:
    while True:
        client, _ = listener.accept()
        threading.Thread(target=attend, args=(client,), daemon=True).start()
