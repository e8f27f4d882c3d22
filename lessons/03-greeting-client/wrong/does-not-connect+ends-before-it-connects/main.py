"""Wrong: a fixed place, and an error that nobody is told."""

import socket
import sys

try:
    server = socket.create_connection(("127.0.0.1", 8080))
except OSError:
    sys.exit("no connection")
