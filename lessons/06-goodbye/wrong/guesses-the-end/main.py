"""Wrong: a second without a byte is taken for the client's end."""

import os
import socket
import threading


def attend(client):
    n_bytes = 0
    client.settimeout(1)
    try:
        while data := client.recv(4096):
            n_bytes += len(data)
    except TimeoutError:
        pass
    except OSError as error:
        print(error)
    try:
        client.sendall(f"{n_bytes}\n".encode())
    except OSError as error:
        print(error)
    client.close()


with socket.create_server((os.environ["HOST"], int(os.environ["PORT"]))) as listener:
    while True:
        client, _ = listener.accept()
        threading.Thread(target=attend, args=(client,), daemon=True).start()
