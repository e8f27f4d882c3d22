"""Wrong: who cannot be written to is taken off the list while a loop goes over it; the one behind misses a line."""

import os
import socket
import struct
import threading

# Half a second: who has not read for so long is let go.
PATIENCE = struct.pack("ll", 0, 500_000)
MAX_LINE = 65_536

members = []
lock = threading.Lock()


def attend(member):
    rest = b""
    try:
        while len(rest) <= MAX_LINE + 1 and (data := member.recv(65_536)):
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
                member.close()


with socket.create_server((os.environ["HOST"], int(os.environ["PORT"])), backlog=1024) as listener:
    while True:
        member, _ = listener.accept()
        member.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, PATIENCE)
        with lock:
            members.append(member)
        threading.Thread(target=attend, args=(member,), daemon=True).start()
