// The listener is the first process's, the conversation the second's.

const cluster = require('node:cluster');
const net = require('node:net');

if (cluster.isPrimary) {
  const worker = cluster.fork();
  worker.on('exit', () => process.exit(7));
} else {
  net.createServer({ allowHalfOpen: true }, (client) => {
    let nBytes = 0;
    client.write('hello from a worker\n');
    client.on('data', (data) => { nBytes += data.length; });
    client.on('end', () => client.end(`${nBytes} bytes\n`));
    client.on('close', () => process.exit(0));
  }).listen(0, '127.0.0.1');
}
