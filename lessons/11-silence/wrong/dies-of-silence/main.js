// Wrong: destroy(error) emits 'error', and nobody listens for it.

const net = require('node:net');

net.createServer((client) => {
  let rest = '';
  client.setTimeout(2000, () => client.destroy(new Error('silent for too long')));
  client.on('data', (data) => {
    const lines = (rest + data).split('\n');
    rest = lines.pop();
    for (const line of lines) {
      if (line === 'ping') client.write('pong\n');
    }
  });
}).listen(Number(process.env.PORT), process.env.HOST);
