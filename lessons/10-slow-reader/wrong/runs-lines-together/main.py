"""Wrong: each thread writes to every member by itself, so two long lines run into each other."""

import os
import socket
import struct
import threading

# A second: who has not read for so long is let go.
PATIENCE = struct.pack("ll", 1, 0)
MAX_LINE = 65_536

members = []


def attend(member):
    rest = b""
    try:
        while len(rest) <= MAX_LINE + 1 and (data := member.recv(65_536)):
            *lines, rest = (rest + data).split(b"\n")
            for line in lines:
                relay(member, line + b"\n")
    except OSError:
        pass
    let_go(member)


def relay(sender, line):
    for member in list(members):
        if member is not sender:
            try:
                member.sendall(line)
            except OSError:
                let_go(member)


def let_go(member):
    try:
        members.remove(member)
        member.shutdown(socket.SHUT_RDWR)
    except (ValueError, OSError):
        pass


with socket.create_server((os.environ["HOST"], int(os.environ["PORT"])), backlog=1024) as listener:
    while True:
        member, _ = listener.accept()
        member.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, PATIENCE)
        members.append(member)
        threading.Thread(target=attend, args=(member,), daemon=True).start()
