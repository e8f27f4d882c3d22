// A sender of datagrams. It sends each line; what comes back is yours to find out.

const dgram = require('node:dgram');
const readline = require('node:readline');

const sender = dgram.createSocket('udp4');
readline.createInterface({ input: process.stdin }).on('line', (line) => {
  sender.send(line, Number(process.env.PORT), process.env.HOST);
  // Print the answer that comes from there. What if none comes, or a stranger's?
  // And how does the program hear that nobody has the port?
});
