"""Wrong: a member's first line is taken for its name, and nobody hears it."""

import asyncio
import os

members = {}


async def attend(reader, writer):
    try:
        name = (await reader.readuntil()).strip()
        members[writer] = name
        while line := await reader.readline():
            for member in list(members):
                if member is not writer:
                    member.write(name + b": " + line)
    except (OSError, asyncio.IncompleteReadError):
        pass
    finally:
        members.pop(writer, None)
        writer.close()


async def main():
    address = (os.environ["HOST"], int(os.environ["PORT"]))
    server = await asyncio.start_server(attend, *address, backlog=128, limit=1 << 20)
    await server.serve_forever()


asyncio.run(main())
