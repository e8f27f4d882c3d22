"""A chat room: what one member says, line by line, the others hear.

One event loop for all members, so no two of them ever touch the list at the same time.
"""

import asyncio
import os

MAX_LINE = 65_536
MAX_WAITING = 1 << 20

members: dict[asyncio.StreamWriter, str] = {}


async def attend(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    name = "guest-%d" % writer.get_extra_info("peername")[1]
    members[writer] = name
    rest = b""
    try:
        while data := await reader.read(65_536):
            # A read is no line: what has no newline yet waits for the next read.
            *lines, rest = (rest + data).split(b"\n")
            for line in lines:
                relay(writer, name, line.removesuffix(b"\r"))
            if len(rest) > MAX_LINE + 1:
                return
    except OSError:
        # A broken connection ends this member, and no other.
        pass
    finally:
        del members[writer]
        writer.close()


def relay(sender: asyncio.StreamWriter, name: str, line: bytes) -> None:
    message = name.encode() + b": " + line + b"\n"
    # A copy of the list: a member may leave while we go over it.
    for member in list(members):
        if member is sender or member.is_closing():
            continue
        # Who does not read, and lets a mebibyte pile up here, has lost the right to be waited for.
        if member.transport.get_write_buffer_size() > MAX_WAITING:
            member.transport.abort()
            continue
        member.write(message)


async def main() -> None:
    address = (os.environ["HOST"], int(os.environ["PORT"]))
    server = await asyncio.start_server(attend, *address, backlog=1024)
    async with server:
        await server.serve_forever()


asyncio.run(main())
