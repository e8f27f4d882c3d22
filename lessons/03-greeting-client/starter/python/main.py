"""A greeting client. It connects already; the conversation is yours to write."""

import os
import socket

with socket.create_connection((os.environ["HOST"], int(os.environ["PORT"]))) as server:
    # Print the greeting, send one line, finish your direction, print the rest to the end.
    pass
