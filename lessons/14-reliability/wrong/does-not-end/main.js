// Wrong: the socket stays open and keeps the program alive.

const dgram = require('node:dgram');
const readline = require('node:readline');

const { HOST, PORT } = process.env;
const link = dgram.createSocket('udp4');

function deliver(number, text) {
  return new Promise((resolve) => {
    const sendOnce = () => link.send(`${number} ${text}`, PORT, HOST);
    const timer = setInterval(sendOnce, 250);
    link.on('message', function listen(data) {
      if (data.toString() !== `ACK ${number}`) return;
      clearInterval(timer);
      link.off('message', listen);
      resolve();
    });
    sendOnce();
  });
}

async function send() {
  let number = 0;
  for await (const text of readline.createInterface({ input: process.stdin })) {
    number += 1;
    await deliver(number, text);
  }
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
