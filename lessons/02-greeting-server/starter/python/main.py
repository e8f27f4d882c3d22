"""A greeting server. It already listens; write what it does with a client."""

import os
import socket

address = (os.environ["HOST"], int(os.environ["PORT"]))
with socket.create_server(address) as listener:
    while True:
        client, peer = listener.accept()
        # Greet the client with a line, read until its end, then close. Serve many clients at the same time!
        client.close()
