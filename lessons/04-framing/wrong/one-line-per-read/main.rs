//! Wrong: it looks for one newline in what it has, answers that line, and reads again.

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::{env, thread};

fn main() -> io::Result<()> {
    let listener = TcpListener::bind(format!("{}:{}", env::var("HOST").unwrap(), env::var("PORT").unwrap()))?;
    for client in listener.incoming().flatten() {
        thread::spawn(move || attend(client));
    }
    Ok(())
}

fn attend(mut client: TcpStream) -> io::Result<()> {
    let mut held = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let n_bytes = client.read(&mut buffer)?;
        if n_bytes == 0 {
            return Ok(());
        }
        held.extend_from_slice(&buffer[..n_bytes]);
        if let Some(end) = held.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = held.drain(..=end).collect();
            client.write_all(b"echo: ")?;
            client.write_all(&line)?;
        }
    }
}
