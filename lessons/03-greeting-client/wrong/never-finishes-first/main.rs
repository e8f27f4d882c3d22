//! Wrong: it says its line and waits for the server to end the conversation, which waits for it.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::{env, process};

fn main() -> io::Result<()> {
    let address = format!("{}:{}", env::var("HOST").unwrap(), env::var("PORT").unwrap());
    let mut server = TcpStream::connect(&address).unwrap_or_else(|error| {
        eprintln!("cannot connect to {address}: {error}");
        process::exit(1);
    });
    server.write_all(b"Hello from the client!\n")?;
    let mut buffer = [0; 1024];
    loop {
        let n_bytes = server.read(&mut buffer)?;
        if n_bytes == 0 {
            return Ok(());
        }
        io::stdout().write_all(&buffer[..n_bytes])?;
    }
}
