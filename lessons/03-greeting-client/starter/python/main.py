"""A greeting client. It already connects; write the conversation."""

import os
import socket

with socket.create_connection((os.environ["HOST"], int(os.environ["PORT"]))) as server:
    # Print the greeting, send one line, shut down the sending side, print the rest to the end.
    pass
