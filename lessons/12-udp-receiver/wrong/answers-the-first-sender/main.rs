//! Wrong: it connects its socket to the first sender, and hears nobody else from then on.

use std::net::UdpSocket;
use std::{env, io};

fn main() -> io::Result<()> {
    let socket = UdpSocket::bind(format!("{}:{}", env::var("HOST").unwrap(), env::var("PORT").unwrap()))?;
    let mut buffer = vec![0; 65_536];
    let mut is_connected = false;
    loop {
        let Ok((n_bytes, sender)) = socket.recv_from(&mut buffer) else { continue };
        if !is_connected {
            socket.connect(sender)?;
            is_connected = true;
        }
        println!("{}", String::from_utf8_lossy(&buffer[..n_bytes]));
        let _ = socket.send(format!("ack {n_bytes}").as_bytes());
    }
}
