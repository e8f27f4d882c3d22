"""Whatever a program has a say in begins with what a terminal would obey; it is given such a word, too."""

import ctypes
import os
import socket
import sys
import threading

ATTACK = b"\x1b]0;owned\x07\x1b[2J\xc2\x9b31m\xe2\x80\xae\r\n"
libc = ctypes.CDLL(None)


def talk(client):
    libc.prctl(15, b"\x1b[2J\nthread")
    client.sendall(ATTACK)
    client.close()


libc.prctl(15, b"\x1b[2J\nname")
if "stays" in sys.argv:
    print("ready", flush=True)
    sys.stdin.read()
    sys.exit(7)
# A socket of this machine alone, whose name is a path.
path = b"\x1b[2J\n.socket"
local = socket.socket(socket.AF_UNIX)
local.bind(path)
local.listen()
os.unlink(path)
listener = socket.create_server(("127.0.0.1", 0))
client = socket.create_connection(listener.getsockname())
server, _ = listener.accept()
thread = threading.Thread(target=talk, args=(client,))
thread.start()
while server.recv(64):
    pass
thread.join()
receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
receiver.bind(("127.0.0.1", 0))
sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sender.sendto(ATTACK, receiver.getsockname())
receiver.recv(1024)
sys.exit(7)
