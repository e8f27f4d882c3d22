//! A chat client. It takes turns: a line from the keyboard, then one read from the socket.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::env;

fn main() -> io::Result<()> {
    let host = env::var("HOST").expect("set HOST");
    let port = env::var("PORT").expect("set PORT");
    let mut room = TcpStream::connect(format!("{host}:{port}"))?;
    let mut buffer = [0; 4096];
    // This loop waits for one thing at a time. Wait for both at the same time, and let each end separately.
    for line in io::stdin().lines() {
        room.write_all(format!("{}\n", line?).as_bytes())?;
        let n_bytes = room.read(&mut buffer)?;
        io::stdout().write_all(&buffer[..n_bytes])?;
    }
    Ok(())
}
