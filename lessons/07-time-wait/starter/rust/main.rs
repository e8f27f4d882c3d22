//! A greeting server. Rust sets SO_REUSEADDR for you. What is missing: a second copy must fail.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::{env, io, thread};

fn main() {
    let host = env::var("HOST").expect("set HOST");
    let port = env::var("PORT").expect("set PORT");
    // A second copy cannot get the address. It must name the address on standard error, and fail.
    let Ok(listener) = TcpListener::bind(format!("{host}:{port}")) else { return };
    for client in listener.incoming().flatten() {
        thread::spawn(move || attend(client));
    }
}

fn attend(mut client: TcpStream) -> io::Result<()> {
    client.write_all(b"Hello from the server. Who is there?\n")?;
    let mut buffer = [0; 4096];
    while client.read(&mut buffer)? > 0 {}
    Ok(())
}
