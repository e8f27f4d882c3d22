"""A chat room. It accepts members and reads their lines; write how it passes them on."""

import asyncio
import os


async def attend(reader, writer):
    try:
        while data := await reader.read(65536):
            # A read is not a line. Pass each complete line on to all others, and not back to its sender.
            print("somebody said:", data, flush=True)
    except OSError:
        pass
    finally:
        writer.close()


async def main():
    server = await asyncio.start_server(attend, os.environ["HOST"], int(os.environ["PORT"]))
    await server.serve_forever()


asyncio.run(main())
