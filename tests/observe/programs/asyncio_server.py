"""One event loop for all clients."""

import asyncio
import sys


async def main():
    done = asyncio.Event()

    async def attend(reader, writer):
        writer.write(b"hello from asyncio\n")
        data = await reader.read()
        writer.write(b"%d bytes\n" % len(data))
        writer.close()
        await writer.wait_closed()
        done.set()

    server = await asyncio.start_server(attend, "127.0.0.1", 0)
    async with server:
        await done.wait()


asyncio.run(main())
sys.exit(7)
