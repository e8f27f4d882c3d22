"""Wrong: each member has a bounded queue, and nobody catches queue.Full."""

import os
import queue
import selectors
import socket

selector = selectors.DefaultSelector()
members = {}


class Member:
    def __init__(self, connection):
        self.connection = connection
        self.heard = b""
        self.outbox = queue.Queue(maxsize=32)
        self.unsent = b""

    def read(self):
        data = self.connection.recv(65536)
        if not data:
            raise ConnectionError("left")
        *lines, self.heard = (self.heard + data).split(b"\n")
        return lines

    def write(self):
        while self.unsent or not self.outbox.empty():
            self.unsent = self.unsent or self.outbox.get_nowait()
            try:
                self.unsent = self.unsent[self.connection.send(self.unsent) :]
            except BlockingIOError:
                break
        is_waiting = self.unsent or not self.outbox.empty()
        selector.modify(self.connection, selectors.EVENT_READ | (selectors.EVENT_WRITE if is_waiting else 0))


def attend(connection, events):
    member = members[connection]
    try:
        if events & selectors.EVENT_WRITE:
            member.write()
        lines = member.read() if events & selectors.EVENT_READ else []
    except OSError:
        selector.unregister(connection)
        members.pop(connection).connection.close()
        return
    for line in lines:
        for other in members.values():
            if other is not member:
                other.outbox.put_nowait(line + b"\n")
                try:
                    other.write()
                except OSError:
                    pass  # Its own read takes it off the list.


listener = socket.create_server((os.environ["HOST"], int(os.environ["PORT"])), backlog=128)
selector.register(listener, selectors.EVENT_READ)
while True:
    for key, events in selector.select():
        if key.fileobj is listener:
            connection, _ = listener.accept()
            connection.setblocking(False)
            members[connection] = Member(connection)
            selector.register(connection, selectors.EVENT_READ)
        elif key.fileobj in members:
            attend(key.fileobj, events)
