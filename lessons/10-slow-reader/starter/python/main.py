"""The chat room of lesson 8, as most people first write it: it waits until each write is done."""

import os
import socket
import threading

members = []
lock = threading.Lock()


def attend(member):
    try:
        for line in member.makefile("rb"):
            with lock:
                for other in members:
                    if other is not member:
                        # If other does not read, sendall waits, and with it the whole room.
                        # Give each member a queue with a limit, and a thread that writes from it.
                        send(other, line)
    except OSError:
        pass
    with lock:
        members.remove(member)
    member.close()


def send(member, line):
    try:
        member.sendall(line)
    except OSError:
        pass  # Its own thread takes it off the list.


with socket.create_server((os.environ["HOST"], int(os.environ["PORT"])), backlog=128) as listener:
    while True:
        member, _ = listener.accept()
        with lock:
            members.append(member)
        threading.Thread(target=attend, args=(member,), daemon=True).start()
