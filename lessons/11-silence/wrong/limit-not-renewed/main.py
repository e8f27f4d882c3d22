"""Wrong: the limit is around the whole conversation, and not around the wait for a line."""

import asyncio
import os


async def talk(reader, writer):
    while line := await reader.readline():
        if line.rstrip(b"\r\n") == b"ping":
            writer.write(b"pong\n")
            await writer.drain()


async def attend(reader, writer):
    try:
        await asyncio.wait_for(talk(reader, writer), 2)
    except (asyncio.TimeoutError, OSError, ValueError) as error:
        print("a client has gone:", repr(error))
    finally:
        writer.close()


async def main():
    server = await asyncio.start_server(attend, os.environ["HOST"], int(os.environ["PORT"]))
    await server.serve_forever()


asyncio.run(main())
