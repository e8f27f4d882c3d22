// A server that counts bytes: reads to the client's end, answers how many came, then closes.

const net = require('node:net');

// Otherwise Node finishes our direction by itself at the client's end, and an answer that comes a moment
// later is lost.
const server = net.createServer({ allowHalfOpen: true }, (client) => {
  let nBytes = 0;

  // A chunk is a Buffer as long as no encoding is set, and its length is in bytes.
  client.on('data', (chunk) => {
    nBytes += chunk.length;
  });
  // 'end' is the client's end; end() writes the last bytes of our direction and finishes it.
  client.on('end', () => client.end(`${nBytes}\n`));
  // After a reset 'error' comes in place of 'end'. Without a listener it would end the whole program.
  client.on('error', (error) => console.log('a client left in a hurry:', error.message));
});

server.listen(Number(process.env.PORT), process.env.HOST);
