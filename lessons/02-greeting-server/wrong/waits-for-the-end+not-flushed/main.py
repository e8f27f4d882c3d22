"""Wrong: the writer keeps the greeting in its buffer, and nobody flushes it."""

import os
import socket
import threading


def attend(client):
    try:
        with client, client.makefile("rw", encoding="utf-8", errors="replace") as file:
            file.write("Hello from the server. Who is there?\n")
            for line in file:
                print("heard:", line.strip())
    except OSError as error:
        print(error)


with socket.create_server((os.environ["HOST"], int(os.environ["PORT"]))) as listener:
    while True:
        client, _ = listener.accept()
        threading.Thread(target=attend, args=(client,), daemon=True).start()
