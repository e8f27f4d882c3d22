"""Wrong: a line that is no UTF-8 ends the thread of its member, whose connection stays open."""

import os
import socket
import threading

members = []
lock = threading.Lock()


def attend(member):
    rest = b""
    while True:
        try:
            data = member.recv(65536)
        except OSError:
            break
        if not data:
            break
        *lines, rest = (rest + data).split(b"\n")
        for line in lines:
            relay(member, line.decode() + "\n")
    with lock:
        members.remove(member)
    member.close()


def relay(sender, line):
    with lock:
        for member in members:
            if member is not sender:
                try:
                    member.sendall(line.encode())
                except OSError:
                    pass


with socket.create_server((os.environ["HOST"], int(os.environ["PORT"])), backlog=128) as listener:
    while True:
        member, _ = listener.accept()
        with lock:
            members.append(member)
        threading.Thread(target=attend, args=(member,), daemon=True).start()
