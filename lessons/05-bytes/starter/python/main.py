"""A server that counts characters. It takes each read for a message, and sends it back as it is."""

import os
import socket
import threading


def attend(client):
    with client:
        while data := client.recv(1024):
            # Four bytes are the length (int.from_bytes(…, "big")), then so many bytes are the text.
            # A read may bring less than that, or more. Answer with the number of characters, framed alike.
            client.sendall(data)


with socket.create_server((os.environ["HOST"], int(os.environ["PORT"]))) as listener:
    while True:
        client, peer = listener.accept()
        threading.Thread(target=attend, args=(client,), daemon=True).start()
