//! Wrong: the error is printed where results go.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::{env, io, thread};

fn main() {
    let address = format!("{}:{}", env::var("HOST").expect("HOST"), env::var("PORT").expect("PORT"));
    let listener = TcpListener::bind(&address).unwrap_or_else(|error| {
        println!("cannot listen on {address}: {error}");
        std::process::exit(1);
    });
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
