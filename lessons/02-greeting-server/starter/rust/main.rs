//! A greeting server. It already listens; write what it does with a client.

use std::net::TcpListener;
use std::{env, io};

fn main() -> io::Result<()> {
    let host = env::var("HOST").expect("set HOST");
    let port = env::var("PORT").expect("set PORT");
    let listener = TcpListener::bind(format!("{host}:{port}"))?;
    loop {
        let (client, _peer) = listener.accept()?;
        // Greet the client with a line, read until its end, then close. Serve many clients at the same time!
        drop(client);
    }
}
