//! Wrong: the error that unwrap shows does not say which address it was.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::{env, io, thread};

fn main() {
    let address = format!("{}:{}", env::var("HOST").expect("HOST"), env::var("PORT").expect("PORT"));
    let listener = TcpListener::bind(address).unwrap();
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
