"""Wrong: struct takes this machine's own byte order unless it is told another."""

import os
import socket
import struct
import threading


def attend(client):
    with client, client.makefile("rb") as reader:
        while header := reader.read(4):
            (length,) = struct.unpack("I", header)
            if length > 1_048_576:
                return
            answer = str(len(reader.read(length).decode())).encode()
            client.sendall(struct.pack("I", len(answer)) + answer)


with socket.create_server((os.environ["HOST"], int(os.environ["PORT"]))) as listener:
    while True:
        client, _ = listener.accept()
        threading.Thread(target=attend, args=(client,), daemon=True).start()
