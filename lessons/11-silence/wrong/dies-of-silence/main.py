"""Wrong: os._exit ends the whole program, and not the conversation with the one client that is silent."""

import os
import socket
import threading


def attend(client):
    client.settimeout(2)
    with client, client.makefile("rb") as lines:
        try:
            for line in lines:
                if line.rstrip() == b"ping":
                    client.sendall(b"pong\n")
        except TimeoutError:
            print("silent for too long", flush=True)
            os._exit(1)
        except OSError as error:
            print(error)


with socket.create_server((os.environ["HOST"], int(os.environ["PORT"]))) as listener:
    while True:
        client, _ = listener.accept()
        threading.Thread(target=attend, args=(client,), daemon=True).start()
