// One event loop for both ends: so many connections, a line each way on each.

const net = require('node:net');

let nLeft = Number(process.argv[2]);
const server = net.createServer({ allowHalfOpen: true }, (client) => {
  client.write('who are you?\n');
  client.on('data', () => {});
  client.on('end', () => client.end());
});

function greet() {
  if (nLeft === 0) return server.close();
  nLeft -= 1;
  const client = net.connect(server.address().port, '127.0.0.1');
  client.once('data', () => client.end('anna\n'));
  client.on('close', greet);
}

server.listen(0, '127.0.0.1', greet);
