"""Wrong: each thread writes to every member by itself, so two long lines run into each other."""

import itertools
import os
import socket
import struct
import threading

# A second: who has not read for so long is let go.
PATIENCE = struct.pack("ll", 1, 0)
MAX_LINE = 65_536
FORBIDDEN = dict.fromkeys(
    [*range(9), *range(10, 32), *range(127, 160)]
    + [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
members = []


def attend(member, name):
    rest = b""
    try:
        while len(rest) <= MAX_LINE + 1 and (data := member.recv(65_536)):
            *lines, rest = (rest + data).split(b"\n")
            for line in lines:
                relay(member, f"{name}: {clean(line)}\n".encode())
    except OSError:
        pass
    let_go(member)


def clean(line):
    return line.decode(errors="replace").translate(FORBIDDEN)


def relay(sender, message):
    for member in list(members):
        if member is not sender:
            try:
                member.sendall(message)
            except OSError:
                let_go(member)


def let_go(member):
    try:
        members.remove(member)
        member.shutdown(socket.SHUT_RDWR)
    except (ValueError, OSError):
        pass


with socket.create_server((os.environ["HOST"], int(os.environ["PORT"])), backlog=1024) as listener:
    for number in itertools.count(1):
        member, _ = listener.accept()
        member.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, PATIENCE)
        members.append(member)
        threading.Thread(target=attend, args=(member, f"guest-{number}"), daemon=True).start()
