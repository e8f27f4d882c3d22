// Wrong: the count stands outside of the function for a connection, so all clients share it.

const net = require('node:net');

let nBytes = 0;

net.createServer({ allowHalfOpen: true }, (client) => {
  client.on('data', (chunk) => {
    nBytes += chunk.length;
  });
  client.on('end', () => client.end(`${nBytes}\n`));
  client.on('error', () => {});
}).listen(Number(process.env.PORT), process.env.HOST);
