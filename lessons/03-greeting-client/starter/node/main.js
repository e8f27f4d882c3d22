// A greeting client. It connects already; the conversation is yours to write.

const net = require('node:net');

const server = net.connect(Number(process.env.PORT), process.env.HOST, () => {
  // Print the greeting, send one line, finish your direction, print the rest to the end.
  server.destroy();
});
