"""Wrong: members are never taken off the list, and the first write that fails ends the sender's thread."""

import os
import socket
import threading

members = []


def attend(member):
    rest = b""
    while data := member.recv(65536):
        *lines, rest = (rest + data).split(b"\n")
        for line in lines:
            for other in members:
                if other is not member:
                    other.sendall(line + b"\n")


threading.excepthook = lambda args: print("a thread ended:", args.exc_value, flush=True)
with socket.create_server((os.environ["HOST"], int(os.environ["PORT"])), backlog=128) as listener:
    while True:
        member, _ = listener.accept()
        members.insert(0, member)
        threading.Thread(target=attend, args=(member,), daemon=True).start()
