"""A client that shows both addresses of its connection. It already connects; write the rest."""

import os
import socket

with socket.create_connection((os.environ["HOST"], int(os.environ["PORT"]))) as server:
    # Ask the socket for its own address and its peer's, and print one line: local=A:P peer=A:P
    print("connected")
