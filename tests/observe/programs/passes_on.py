"""The parent accepts, a child talks: the connection goes from the one to the other in a message."""

import os
import socket
import sys

listener = socket.create_server(("127.0.0.1", 0))
ours, theirs = socket.socketpair()
child = os.fork()
if child == 0:
    ours.close()
    listener.close()
    _, descriptors, _, _ = socket.recv_fds(theirs, 16, 1)
    with socket.socket(fileno=descriptors[0]) as client:
        client.sendall(b"hello from a child\n")
        n_bytes = 0
        while data := client.recv(4096):
            n_bytes += len(data)
        client.sendall(b"%d bytes\n" % n_bytes)
    os._exit(0)
theirs.close()
client, _ = listener.accept()
socket.send_fds(ours, [b"take it"], [client.fileno()])
# Whether the child has it already, is chance.
client.close()
os.waitpid(child, 0)
listener.close()
sys.exit(7)
