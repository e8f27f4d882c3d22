//! A receiver of datagrams. It already has the port; write the answers.

use std::net::UdpSocket;
use std::{env, io};

fn main() -> io::Result<()> {
    let host = env::var("HOST").expect("set HOST");
    let port = env::var("PORT").expect("set PORT");
    let socket = UdpSocket::bind(format!("{host}:{port}"))?;
    let mut buffer = [0; 512];
    loop {
        let (_n_bytes, _sender) = socket.recv_from(&mut buffer)?;
        // Print the text, and answer the sender: "ack " and the number of bytes.
        println!("something came");
    }
}
