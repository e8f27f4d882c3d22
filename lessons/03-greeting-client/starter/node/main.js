// A greeting client. It already connects; write the conversation.

const net = require('node:net');

const server = net.connect(Number(process.env.PORT), process.env.HOST, () => {
  // Print the greeting, send one line, shut down the sending side, print the rest to the end.
  server.destroy();
});
