"""A greeting server that can be killed and started again immediately, but only one copy can run."""

import os
import socket
import sys
import threading


def attend(client: socket.socket) -> None:
    try:
        with client:
            client.sendall(b"Hello from the server. Who is there?\n")
            while client.recv(4096):
                pass
    except OSError as error:
        print("a client left in a hurry:", error, flush=True)


def listen(host: str, port: int) -> socket.socket:
    """What socket.create_server does as well: an option counts only for a bind that comes after it."""
    listener = socket.socket()
    # Old connections in TIME_WAIT do not block the port for us now. A program that listens still does.
    # On Windows the option means something else, and must not be set.
    if os.name == "posix":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    listener.listen(128)
    return listener


def main() -> int:
    host, port = os.environ["HOST"], int(os.environ["PORT"])
    try:
        listener = listen(host, port)
    except OSError as error:
        print(f"cannot listen on {host}:{port}: {error}", file=sys.stderr)
        return 1
    while True:
        client, _ = listener.accept()
        threading.Thread(target=attend, args=(client,), daemon=True).start()


sys.exit(main())
