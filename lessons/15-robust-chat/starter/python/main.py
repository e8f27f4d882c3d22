"""A chat room that believes everybody. It passes on what it is given, as it is given."""

import asyncio
import os

members = set()


async def attend(reader, writer):
    members.add(writer)
    rest = b""
    try:
        while data := await reader.read(65536):
            # How long may rest become, and what happens then?
            *lines, rest = (rest + data).split(b"\n")
            for line in lines:
                # Who said it? Put a prefix of your own in front, one for each member.
                # What is in it? Decode it, and let no control characters through.
                relay(writer, line + b"\n")
    except OSError:
        pass
    finally:
        members.remove(writer)
        writer.close()


def relay(sender, message):
    for member in members:
        if member is not sender and not member.is_closing():
            # The bound of lesson 10 belongs here.
            member.write(message)


async def main():
    server = await asyncio.start_server(attend, os.environ["HOST"], int(os.environ["PORT"]))
    await server.serve_forever()


asyncio.run(main())
