//! A sender of datagrams. It already sends each line; write what it does with the answers.

use std::net::UdpSocket;
use std::{env, io};

fn main() -> io::Result<()> {
    let host = env::var("HOST").expect("set HOST");
    let port = env::var("PORT").expect("set PORT");
    let socket = UdpSocket::bind("0.0.0.0:0")?;
    for line in io::stdin().lines() {
        socket.send_to(line?.as_bytes(), format!("{host}:{port}"))?;
        // Print the answer of the receiver. What if none comes, or one from a stranger?
        // And how does the program learn that no program uses the port?
    }
    Ok(())
}
