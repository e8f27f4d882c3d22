"""A chat client: one thread for each direction, as neither may wait for the other."""

import os
import socket
import sys
import threading


def main() -> int:
    address = (os.environ["HOST"], int(os.environ["PORT"]))
    try:
        room = socket.create_connection(address)
        # A thread that waits for the keyboard cannot be called back: as a daemon it ends with the program.
        threading.Thread(target=speak, args=(room,), daemon=True).start()
        hear(room)
    except OSError as error:
        print(f"the talk with {address[0]}:{address[1]} has ended: {error}", file=sys.stderr)
        return 1
    return 0


def hear(room: socket.socket) -> None:
    """Prints bytes as they come, so that no cut can hurt them, until the server's end."""
    while data := room.recv(8192):
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


def speak(room: socket.socket) -> None:
    """Sends each line, then finishes this direction; the other one is still heard."""
    try:
        # Reading the file descriptor itself takes no lock that the end of the program would wait for.
        while data := os.read(sys.stdin.fileno(), 8192):
            room.sendall(data)
        room.shutdown(socket.SHUT_WR)
    except OSError:
        pass  # The connection is broken. The one who hears learns of it as well, and reports it.


sys.exit(main())
