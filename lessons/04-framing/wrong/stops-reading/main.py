"""Wrong: a line that is too long is read no further, and its connection stays open."""

import os
import socket
import threading

MAX_LINE = 65_536

clients = []


def attend(client):
    rest = b""
    try:
        while data := client.recv(65_536):
            *lines, rest = (rest + data).split(b"\n")
            for line in lines:
                answer(client, line.removesuffix(b"\r"))
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
        clients.append(client)
        threading.Thread(target=attend, args=(client,), daemon=True).start()
