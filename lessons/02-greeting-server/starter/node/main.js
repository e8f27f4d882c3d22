// A greeting server. It listens already; what it does with a client is yours to write.

const net = require('node:net');

const server = net.createServer((client) => {
  // Greet the client with a line, read until it finishes, then close. Many at once!
  client.destroy();
});

server.listen(Number(process.env.PORT), process.env.HOST);
