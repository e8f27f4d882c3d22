"""A server that answers ping with pong. It waits forever for its clients, and that is wrong."""

import os
import socket
import threading


def attend(client):
    try:
        with client, client.makefile("rb") as lines:
            # Where does this loop wait, and for how long? A silent client has two seconds.
            for line in lines:
                if line.rstrip() == b"ping":
                    client.sendall(b"pong\n")
    except OSError as error:
        print(error)


with socket.create_server((os.environ["HOST"], int(os.environ["PORT"]))) as listener:
    while True:
        client, peer = listener.accept()
        threading.Thread(target=attend, args=(client,), daemon=True).start()
