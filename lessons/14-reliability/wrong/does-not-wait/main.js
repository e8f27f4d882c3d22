// Wrong: each message has its timer, and all go out at once.

const dgram = require('node:dgram');
const readline = require('node:readline');

const { HOST, PORT } = process.env;
const link = dgram.createSocket('udp4');

function send() {
  const timers = new Map();
  link.on('message', (data) => {
    const number = Number(data.toString().slice(4));
    clearInterval(timers.get(number));
    timers.delete(number);
    if (timers.size === 0) link.close();
  });
  let number = 0;
  readline.createInterface({ input: process.stdin }).on('line', (text) => {
    number += 1;
    const message = `${number} ${text}`;
    timers.set(number, setInterval(() => link.send(message, PORT, HOST), 250));
    link.send(message, PORT, HOST);
  });
}

function receive() {
  let last = 0;
  link.on('message', (message, sender) => {
    const [, number, text] = message.toString().match(/^(\d+) (.*)$/s);
    if (Number(number) > last) {
      last = Number(number);
      console.log(text);
    }
    link.send(`ACK ${number}`, sender.port, sender.address);
  });
  link.bind(PORT, HOST);
}

if (process.argv[2] === 'send') send();
else receive();
