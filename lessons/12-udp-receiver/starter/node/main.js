// A receiver of datagrams. It already has the port; write the answers.

const dgram = require('node:dgram');

const receiver = dgram.createSocket('udp4');
receiver.on('message', (data, sender) => {
  // Print the text, and answer the sender: 'ack ' and the number of bytes.
  console.log('something came');
});
receiver.bind(Number(process.env.PORT), process.env.HOST);
