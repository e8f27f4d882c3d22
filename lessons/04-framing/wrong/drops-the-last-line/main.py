"""Wrong: what is left in the buffer at the client's end is thrown away."""

import asyncio
import os


async def attend(reader, writer):
    rest = b""
    try:
        while data := await reader.read(4096):
            *lines, rest = (rest + data).split(b"\n")
            for line in lines:
                writer.write(b"echo: " + line.removesuffix(b"\r") + b"\n")
            await writer.drain()
            if len(rest) > 65537:
                break
        writer.close()
    except OSError:
        writer.close()


async def main():
    server = await asyncio.start_server(attend, os.environ["HOST"], int(os.environ["PORT"]))
    await server.serve_forever()


asyncio.run(main())
