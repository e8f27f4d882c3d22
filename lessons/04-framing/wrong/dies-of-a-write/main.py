"""Wrong: as in C, a write to a connection that is gone raises SIGPIPE, which ends the program."""

import contextlib
import os
import signal
import socket
import threading

# Python ignores this signal, and so gets an error that it can handle. A program in C gets the signal.
signal.signal(signal.SIGPIPE, signal.SIG_DFL)
MAX_LINE = 65_536


def serve(client):
    try:
        with client, client.makefile("rb") as lines:
            while line := lines.readline(MAX_LINE + 2):
                text = line.removesuffix(b"\n").removesuffix(b"\r")
                if len(text) > MAX_LINE:
                    return
                answer(client, b"echo: " + text + b"\n")
    except OSError:
        pass


def answer(client, line):
    # What a write returns is often not looked at.
    with contextlib.suppress(OSError):
        client.sendall(line)


with socket.create_server((os.environ["HOST"], int(os.environ["PORT"])), backlog=128) as listener:
    while True:
        client, _ = listener.accept()
        threading.Thread(target=serve, args=(client,), daemon=True).start()
