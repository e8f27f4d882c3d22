// A client that shows both ends of its connection. It connects already; the rest is yours to write.

const net = require('node:net');

const server = net.connect(Number(process.env.PORT), process.env.HOST, () => {
  // Ask the socket for its own address and its peer's, and print one line: local=A:P peer=A:P
  console.log('connected');
  server.end();
});
