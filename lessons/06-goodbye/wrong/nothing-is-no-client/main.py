"""Wrong: a client whose first read gives nothing is taken for one that has gone."""

import os
import socket
import threading


def attend(client):
    with client:
        try:
            data = client.recv(4096)
            if not data:
                return
            n_bytes = 0
            while data:
                n_bytes += len(data)
                data = client.recv(4096)
            client.sendall(b"%d\n" % n_bytes)
        except OSError as error:
            print(error)


with socket.create_server((os.environ["HOST"], int(os.environ["PORT"]))) as listener:
    while True:
        client, _ = listener.accept()
        threading.Thread(target=attend, args=(client,), daemon=True).start()
