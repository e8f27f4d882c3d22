"""Wrong: readline has a limit, and what it returns at the limit is taken for a line."""

import itertools
import os
import queue
import socket
import threading

FORBIDDEN = dict.fromkeys(
    [*range(9), *range(10, 32), *range(127, 160)]
    + [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
members = {}
lock = threading.Lock()


def clean(line):
    text = line.decode(errors="replace").removesuffix("\n").removesuffix("\r")
    return text.translate(FORBIDDEN)


def attend(member, name):
    outbox = queue.Queue(maxsize=400)
    with lock:
        members[member] = outbox
    threading.Thread(target=write_to, args=(member, outbox), daemon=True).start()
    try:
        lines = member.makefile("rb")
        while line := lines.readline(65538):
            relay(member, f"{name}: {clean(line)}\n".encode())
    except OSError:
        pass
    with lock:
        del members[member]
    member.shutdown(socket.SHUT_RDWR) if member.fileno() >= 0 else None
    member.close()


def relay(sender, message):
    with lock:
        for member, outbox in members.items():
            if member is not sender:
                try:
                    outbox.put_nowait(message)
                except queue.Full:
                    pass  # It does not read; it misses this line.


def write_to(member, outbox):
    try:
        while True:
            member.sendall(outbox.get())
    except OSError:
        pass


with socket.create_server((os.environ["HOST"], int(os.environ["PORT"])), backlog=1024) as listener:
    for number in itertools.count(1):
        member, _ = listener.accept()
        threading.Thread(target=attend, args=(member, f"guest-{number}"), daemon=True).start()
