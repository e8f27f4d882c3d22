"""Wrong: it waits for as many bytes as it is told, however many."""

import asyncio
import os


async def attend(reader, writer):
    try:
        while True:
            length = int.from_bytes(await reader.readexactly(4), "big")
            text = (await reader.readexactly(length)).decode()
            answer = str(len(text)).encode()
            writer.write(len(answer).to_bytes(4, "big") + answer)
            await writer.drain()
    except (OSError, EOFError):
        writer.close()


async def main():
    server = await asyncio.start_server(attend, os.environ["HOST"], int(os.environ["PORT"]))
    await server.serve_forever()


asyncio.run(main())
