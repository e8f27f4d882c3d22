//! The standard library, one call after the other.

use std::io::{Read, Write};
use std::net::TcpListener;

fn main() -> std::io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let (mut client, _) = listener.accept()?;
    client.write_all(b"hello from rust\n")?;
    let mut said = Vec::new();
    client.read_to_end(&mut said)?;
    writeln!(client, "{} bytes", said.len())?;
    drop((client, listener));
    std::process::exit(7);
}
