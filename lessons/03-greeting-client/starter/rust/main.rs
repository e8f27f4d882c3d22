//! A greeting client. It connects already; the conversation is yours to write.

use std::net::TcpStream;
use std::{env, io};

fn main() -> io::Result<()> {
    let host = env::var("HOST").expect("set HOST");
    let port = env::var("PORT").expect("set PORT");
    let _server = TcpStream::connect(format!("{host}:{port}"))?;
    // Print the greeting, send one line, finish your direction, print the rest to the end.
    Ok(())
}
