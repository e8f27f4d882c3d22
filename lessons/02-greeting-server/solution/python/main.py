"""A greeting server: greets each client immediately, reads until its end, then closes.

A thread for each client, so that a silent one holds up nobody but itself.
"""

import os
import socket
import threading


def attend(client: socket.socket) -> None:
    # However the conversation ends, the socket is closed and the others go on.
    try:
        with client:
            client.sendall(b"Hello from the server. Who is there?\n")
            # A read of nothing is the client's end; how many reads come before it is not ours to say.
            while client.recv(4096):
                pass
    except OSError as error:
        print("a client left in a hurry:", error, flush=True)


def main() -> None:
    address = (os.environ["HOST"], int(os.environ["PORT"]))
    with socket.create_server(address, backlog=128) as listener:
        while True:
            client, _ = listener.accept()
            threading.Thread(target=attend, args=(client,), daemon=True).start()


main()
