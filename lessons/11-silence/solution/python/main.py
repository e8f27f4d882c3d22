"""A server that answers ping with pong, and disconnects a client that is silent for two seconds."""

import asyncio
import os

SILENCE = 2  # Four heartbeats, in seconds: one or two may be late.


async def attend(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        # The limit is on one line and starts again with the next; around the loop it would be on all of them.
        while line := await asyncio.wait_for(reader.readline(), SILENCE):
            if line.rstrip(b"\r\n") == b"ping":
                writer.write(b"pong\n")
                await asyncio.wait_for(writer.drain(), SILENCE)
    except asyncio.TimeoutError:
        # It proves nothing about the client, but it is the agreement.
        print("a client was silent for too long", flush=True)
    except (OSError, ValueError) as error:
        # A ValueError is a line that is longer than the reader's limit.
        print("a client left in a hurry:", error, flush=True)
    finally:
        writer.close()


async def main() -> None:
    server = await asyncio.start_server(attend, os.environ["HOST"], int(os.environ["PORT"]))
    await server.serve_forever()


asyncio.run(main())
