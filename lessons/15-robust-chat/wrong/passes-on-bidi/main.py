"""Wrong: of the characters that turn the direction of writing it knows nine, and there are twelve."""

import asyncio
import itertools
import os

MAX_LINE = 65_536
MAX_OUTBOX = 1 << 20

# C0 except tab, DEL and C1, and the characters that change the writing direction. Each becomes U+FFFD, so that
# a reader sees that something was there.
FORBIDDEN = dict.fromkeys(
    [
        *range(0x00, 0x09),
        *range(0x0A, 0x20),
        *range(0x7F, 0xA0),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
    ],
    "\ufffd",
)

members: set[asyncio.StreamWriter] = set()
# It only counts up: a number that is used again would be the name of somebody else.
numbers = itertools.count(1)


async def attend(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    # The name belongs to the connection. Nothing that comes through it can change the name.
    name = f"guest-{next(numbers)}"
    members.add(writer)
    rest = b""
    try:
        while data := await reader.read(65_536):
            *lines, rest = (rest + data).split(b"\n")
            for line in lines:
                line = line.removesuffix(b"\r")
                if len(line) > MAX_LINE:
                    return
                relay(writer, f"{name}: {clean(line)}\n".encode())
            # What has no newline yet is remembered up to here, and no further. The CR is not counted.
            if len(rest) > MAX_LINE + 1:
                return
    except OSError:
        pass
    finally:
        members.remove(writer)
        # abort, not close: what this member has not read will not be waited for.
        writer.transport.abort()


def clean(line: bytes) -> str:
    """Decodes first: a control character of two bytes cannot be seen in bytes."""
    return line.decode(errors="replace").translate(FORBIDDEN)


def relay(sender: asyncio.StreamWriter, message: bytes) -> None:
    for member in members:
        if member is sender or member.is_closing():
            continue
        if member.transport.get_write_buffer_size() + len(message) > MAX_OUTBOX:
            member.transport.abort()
        else:
            member.write(message)


async def main() -> None:
    address = (os.environ["HOST"], int(os.environ["PORT"]))
    server = await asyncio.start_server(attend, *address, backlog=1024)
    async with server:
        await server.serve_forever()


asyncio.run(main())
