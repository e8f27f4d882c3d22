"""Wrong: it stays with one client until it has gone, and only then accepts the next."""

import os
import socket

with socket.create_server((os.environ["HOST"], int(os.environ["PORT"]))) as listener:
    while True:
        client, _ = listener.accept()
        try:
            with client:
                client.sendall(b"Hello from the server. Who is there?\n")
                while client.recv(4096):
                    pass
        except OSError as error:
            print(error)
