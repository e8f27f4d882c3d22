//! Wrong: it reads before it greets, so a client that waits for the greeting waits for ever.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::{env, io, thread};

fn main() -> io::Result<()> {
    let listener = TcpListener::bind(format!("{}:{}", env::var("HOST").unwrap(), env::var("PORT").unwrap()))?;
    for client in listener.incoming().flatten() {
        thread::spawn(move || attend(client));
    }
    Ok(())
}

fn attend(mut client: TcpStream) -> io::Result<()> {
    let mut reader = BufReader::new(client.try_clone()?);
    let mut name = String::new();
    reader.read_line(&mut name)?;
    writeln!(client, "Hello {}", name.trim())?;
    while reader.read_line(&mut name)? > 0 {}
    Ok(())
}
