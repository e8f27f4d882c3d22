//! A server that counts bytes. It answers after its first read, but there can be more.

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
    // Read until a read returns 0: that is the client's end. Then answer, once, and close.
    let n_bytes = client.read(&mut buffer)?;
    client.write_all(format!("{n_bytes}\n").as_bytes())
}
