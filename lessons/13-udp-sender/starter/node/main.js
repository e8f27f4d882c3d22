// A sender of datagrams. It already sends each line; write what it does with the answers.

const dgram = require('node:dgram');
const readline = require('node:readline');

const sender = dgram.createSocket('udp4');
readline.createInterface({ input: process.stdin }).on('line', (line) => {
  sender.send(line, Number(process.env.PORT), process.env.HOST);
  // Print the answer of the receiver. What if none comes, or one from a stranger?
  // And how does the program learn that no program uses the port?
});
