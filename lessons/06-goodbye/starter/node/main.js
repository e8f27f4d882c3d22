// A server that counts bytes. It answers after its first chunk, which is not everything.

const net = require('node:net');

const server = net.createServer((client) => {
  // Count until 'end', the client's end. Then answer, once. Mind what Node does by itself at that
  // moment: look for allowHalfOpen in its documentation.
  client.once('data', (data) => {
    client.end(`${data.length}\n`);
  });
  client.on('error', () => {});
});

server.listen(Number(process.env.PORT), process.env.HOST);
