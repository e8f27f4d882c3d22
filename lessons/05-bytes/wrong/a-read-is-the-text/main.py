"""Wrong: recv(length) gives at most so many bytes, and often fewer."""

import os
import socket
import struct
import threading


def attend(client):
    with client:
        while header := client.recv(4, socket.MSG_WAITALL):
            (length,) = struct.unpack("!I", header)
            if length > 1_048_576:
                return
            text = client.recv(length).decode() if length else ""
            answer = str(len(text)).encode()
            client.sendall(struct.pack("!I", len(answer)) + answer)


with socket.create_server((os.environ["HOST"], int(os.environ["PORT"]))) as listener:
    while True:
        client, _ = listener.accept()
        threading.Thread(target=attend, args=(client,), daemon=True).start()
