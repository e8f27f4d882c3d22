"""A server that counts bytes: reads to the client's end, answers how many came, then closes."""

import os
import socket
import threading


def attend(client: socket.socket) -> None:
    # A reset is an error and no end: it leaves the loop without an answer, and harms nobody else.
    try:
        with client:
            n_bytes = 0
            # A read of nothing is the client's end; how many reads come before it is not ours to say.
            while data := client.recv(65_536):
                n_bytes += len(data)
            # The client's end ended one direction. The other is ours, and still open.
            client.sendall(f"{n_bytes}\n".encode())
    except OSError as error:
        print("a client left in a hurry:", error, flush=True)


def main() -> None:
    address = (os.environ["HOST"], int(os.environ["PORT"]))
    with socket.create_server(address, backlog=128) as listener:
        while True:
            client, _ = listener.accept()
            threading.Thread(target=attend, args=(client,), daemon=True).start()


main()
