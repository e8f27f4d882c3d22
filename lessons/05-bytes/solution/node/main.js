// A server that counts characters: four bytes of length, then the text; the answers are framed alike.

const net = require('node:net');

const MAX_TEXT = 1_048_576;
const HEADER = 4;

const server = net.createServer((client) => {
  // What has arrived and is not whole yet: chunks are joined only when there is enough of them,
  // for joining copies.
  let chunks = [];
  let held = 0;
  let wanted = HEADER;

  client.on('data', (data) => {
    chunks.push(data);
    held += data.length;
    if (held < wanted) return;
    let rest = Buffer.concat(chunks);
    // A chunk may end several messages, so this goes on until none is whole.
    wanted = HEADER;
    while (rest.length >= HEADER) {
      const length = rest.readUInt32BE(0);
      // The length is a stranger's claim: it is compared before anything is kept for it.
      if (length > MAX_TEXT) {
        client.destroy();
        return;
      }
      wanted = HEADER + length;
      if (rest.length < wanted) break;
      client.write(frame(count(rest.subarray(HEADER, wanted))));
      rest = rest.subarray(wanted);
      wanted = HEADER;
    }
    chunks = [rest];
    held = rest.length;
  });

  client.on('error', (error) => console.log('a client left in a hurry:', error.message));
});

// The text is whole here, so no character is cut. A text's length would be in 16-bit units; its
// iterator gives code points.
function count(bytes) {
  let n = 0;
  for (const _ of bytes.toString('utf8')) n += 1;
  return n;
}

function frame(number) {
  const digits = Buffer.from(String(number));
  const header = Buffer.alloc(HEADER);
  header.writeUInt32BE(digits.length);
  return Buffer.concat([header, digits]);
}

server.listen(Number(process.env.PORT), process.env.HOST);
