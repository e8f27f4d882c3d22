// Wrong: after a message the whole buffer is emptied, with whatever stood behind it.

const net = require('node:net');

net.createServer((client) => {
  let buffer = Buffer.alloc(0);
  client.on('data', (data) => {
    buffer = Buffer.concat([buffer, data]);
    if (buffer.length < 4) return;
    const length = buffer.readUInt32BE(0);
    if (length > 1048576) {
      client.destroy();
    } else if (buffer.length >= 4 + length) {
      const answer = String([...buffer.toString('utf8', 4, 4 + length)].length);
      const header = Buffer.alloc(4);
      header.writeUInt32BE(answer.length);
      client.write(header);
      client.write(answer);
      buffer = Buffer.alloc(0);
    }
  });
  client.on('error', () => {});
}).listen(Number(process.env.PORT), process.env.HOST);
