// A server that counts characters. It takes each chunk for a message, and sends it back as it is.

const net = require('node:net');

const server = net.createServer((client) => {
  client.on('data', (data) => {
    // Four bytes are the length (readUInt32BE), then so many bytes are the text.
    // A chunk may bring less than that, or more. Answer with the number of characters, framed alike.
    client.write(data);
  });
  client.on('error', () => {});
});

server.listen(Number(process.env.PORT), process.env.HOST);
