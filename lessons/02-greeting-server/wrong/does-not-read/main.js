// Wrong: a socket without a 'data' listener is not read, and so never gives its 'end'.

const net = require('node:net');

net.createServer((client) => {
  client.write('Hello from the server. Who is there?\n');
  client.on('end', () => client.end());
  client.on('error', () => {});
}).listen(Number(process.env.PORT), process.env.HOST);
