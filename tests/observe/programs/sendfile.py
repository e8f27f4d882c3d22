"""What it says is in a file, which the kernel sends by itself."""

import os
import socket
import sys
import tempfile

listener = socket.create_server(("127.0.0.1", 0))
client, _ = listener.accept()
with client, tempfile.TemporaryFile() as file:
    file.write(b"hello from a file, from its start on\n")
    file.flush()
    # A position of its own first, then the file's.
    os.sendfile(client.fileno(), file.fileno(), 0, 11)
    file.seek(11)
    os.sendfile(client.fileno(), file.fileno(), None, 4096)
    n_bytes = 0
    while data := client.recv(4096):
        n_bytes += len(data)
    client.sendall(b"%d bytes\n" % n_bytes)
listener.close()
sys.exit(7)
