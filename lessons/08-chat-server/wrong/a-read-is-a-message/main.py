"""Wrong: each recv is passed on as if it were a whole message."""

import os
import socket
import threading

members = {}
lock = threading.Lock()


def attend(member, name):
    try:
        while data := member.recv(65536):
            message = f"{name}: ".encode() + data.strip() + b"\n"
            with lock:
                for other in list(members):
                    if other is not member:
                        try:
                            other.sendall(message)
                        except OSError:
                            pass
    except OSError:
        pass
    with lock:
        members.pop(member, None)
    member.close()


with socket.create_server((os.environ["HOST"], int(os.environ["PORT"])), backlog=128) as listener:
    while True:
        member, peer = listener.accept()
        with lock:
            members[member] = peer
        threading.Thread(target=attend, args=(member, f"guest-{peer[1]}"), daemon=True).start()
