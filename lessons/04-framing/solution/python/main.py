"""An echo server for lines: what has arrived is kept until its newline is there."""

import os
import socket
import threading

MAX_LINE = 65_536


def attend(client: socket.socket) -> None:
    try:
        with client:
            rest = b""
            while data := client.recv(65_536):
                # Lines are cut from the bytes; a character of several bytes never holds a newline's byte.
                *lines, rest = (rest + data).split(b"\n")
                for line in lines:
                    answer(client, line.removesuffix(b"\r"))
                # One byte more may be the CR before an LF that is still on its way.
                if len(rest) > MAX_LINE + 1:
                    client.sendall(b"error: line too long\n")
                    return
            if rest:
                answer(client, rest)
    except OSError as error:
        print("a client left in a hurry:", error, flush=True)


def answer(client: socket.socket, line: bytes) -> None:
    client.sendall(b"echo: " + line + b"\n")


def main() -> None:
    address = (os.environ["HOST"], int(os.environ["PORT"]))
    with socket.create_server(address, backlog=128) as listener:
        while True:
            client, _ = listener.accept()
            threading.Thread(target=attend, args=(client,), daemon=True).start()


main()
