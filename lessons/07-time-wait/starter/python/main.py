"""A greeting server. It works, but not when it is killed with a client connected and started again."""

import os
import socket
import threading


def attend(client):
    try:
        with client:
            client.sendall(b"Hello from the server. Who is there?\n")
            while client.recv(4096):
                pass
    except OSError as error:
        print("a client left in a hurry:", error)


# An old connection in TIME_WAIT must not keep it from its port. A second copy must fail, and name the address.
listener = socket.socket()
listener.bind((os.environ["HOST"], int(os.environ["PORT"])))
listener.listen()
while True:
    client, _ = listener.accept()
    threading.Thread(target=attend, args=(client,), daemon=True).start()
