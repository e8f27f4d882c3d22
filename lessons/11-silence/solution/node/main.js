// A server that answers ping with pong, and disconnects a client that is silent for two seconds.

const net = require('node:net');
const readline = require('node:readline');

const SILENCE_MS = 2000; // Four heartbeats: one or two may be late.

const server = net.createServer((client) => {
  // client.setTimeout restarts with every byte in either direction; this one only with the client's lines.
  const silence = setTimeout(() => {
    console.log('a client was silent for too long');
    client.destroy();
  }, SILENCE_MS);

  const lines = readline.createInterface({ input: client, crlfDelay: Infinity });
  lines.on('line', (line) => {
    silence.refresh();
    if (line === 'ping') client.write('pong\n');
  });

  // The timer belongs to this connection and ends with it.
  client.on('close', () => clearTimeout(silence));
  client.on('error', (error) => console.log('a client left in a hurry:', error.message));
  lines.on('error', () => {}); // The same error once more: readline passes it on.
});

server.listen(Number(process.env.PORT), process.env.HOST);
