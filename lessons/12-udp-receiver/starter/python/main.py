"""A receiver of datagrams. It already has the port; write how it receives and answers."""

import os
import socket

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as receiver:
    receiver.bind((os.environ["HOST"], int(os.environ["PORT"])))
    while True:
        data, sender = receiver.recvfrom(512)
        # Print the text, and answer the sender: "ack " and the number of bytes.
        print("something came")
