"""A server that counts characters: four bytes of length, then the text; the answers are framed alike."""

import os
import socket
import threading

MAX_TEXT = 1_048_576


def attend(client: socket.socket) -> None:
    try:
        # The reader keeps what came too early. Its read(n) gives all n bytes, or fewer at the end alone;
        # recv(n) gives what has arrived.
        with client, client.makefile("rb") as reader:
            while len(header := reader.read(4)) == 4:
                length = int.from_bytes(header, "big")
                # The length is a stranger's claim: it is compared before anything is read for it.
                if length > MAX_TEXT:
                    return
                text = reader.read(length)
                if len(text) < length:
                    return
                # Decoded once it is whole, so that no character is cut in two.
                answer = str(len(text.decode())).encode()
                client.sendall(len(answer).to_bytes(4, "big") + answer)
    except (OSError, UnicodeDecodeError) as error:
        print("a client was cut off:", error, flush=True)


def main() -> None:
    address = (os.environ["HOST"], int(os.environ["PORT"]))
    with socket.create_server(address, backlog=128) as listener:
        while True:
            client, _ = listener.accept()
            threading.Thread(target=attend, args=(client,), daemon=True).start()


main()
