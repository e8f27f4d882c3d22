//! A client and a server that the test plays, with a relay for streams between them.

use std::io::{ErrorKind, Read};
use std::net::TcpStream;

use super::peer;
use super::relay::Relay;

/// A client and a server with a relay between them.
pub(crate) struct Line {
    pub(crate) client: TcpStream,
    pub(crate) server: TcpStream,
    pub(crate) relay: Relay,
}

pub(crate) fn line(rules: &[&str]) -> Line {
    let (listener, addr) = peer::listen();
    let relay = Relay::start(&addr, rules);
    let client = peer::connect(relay.addr);
    client.set_nodelay(true).expect("a socket");
    let server = peer::accept(&listener);
    Line { client, server, relay }
}

/// Reads so many bytes.
pub(crate) fn take(stream: &mut TcpStream, n_bytes: usize) -> Vec<u8> {
    let mut bytes = vec![0; n_bytes];
    stream.read_exact(&mut bytes).expect("the bytes come");
    bytes
}

pub(crate) fn is_reset(stream: &mut TcpStream) -> bool {
    stream.read(&mut [0; 64]).is_err_and(|error| error.kind() == ErrorKind::ConnectionReset)
}

/// A row of bytes in which a piece that is missing or misplaced shows.
pub(crate) fn row(n_bytes: usize) -> Vec<u8> {
    (0..n_bytes).map(|place| (place.wrapping_mul(40_503) >> 8) as u8).collect()
}
