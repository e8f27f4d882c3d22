"""Wrong: a member's first line is taken for a login, and nobody hears it."""

import asyncio
import itertools
import os

MAX_OUTBOX = 1 << 20
FORBIDDEN = dict.fromkeys(
    [*range(9), *range(10, 32), *range(127, 160)]
    + [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
members = set()
numbers = itertools.count(1)


async def attend(reader, writer):
    name = f"guest-{next(numbers)}"
    members.add(writer)
    try:
        print(name, "calls itself", clean(await reader.readuntil()), flush=True)
        while (line := await reader.readline()).endswith(b"\n"):
            relay(writer, f"{name}: {clean(line)}\n".encode())
    except (OSError, ValueError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
        pass
    finally:
        members.remove(writer)
        writer.transport.abort()


def clean(line):
    return line.decode(errors="replace").translate(FORBIDDEN)


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
