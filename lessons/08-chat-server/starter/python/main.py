"""A chat room. It takes members in and reads what they say; passing it on is yours to write."""

import asyncio
import os


async def attend(reader, writer):
    try:
        while data := await reader.read(65536):
            # A read is no line. Pass each whole line on to all others, and not back.
            print("somebody said:", data, flush=True)
    except OSError:
        pass
    finally:
        writer.close()


async def main():
    server = await asyncio.start_server(attend, os.environ["HOST"], int(os.environ["PORT"]))
    await server.serve_forever()


asyncio.run(main())
