// Wrong: it says that it failed, and its exit code says that it did not.

const net = require('node:net');

const { HOST, PORT } = process.env;
const server = net.connect(Number(PORT), HOST);
server.pipe(process.stdout);
server.once('data', () => server.end('Hello from the client!\n'));
server.on('error', (error) => console.error(`cannot connect to ${HOST}:${PORT}: ${error.code}`));
