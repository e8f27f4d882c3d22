"""Wrong: select comes back empty only where all clients are silent for two seconds."""

import os
import select
import socket

listener = socket.create_server((os.environ["HOST"], int(os.environ["PORT"])))
rests = {}

while True:
    ready, _, _ = select.select([listener, *rests], [], [], 2)
    if not ready:
        for client in rests:
            client.close()
        rests.clear()
    for one in ready:
        if one is listener:
            client, _ = listener.accept()
            rests[client] = b""
            continue
        try:
            data = one.recv(4096)
            *lines, rests[one] = (rests[one] + data).split(b"\n")
            for line in lines:
                if line == b"ping":
                    one.sendall(b"pong\n")
        except OSError:
            data = b""
        if not data:
            del rests[one]
            one.close()
