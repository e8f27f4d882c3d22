//! Wrong: a datagram longer than the buffer is cut, and nobody is told.

use std::net::UdpSocket;
use std::{env, io};

fn main() -> io::Result<()> {
    let socket = UdpSocket::bind(format!("{}:{}", env::var("HOST").unwrap(), env::var("PORT").unwrap()))?;
    let mut buffer = [0; 1024];
    loop {
        let (n_bytes, sender) = socket.recv_from(&mut buffer)?;
        println!("{}", String::from_utf8_lossy(&buffer[..n_bytes]));
        socket.send_to(format!("ack {n_bytes}\n").as_bytes(), sender)?;
    }
}
