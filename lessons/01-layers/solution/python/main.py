"""A client that shows both ends of its connection: its own, and the server's."""

import os
import socket
import sys


def main() -> int:
    address = (os.environ["HOST"], int(os.environ["PORT"]))
    try:
        with socket.create_connection(address) as server:
            # The port of this end was never typed: the kernel chose it in connect, and only the socket knows it.
            print(f"local={shown(server.getsockname())} peer={shown(server.getpeername())}")
    except OSError as error:
        print(f"cannot connect to {address[0]}:{address[1]}: {error}", file=sys.stderr)
        return 1
    return 0


def shown(end: tuple[str, int]) -> str:
    host, port = end
    return f"{host}:{port}"


sys.exit(main())
