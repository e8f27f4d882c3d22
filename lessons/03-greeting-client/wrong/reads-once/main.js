// Wrong: the first chunk is taken for all that the server says.

const net = require('node:net');

const { HOST, PORT } = process.env;
const server = net.connect(Number(PORT), HOST, () => server.end('Hello from the client!\n'));
server.once('data', (chunk) => {
  process.stdout.write(chunk);
  server.destroy();
});
server.on('error', (error) => {
  console.error(`cannot talk to ${HOST}:${PORT}: ${error.message}`);
  process.exit(1);
});
