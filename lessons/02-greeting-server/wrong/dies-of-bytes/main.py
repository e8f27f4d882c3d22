"""Wrong: it shows what comes as text, and one client's other bytes end the program."""

import os
import selectors
import socket

selector = selectors.DefaultSelector()
listener = socket.create_server((os.environ["HOST"], int(os.environ["PORT"])), backlog=128)
selector.register(listener, selectors.EVENT_READ)
while True:
    for key, _ in selector.select():
        if key.fileobj is listener:
            client, _ = listener.accept()
            selector.register(client, selectors.EVENT_READ)
            try:
                client.sendall(b"Welcome!\n")
            except OSError:
                pass
            continue
        try:
            data = key.fileobj.recv(65536)
        except OSError:
            data = b""
        if data:
            print(data.decode(), end="", flush=True)
        else:
            selector.unregister(key.fileobj)
            key.fileobj.close()
