// Wrong: with allowHalfOpen nobody but the program ends its direction, and it does not.

const net = require('node:net');

net.createServer({ allowHalfOpen: true }, (client) => {
  let nBytes = 0;
  client.on('data', (chunk) => {
    nBytes += chunk.length;
  });
  client.on('end', () => {
    client.write(`${nBytes}\n`);
  });
  client.on('error', () => {});
}).listen(Number(process.env.PORT), process.env.HOST);
