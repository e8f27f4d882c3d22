// A greeting server: greets each client immediately, reads until its end, then closes.
//
// One event loop for all clients: nobody waits for anybody.

const net = require('node:net');

const server = net.createServer((client) => {
  client.write('Hello from the server. Who is there?\n');
  // A socket that nobody reads never gives its 'end'.
  client.on('data', () => {});
  // 'end' is the end of the client's stream; by default Node then shuts down our sending side too.
  // Without this listener one broken connection would end the whole program.
  client.on('error', (error) => console.log('a client left in a hurry:', error.message));
});

server.listen(Number(process.env.PORT), process.env.HOST);
