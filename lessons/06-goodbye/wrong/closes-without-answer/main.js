// Wrong: by default Node finishes our direction at the client's end, and this answer takes a moment longer.

const net = require('node:net');
const { setImmediate } = require('node:timers/promises');

net.createServer((client) => {
  let nBytes = 0;
  client.on('data', (chunk) => {
    nBytes += chunk.length;
  });
  client.on('end', async () => {
    await setImmediate();
    client.end(`${nBytes}\n`);
  });
  client.on('error', (error) => console.log(error.message));
}).listen(Number(process.env.PORT), process.env.HOST);
