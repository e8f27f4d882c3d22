//! A server that counts characters. It treats each read as a message, and sends it back unchanged.

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::{env, thread};

fn main() -> io::Result<()> {
    let host = env::var("HOST").expect("set HOST");
    let port = env::var("PORT").expect("set PORT");
    let listener = TcpListener::bind(format!("{host}:{port}"))?;
    for client in listener.incoming().flatten() {
        thread::spawn(move || attend(client));
    }
    Ok(())
}

fn attend(mut client: TcpStream) -> io::Result<()> {
    let mut buffer = [0; 1024];
    loop {
        let n_bytes = client.read(&mut buffer)?;
        if n_bytes == 0 {
            return Ok(());
        }
        // Four bytes are the length (u32::from_be_bytes), then the text has so many bytes.
        // A read can return less than that, or more. Answer with the number of characters, framed too.
        client.write_all(&buffer[..n_bytes])?;
    }
}
