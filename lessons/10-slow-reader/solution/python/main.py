"""A chat room in which nobody waits for a member that does not read.

Each member has an outbox, the transport's own buffer. It has a bound, and what happens there is decided
here: the member is let go.
"""

import asyncio
import os

MAX_LINE = 65_536
# Some lines of the longest kind. It is in bytes: a bound in lines would be a bound of lines times MAX_LINE.
MAX_OUTBOX = 1 << 20

members: dict[asyncio.StreamWriter, str] = {}


async def attend(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    name = "guest-%d" % writer.get_extra_info("peername")[1]
    members[writer] = name
    rest = b""
    try:
        while data := await reader.read(65_536):
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
    """No await in here: a wait inside this loop for one member makes all the others wait."""
    message = name.encode() + b": " + line + b"\n"
    for member in members:
        if member is sender or member.is_closing():
            continue
        # write never waits. What the kernel does not take stays in this process, as much as it may be.
        if member.transport.get_write_buffer_size() + len(message) > MAX_OUTBOX:
            print(members[member], "does not read", flush=True)
            # close would wait until the outbox is written, so forever; abort throws it away.
            member.transport.abort()
        else:
            member.write(message)


async def main() -> None:
    address = (os.environ["HOST"], int(os.environ["PORT"]))
    server = await asyncio.start_server(attend, *address, backlog=1024)
    async with server:
        await server.serve_forever()


asyncio.run(main())
