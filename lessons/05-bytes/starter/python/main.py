"""A server that counts characters. It treats each read as a message, and sends it back unchanged."""

import os
import socket
import threading


def attend(client):
    with client:
        while data := client.recv(1024):
            # Four bytes are the length (int.from_bytes(…, "big")), then the text has so many bytes.
            # A read can return less than that, or more. Answer with the number of characters, framed too.
            client.sendall(data)


with socket.create_server((os.environ["HOST"], int(os.environ["PORT"]))) as listener:
    while True:
        client, peer = listener.accept()
        threading.Thread(target=attend, args=(client,), daemon=True).start()
