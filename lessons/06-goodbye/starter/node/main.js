// A server that counts bytes. It answers after its first chunk, but there can be more.

const net = require('node:net');

const server = net.createServer((client) => {
  // Count until 'end', the client's end. Then answer, once. Look at what Node does automatically at that
  // moment: see allowHalfOpen in its documentation.
  client.once('data', (data) => {
    client.end(`${data.length}\n`);
  });
  client.on('error', () => {});
});

server.listen(Number(process.env.PORT), process.env.HOST);
