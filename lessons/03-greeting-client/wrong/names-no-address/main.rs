//! Wrong: the error that std gives does not say which address it was about.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::{env, process};

fn main() {
    if let Err(error) = talk() {
        eprintln!("error: {error}");
        process::exit(1);
    }
}

fn talk() -> io::Result<()> {
    let mut server = TcpStream::connect(format!("{}:{}", env::var("HOST").unwrap(), env::var("PORT").unwrap()))?;
    server.write_all(b"Hello from the client!\n")?;
    server.shutdown(Shutdown::Write)?;
    let mut all = Vec::new();
    server.read_to_end(&mut all)?;
    io::stdout().write_all(&all)
}
