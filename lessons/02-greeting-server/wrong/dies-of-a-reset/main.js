// Wrong: nobody listens for 'error', so one broken connection ends the process.

const net = require('node:net');

net.createServer((client) => {
  client.write('Hello from the server. Who is there?\n');
  client.on('data', (data) => console.log(String(data)));
}).listen(Number(process.env.PORT), process.env.HOST);
