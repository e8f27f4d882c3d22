//! A greeting client. It already connects; write the conversation.

use std::net::TcpStream;
use std::{env, io};

fn main() -> io::Result<()> {
    let host = env::var("HOST").expect("set HOST");
    let port = env::var("PORT").expect("set PORT");
    let _server = TcpStream::connect(format!("{host}:{port}"))?;
    // Print the greeting, send one line, shut down the sending side, print the rest to the end.
    Ok(())
}
