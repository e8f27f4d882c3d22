"""Wrong: it decodes what need not be text, and nothing catches the error."""

import os
import socketserver
import sys


class Counter(socketserver.StreamRequestHandler):
    def handle(self):
        while header := self.rfile.read(4):
            n_bytes = int.from_bytes(header, "big")
            if n_bytes > 1_048_576:
                return
            text = self.rfile.read(n_bytes).decode()
            digits = str(len(text)).encode()
            self.wfile.write(len(digits).to_bytes(4, "big") + digits)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request, client_address):
        # A connection that breaks is the end of that client; anything else is a mistake, and ends all.
        if not isinstance(sys.exception(), OSError):
            os._exit(1)


with Server((os.environ["HOST"], int(os.environ["PORT"])), Counter) as server:
    server.serve_forever()
