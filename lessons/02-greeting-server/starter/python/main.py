"""A greeting server. It listens already; what it does with a client is yours to write."""

import os
import socket

address = (os.environ["HOST"], int(os.environ["PORT"]))
with socket.create_server(address) as listener:
    while True:
        client, peer = listener.accept()
        # Greet the client with a line, read until it finishes, then close. Many at once!
        client.close()
