"""Wrong: as in C, a write to a connection that is gone raises SIGPIPE, which ends the program."""

import contextlib
import os
import signal
import socket
import threading

# Python ignores this signal, and so gets an error that it can handle. A program in C gets the signal.
signal.signal(signal.SIGPIPE, signal.SIG_DFL)


def serve(client):
    client.settimeout(2)
    rest = b""
    try:
        with client:
            while data := client.recv(4096):
                *lines, rest = (rest + data).split(b"\n")
                for line in lines:
                    # What a write returns is often not looked at.
                    with contextlib.suppress(OSError):
                        if line.strip() == b"ping":
                            client.sendall(b"pong\n")
    except OSError:
        pass


with socket.create_server((os.environ["HOST"], int(os.environ["PORT"])), backlog=128) as listener:
    while True:
        client, _ = listener.accept()
        threading.Thread(target=serve, args=(client,), daemon=True).start()
