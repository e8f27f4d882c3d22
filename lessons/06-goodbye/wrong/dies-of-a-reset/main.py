"""Wrong: the error of one connection leaves the loop that accepts, and with it the program."""

import os
import socket

with socket.create_server((os.environ["HOST"], int(os.environ["PORT"]))) as listener:
    while True:
        client, _ = listener.accept()
        with client:
            n_bytes = 0
            while data := client.recv(65536):
                n_bytes += len(data)
            client.sendall(f"{n_bytes}\n".encode())
