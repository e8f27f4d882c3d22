"""Wrong: it slows a member down with a sleep that stops the event loop."""

import asyncio
import itertools
import os
import time
import unicodedata

members = set()
numbers = itertools.count(1)


def clean(line):
    text = line.decode(errors="replace")
    return "".join(char for char in text if char == "\t" or unicodedata.category(char) not in ("Cc", "Cf"))


async def attend(reader, writer):
    name = f"guest-{next(numbers)}"
    members.add(writer)
    rest = b""
    try:
        while data := await reader.read(65536):
            *lines, rest = (rest + data).split(b"\n")
            for line in lines:
                relay(writer, f"{name}: {clean(line)}\n".encode())
                # At most a hundred lines a second.
                time.sleep(0.01)
            if len(rest) > 65537:
                break
    except OSError:
        pass
    members.remove(writer)
    writer.close()


def relay(sender, message):
    for member in members:
        if member is not sender and member.transport.get_write_buffer_size() < 1 << 20:
            member.write(message)


async def main():
    server = await asyncio.start_server(attend, os.environ["HOST"], int(os.environ["PORT"]), backlog=1024)
    await server.serve_forever()


asyncio.run(main())
