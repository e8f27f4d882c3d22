"""Wrong: what has arrived of a line is kept in one buffer for all members."""

import os
import selectors
import socket

members = {}
rest = b""
selector = selectors.DefaultSelector()


def relay(sender, line):
    for member in list(members):
        if member is not sender:
            try:
                member.sendall(line + b"\n")
            except OSError:
                pass


listener = socket.create_server((os.environ["HOST"], int(os.environ["PORT"])), backlog=128)
selector.register(listener, selectors.EVENT_READ)
while True:
    for key, _ in selector.select():
        if key.fileobj is listener:
            member, _ = listener.accept()
            members[member] = True
            selector.register(member, selectors.EVENT_READ)
            continue
        member = key.fileobj
        try:
            data = member.recv(65536)
        except OSError:
            data = b""
        if not data:
            selector.unregister(member)
            del members[member]
            member.close()
            continue
        *lines, rest = (rest + data).split(b"\n")
        for line in lines:
            relay(member, line)
