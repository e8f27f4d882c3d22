// Wrong: the length of a text is in 16-bit units, and some characters are two of them.

const net = require('node:net');

net.createServer((client) => {
  let held = Buffer.alloc(0);
  client.on('data', (data) => {
    held = Buffer.concat([held, data]);
    while (held.length >= 4) {
      const length = held.readUInt32BE(0);
      if (length > 1048576) {
        client.destroy();
        return;
      }
      if (held.length < 4 + length) return;
      const text = held.subarray(4, 4 + length).toString('utf8');
      held = held.subarray(4 + length);
      const answer = Buffer.from('....' + text.length);
      answer.writeUInt32BE(answer.length - 4, 0);
      client.write(answer);
    }
  });
  client.on('error', () => {});
}).listen(Number(process.env.PORT), process.env.HOST);
