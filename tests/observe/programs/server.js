// One event loop for all clients.

const net = require('node:net');

const server = net.createServer({ allowHalfOpen: true }, (client) => {
  let nBytes = 0;
  client.write('hello from node\n');
  client.on('data', (data) => { nBytes += data.length; });
  client.on('end', () => client.end(`${nBytes} bytes\n`));
  client.on('close', () => {
    process.exitCode = 7;
    server.close();
  });
}).listen(0, '127.0.0.1');
