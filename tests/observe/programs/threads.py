"""A thread for each client."""

import os
import socket
import threading


def attend(client):
    with client:
        client.sendall(b"hello from threads\n")
        n_bytes = 0
        while data := client.recv(5):
            n_bytes += len(data)
        client.sendall(b"%d bytes\n" % n_bytes)


listener = socket.create_server(("127.0.0.1", 0))
client, _ = listener.accept()
thread = threading.Thread(target=attend, args=(client,))
thread.start()
thread.join()
listener.close()
os._exit(7)
