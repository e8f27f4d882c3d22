//! An echo server for lines: what has arrived is kept until its newline is there.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::{env, thread};

const MAX_LINE: usize = 65_536;

fn main() -> io::Result<()> {
    let listener = TcpListener::bind(format!("{}:{}", variable("HOST"), variable("PORT")))?;
    for client in listener.incoming() {
        let Ok(client) = client else { continue };
        thread::spawn(move || {
            if let Err(error) = attend(&client) {
                println!("a client left in a hurry: {error}");
            }
        });
    }
    Ok(())
}

fn attend(mut client: &TcpStream) -> io::Result<()> {
    let mut reader = BufReader::new(client);
    let mut line = Vec::new();
    loop {
        line.clear();
        // The reader keeps what comes behind a newline. The limit has room for a CR and an LF.
        let n_bytes = reader.by_ref().take(MAX_LINE as u64 + 2).read_until(b'\n', &mut line)?;
        if n_bytes == 0 {
            return Ok(());
        }
        let text = match line.strip_suffix(b"\n") {
            Some(text) => text.strip_suffix(b"\r").unwrap_or(text),
            // No newline: the limit was reached, or it is the last line.
            None if line.len() > MAX_LINE => return Ok(()),
            None => &line,
        };
        client.write_all(&[b"echo: ", text, b"\n"].concat())?;
    }
}

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| panic!("set {name}"))
}
