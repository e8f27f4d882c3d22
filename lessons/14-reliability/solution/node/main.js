// Both sides of a reliable link over UDP: `main.js send` and `main.js receive`.

const dgram = require('node:dgram');
const readline = require('node:readline');

const HOST = process.env.HOST;
const PORT = Number(process.env.PORT);
const PAUSE_MS = 250; // Before a message is sent again; far longer than a round trip on this machine.

const link = dgram.createSocket('udp4');
link.on('error', (error) => console.error(error.message));

async function send() {
  let number = 0;
  for await (const text of readline.createInterface({ input: process.stdin })) {
    number += 1;
    await deliver(number, text);
  }
  // An open socket would keep the program alive.
  link.close();
}

function deliver(number, text) {
  return new Promise((resolve) => {
    // A copy has the same number: that is what makes it a copy.
    const sendOnce = () => link.send(`${number} ${text}`, PORT, HOST);
    const timer = setInterval(sendOnce, PAUSE_MS);
    link.on('message', function listen(data) {
      // A late acknowledgement of an earlier message proves nothing about this one.
      if (data.toString() !== `ACK ${number}`) return;
      clearInterval(timer);
      link.off('message', listen);
      resolve();
    });
    sendOnce();
  });
}

function receive() {
  let last = 0;
  link.on('message', (message, sender) => {
    const text = message.toString();
    const blank = text.indexOf(' ');
    const number = Number(text.slice(0, blank)); // As texts, '10' would come before '9'.
    // The sender waits for each acknowledgement, so a new one has the next number. Others are copies.
    if (number === last + 1) {
      console.log(text.slice(blank + 1));
      last = number;
    }
    // A copy shows that our acknowledgement was lost, so send it again.
    if (number >= 1 && number <= last) link.send(`ACK ${number}`, sender.port, sender.address);
  });
  link.bind(PORT, HOST);
}

({ send, receive })[process.argv[2]]();
