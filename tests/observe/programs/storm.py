"""Two processes of six threads talk with six threads of a third, so many times in all; or to no end."""

import os
import socket
import sys
import threading

print(os.getpid(), flush=True)
n_in_all = 10**9 if sys.argv[1] == "endless" else int(sys.argv[1])
n_each = n_in_all // 12
listener = socket.create_server(("127.0.0.1", 0), backlog=200)


def talk():
    for _ in range(n_each):
        with socket.create_connection(listener.getsockname()) as client:
            client.sendall(b"x" * 100)
            client.shutdown(socket.SHUT_WR)
            n_bytes = 0
            while data := client.recv(64):
                n_bytes += len(data)
            assert n_bytes == 100


def serve():
    for _ in range(n_each * 2):
        client, _ = listener.accept()
        with client:
            while data := client.recv(64):
                client.sendall(data)


def six(work):
    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


children = []
for _ in range(2):
    child = os.fork()
    if child == 0:
        six(talk)
        os._exit(0)
    children.append(child)
six(serve)
for child in children:
    os.waitpid(child, 0)
listener.close()
sys.exit(7)
