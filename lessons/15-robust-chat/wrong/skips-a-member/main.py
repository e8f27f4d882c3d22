"""Wrong: who cannot be written to is taken off the list while a loop goes over it; the one behind misses a line."""

import itertools
import os
import socket
import struct
import threading

# Half a second: who has not read for so long is let go.
PATIENCE = struct.pack("ll", 0, 500_000)
MAX_LINE = 65_536
FORBIDDEN = dict.fromkeys(
    [*range(9), *range(10, 32), *range(127, 160)]
    + [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
members = []
lock = threading.Lock()


def attend(member, name):
    rest = b""
    try:
        while len(rest) <= MAX_LINE + 1 and (data := member.recv(65_536)):
            *lines, rest = (rest + data).split(b"\n")
            for line in lines:
                relay(member, f"{name}: {clean(line)}\n".encode())
    except OSError:
        pass


def clean(line):
    return line.decode(errors="replace").translate(FORBIDDEN)


def relay(sender, message):
    with lock:
        for member in members:
            if member is sender:
                continue
            try:
                member.sendall(message)
            except OSError:
                members.remove(member)
                member.close()


with socket.create_server((os.environ["HOST"], int(os.environ["PORT"])), backlog=1024) as listener:
    for number in itertools.count(1):
        member, _ = listener.accept()
        member.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, PATIENCE)
        with lock:
            members.append(member)
        threading.Thread(target=attend, args=(member, f"guest-{number}"), daemon=True).start()
