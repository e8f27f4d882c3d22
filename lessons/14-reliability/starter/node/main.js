// Both sides of a link over UDP, `main.js send` and `main.js receive`. It assumes that nothing is lost.

const dgram = require('node:dgram');
const readline = require('node:readline');

const HOST = process.env.HOST;
const PORT = Number(process.env.PORT);
const link = dgram.createSocket('udp4');

if (process.argv[2] === 'send') {
  readline.createInterface({ input: process.stdin }).on('line', (line) => {
    // A number comes before the text, and 'ACK number' must come back before the next line goes out.
    link.send(line, PORT, HOST);
  });
} else {
  link.on('message', (message, sender) => {
    // Which of these is a copy? And how does the sender learn that it has arrived?
    console.log(message.toString());
  });
  link.bind(PORT, HOST);
}
