// A greeting server. It already listens; write what it does with a client.

const net = require('node:net');

const server = net.createServer((client) => {
  // Greet the client with a line, read until its end, then close. Serve many clients at the same time!
  client.destroy();
});

server.listen(Number(process.env.PORT), process.env.HOST);
