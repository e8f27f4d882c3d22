"""Wrong: each line is handed to a thread of its own, and the quicker thread comes first."""

import os
import socket
import threading

members = []
lock = threading.Lock()


def attend(member):
    rest = b""
    try:
        while data := member.recv(65536):
            *lines, rest = (rest + data).split(b"\n")
            for line in lines:
                threading.Thread(target=relay, args=(member, line + b"\n"), daemon=True).start()
    except OSError:
        pass
    with lock:
        members.remove(member)
    member.close()


def relay(sender, line):
    with lock:
        for member in members:
            if member is not sender:
                try:
                    member.sendall(line)
                except OSError:
                    pass


with socket.create_server((os.environ["HOST"], int(os.environ["PORT"])), backlog=128) as listener:
    while True:
        member, _ = listener.accept()
        with lock:
            members.append(member)
        threading.Thread(target=attend, args=(member,), daemon=True).start()
