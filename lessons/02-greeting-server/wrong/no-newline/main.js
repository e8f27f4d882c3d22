// Wrong: console.log adds a newline, write does not.

const net = require('node:net');

net.createServer((client) => {
  client.write('Hello from the server. Who is there?');
  client.on('data', (data) => console.log(String(data)));
  client.on('error', () => {});
}).listen(Number(process.env.PORT), process.env.HOST);
