"""Wrong: a line is remembered to 20 MiB, which is no limit to many clients, and then left unread."""

import os
import socket
import threading

MAX_LINE = 20 << 20

# What each has said of a line that is not at its end.
clients = {}


def attend(client):
    rest = clients[client] = bytearray()
    try:
        while data := client.recv(65_536):
            rest += data
            while (end := rest.find(b"\n")) >= 0:
                answer(client, rest[:end].removesuffix(b"\r"))
                del rest[: end + 1]
            if len(rest) > MAX_LINE + 1:
                return
        if rest:
            answer(client, rest)
        client.close()
    except OSError:
        client.close()


def answer(client, line):
    client.sendall(b"echo: " + line + b"\n")


with socket.create_server((os.environ["HOST"], int(os.environ["PORT"])), backlog=128) as listener:
    while True:
        client, _ = listener.accept()
        threading.Thread(target=attend, args=(client,), daemon=True).start()
