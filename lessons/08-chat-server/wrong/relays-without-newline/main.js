// Wrong: the newline is removed from what was read and never put behind what is written.

const net = require('node:net');
const readline = require('node:readline');

const members = new Set();
net.createServer((member) => {
  members.add(member);
  const lines = readline.createInterface({ input: member });
  lines.on('line', (line) => {
    for (const other of members) if (other !== member) other.write(`guest: ${line}`);
  });
  lines.on('error', () => {});
  member.on('close', () => members.delete(member));
  member.on('error', () => {});
}).listen(Number(process.env.PORT), process.env.HOST);
