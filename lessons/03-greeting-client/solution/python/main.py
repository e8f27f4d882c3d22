"""A greeting client: is greeted, says a line, finishes, and prints the rest to the end."""

import os
import socket
import sys


def main() -> int:
    address = (os.environ["HOST"], int(os.environ["PORT"]))
    try:
        server = socket.create_connection(address, timeout=10)
    except OSError as error:
        print(f"cannot connect to {address[0]}:{address[1]}: {error}", file=sys.stderr)
        return 1
    with server:
        server.settimeout(None)
        show_until(server, b"\n")
        server.sendall(b"Hello from the client!\n")
        # One direction ends here; the other is the server's, and still carries what it says.
        server.shutdown(socket.SHUT_WR)
        show_until(server, None)
    return 0


def show_until(server: socket.socket, last: bytes | None) -> None:
    """Prints bytes as they come, so that no cut can hurt them, until this byte or the end."""
    while data := server.recv(4096):
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        if last is not None and data.endswith(last):
            return


sys.exit(main())
