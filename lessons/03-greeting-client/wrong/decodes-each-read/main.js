// Wrong: each chunk is decoded by itself, so a character that is cut becomes two or three others.

const net = require('node:net');

const { HOST, PORT } = process.env;
const server = net.connect(Number(PORT), HOST, () => server.end('Hello from the client!\n'));
server.on('data', (chunk) => process.stdout.write(chunk.toString()));
server.on('error', (error) => {
  console.error(`${HOST}:${PORT}: ${error.message}`);
  process.exit(1);
});
