// Wrong: the length is read as a signed number, so ff ff ff ff is -1 and below the limit.

const net = require('node:net');

function frame(text) {
  const header = Buffer.alloc(4);
  header.writeInt32BE(Buffer.byteLength(text));
  return Buffer.concat([header, Buffer.from(text)]);
}

net.createServer((client) => {
  let held = Buffer.alloc(0);
  client.on('data', (data) => {
    held = Buffer.concat([held, data]);
    while (held.length >= 4) {
      const length = held.readInt32BE(0);
      if (length > 1048576) return client.destroy();
      if (held.length < 4 + length) return;
      const text = held.toString('utf8', 4, 4 + length);
      held = held.subarray(4 + length);
      client.write(frame(String([...text].length)));
    }
  });
  client.on('error', () => {});
}).listen(Number(process.env.PORT), process.env.HOST);
