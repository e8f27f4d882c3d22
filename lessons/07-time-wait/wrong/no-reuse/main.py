"""Wrong: socketserver does not set SO_REUSEADDR unless it is asked to."""

import os
import socketserver
import sys


class Greeting(socketserver.StreamRequestHandler):
    def handle(self):
        self.wfile.write(b"Hello from the server. Who is there?\n")
        while self.request.recv(4096):
            pass


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True


host, port = os.environ["HOST"], int(os.environ["PORT"])
try:
    server = Server((host, port), Greeting)
except OSError as error:
    sys.exit(f"cannot listen on {host}:{port}: {error}")
server.serve_forever()
