"""Wrong: a member's first line is taken for its name, and nobody hears it."""

import asyncio
import os

MAX_OUTBOX = 1 << 20

members = {}


async def attend(reader, writer):
    try:
        members[writer] = (await reader.readuntil()).strip()
        while (line := await reader.readline()).endswith(b"\n"):
            relay(writer, members[writer] + b": " + line)
    except (OSError, ValueError, asyncio.IncompleteReadError):
        pass
    finally:
        members.pop(writer, None)
        writer.close()


def relay(sender, message):
    for member in members:
        if member is sender or member.is_closing():
            continue
        if member.transport.get_write_buffer_size() + len(message) > MAX_OUTBOX:
            member.transport.abort()
        else:
            member.write(message)


async def main():
    address = (os.environ["HOST"], int(os.environ["PORT"]))
    server = await asyncio.start_server(attend, *address, backlog=1024, limit=65_538)
    await server.serve_forever()


asyncio.run(main())
