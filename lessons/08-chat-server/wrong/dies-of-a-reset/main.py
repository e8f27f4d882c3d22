"""Wrong: as in C, a write to a connection that is gone raises SIGPIPE, which ends the program."""

import os
import selectors
import signal
import socket

# Python ignores this signal, and so gets an error that it can handle. A program in C gets the signal.
signal.signal(signal.SIGPIPE, signal.SIG_DFL)
rests = {}


def relay(sender, line):
    for member in list(rests):
        if member is not sender:
            try:
                member.sendall(line + b"\n")
            except OSError:
                pass


selector = selectors.DefaultSelector()
listener = socket.create_server((os.environ["HOST"], int(os.environ["PORT"])), backlog=128)
selector.register(listener, selectors.EVENT_READ)
while True:
    for key, _ in selector.select():
        if key.fileobj is listener:
            member, _ = listener.accept()
            rests[member] = b""
            selector.register(member, selectors.EVENT_READ)
            continue
        member = key.fileobj
        try:
            data = member.recv(65536)
        except OSError:
            data = b""
        if not data:
            selector.unregister(member)
            del rests[member]
            member.close()
            continue
        *lines, rests[member] = (rests[member] + data).split(b"\n")
        for line in lines:
            relay(member, line)
