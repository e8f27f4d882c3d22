"""Wrong: strip removes the blanks of the line together with its newline."""

import os
import socketserver


class Echo(socketserver.StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            self.wfile.write(b"echo: " + line.strip(b" \t\n") + b"\n" if not line.endswith(b"\r\n")
                             else b"echo: " + line[:-2] + b"\n")


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        pass


Server((os.environ["HOST"], int(os.environ["PORT"])), Echo).serve_forever()
