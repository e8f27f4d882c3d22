<?php
// Streams, one call after the other.
$listener = stream_socket_server('tcp://127.0.0.1:0');
$client = stream_socket_accept($listener, 60);
fwrite($client, "hello from php\n");
$said = stream_get_contents($client);
fwrite($client, strlen($said) . " bytes\n");
fclose($client);
fclose($listener);
exit(7);
