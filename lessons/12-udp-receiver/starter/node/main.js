// A receiver of datagrams. It has the port already; answering is yours to write.

const dgram = require('node:dgram');

const receiver = dgram.createSocket('udp4');
receiver.on('message', (data, sender) => {
  // Print the text, and answer the sender: 'ack ' and the number of bytes.
  console.log('something came');
});
receiver.bind(Number(process.env.PORT), process.env.HOST);
