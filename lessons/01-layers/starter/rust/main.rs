//! A client that shows both addresses of its connection. It already connects; write the rest.

use std::net::TcpStream;
use std::{env, io};

fn main() -> io::Result<()> {
    let host = env::var("HOST").expect("set HOST");
    let port = env::var("PORT").expect("set PORT");
    let _server = TcpStream::connect(format!("{host}:{port}"))?;
    // Ask the socket for its own address and its peer's, and print one line: local=A:P peer=A:P
    println!("connected");
    Ok(())
}
