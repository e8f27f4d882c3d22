"""Everything that a connection and a datagram can come to, on both ends of one program."""

import socket
import struct
import sys

listener = socket.create_server(("127.0.0.1", 0))


def pair():
    client = socket.create_connection(listener.getsockname())
    server, _ = listener.accept()
    return client, server


# Unread bytes make the kernel reset; what is written afterwards finds no connection.
client, server = pair()
client.sendall(b"never read")
server.recv(1, socket.MSG_PEEK)
server.close()
try:
    while client.recv(1):
        pass
except ConnectionResetError:
    pass
assert client.recv(1) == b""
try:
    client.sendall(b"x")
except BrokenPipeError:
    pass
client.close()

# A full send buffer.
client, server = pair()
client.setblocking(False)
try:
    while True:
        client.send(b"x" * 65536)
except BlockingIOError:
    pass
client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
client.close()
server.close()

# Nobody listens, and an address that is taken.
free = socket.socket()
free.bind(("127.0.0.1", 0))
refused = socket.socket()
assert refused.connect_ex(free.getsockname()) != 0
taken = socket.socket()
try:
    taken.bind(listener.getsockname())
except OSError:
    pass

# Datagrams: sent, cut by a plain receive, and sent to nobody.
receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
receiver.bind(("127.0.0.1", 0))
sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sender.sendto(b"ten bytes.", receiver.getsockname())
assert receiver.recvfrom(4)[0] == b"ten "
sender.connect(receiver.getsockname())
receiver.close()
sender.send(b"to nobody")
try:
    sender.recv(16)
except ConnectionRefusedError:
    pass
sys.exit(7)
