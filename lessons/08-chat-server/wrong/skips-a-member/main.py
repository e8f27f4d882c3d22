"""Wrong: members are taken off the list while a loop goes over it, so the one behind misses a line."""

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
                relay(member, line + b"\n")
    except OSError:
        pass


def relay(sender, line):
    with lock:
        for member in members:
            if member is sender:
                continue
            try:
                member.sendall(line)
            except OSError:
                members.remove(member)


with socket.create_server((os.environ["HOST"], int(os.environ["PORT"])), backlog=128) as listener:
    while True:
        member, _ = listener.accept()
        with lock:
            members.append(member)
        threading.Thread(target=attend, args=(member,), daemon=True).start()
