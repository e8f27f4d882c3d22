"""Wrong: it awaits drain inside of the loop over all members."""

import asyncio
import os

members = {}


async def attend(reader, writer):
    name = "guest-%d" % writer.get_extra_info("peername")[1]
    members[writer] = name
    rest = b""
    try:
        while data := await reader.read(65536):
            *lines, rest = (rest + data).split(b"\n")
            for line in lines:
                await relay(writer, f"{name}: ".encode() + line + b"\n")
    except OSError:
        pass
    del members[writer]
    writer.close()


async def relay(sender, message):
    for member in list(members):
        if member is not sender:
            try:
                member.write(message)
                await member.drain()
            except OSError:
                pass


async def main():
    server = await asyncio.start_server(attend, os.environ["HOST"], int(os.environ["PORT"]))
    await server.serve_forever()


asyncio.run(main())
