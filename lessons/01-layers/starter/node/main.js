// A client that shows both addresses of its connection. It already connects; write the rest.

const net = require('node:net');

const server = net.connect(Number(process.env.PORT), process.env.HOST, () => {
  // Ask the socket for its own address and its peer's, and print one line: local=A:P peer=A:P
  console.log('connected');
  server.end();
});
