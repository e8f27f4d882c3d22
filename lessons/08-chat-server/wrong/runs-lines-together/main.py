"""Wrong: each thread writes to every member by itself, so two long lines run into each other."""

import os
import socket
import threading

members = []


def attend(member):
    rest = b""
    try:
        while data := member.recv(65536):
            *lines, rest = (rest + data).split(b"\n")
            for line in lines:
                relay(member, line + b"\n")
    except OSError:
        pass
    members.remove(member)
    member.close()


def relay(sender, line):
    for member in list(members):
        if member is not sender:
            try:
                member.sendall(line)
            except OSError:
                pass


with socket.create_server((os.environ["HOST"], int(os.environ["PORT"])), backlog=128) as listener:
    while True:
        member, _ = listener.accept()
        members.append(member)
        threading.Thread(target=attend, args=(member,), daemon=True).start()
