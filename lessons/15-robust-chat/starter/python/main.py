"""A chat room that trusts everybody. It passes on each line unchanged."""

import asyncio
import os

members = set()


async def attend(reader, writer):
    members.add(writer)
    rest = b""
    try:
        while data := await reader.read(65536):
            # How long may rest become, and what happens above that?
            *lines, rest = (rest + data).split(b"\n")
            for line in lines:
                # Who sent it? Put your own prefix in front, a different one for each member.
                # What is in it? Decode it, and remove control characters.
                relay(writer, line + b"\n")
    except OSError:
        pass
    finally:
        members.remove(writer)
        writer.close()


def relay(sender, message):
    for member in members:
        if member is not sender and not member.is_closing():
            # The limit of lesson 10 belongs here.
            member.write(message)


async def main():
    server = await asyncio.start_server(attend, os.environ["HOST"], int(os.environ["PORT"]))
    await server.serve_forever()


asyncio.run(main())
