//! A receiver of datagrams: prints each, and answers its sender with its length in bytes.

use std::net::UdpSocket;
use std::{env, io};

fn main() -> io::Result<()> {
    let socket = UdpSocket::bind(format!("{}:{}", variable("HOST"), variable("PORT")))?;
    // A datagram that does not fit into the buffer is cut, so the buffer takes the largest there is.
    let mut buffer = vec![0; 65_536];
    loop {
        let (n_bytes, sender) = match socket.recv_from(&mut buffer) {
            Ok(received) => received,
            // On some systems the error of an earlier answer comes here; it is not about this datagram.
            Err(error) => {
                println!("an error came back: {error}");
                continue;
            }
        };
        println!("{}", String::from_utf8_lossy(&buffer[..n_bytes]));
        // An empty datagram is a message too: its answer is "ack 0".
        if let Err(error) = socket.send_to(format!("ack {n_bytes}").as_bytes(), sender) {
            println!("no answer for {sender}: {error}");
        }
    }
}

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| panic!("set {name}"))
}
