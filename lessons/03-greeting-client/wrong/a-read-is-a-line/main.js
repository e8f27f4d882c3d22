// Wrong: each chunk is told as if it were a message.

const net = require('node:net');

const { HOST, PORT } = process.env;
const server = net.connect(Number(PORT), HOST, () => server.end('Hello from the client!\n'));
server.setEncoding('utf8');
server.on('data', (chunk) => console.log('the server says:', chunk));
server.on('error', (error) => {
  console.error(`cannot talk to ${HOST}:${PORT}: ${error.message}`);
  process.exit(1);
});
