"""Wrong: a name that does not exist ends the program before it connects."""

import os
import socket
import threading

room = socket.create_connection((os.environ["HOST"], port))
threading.Thread(target=lambda: print(room.recv(4096)), daemon=True).start()
