//! A greeting server: greets each client immediately, reads until its end, then closes.
//!
//! A thread for each client, so that a silent one holds up nobody but itself.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::{env, io, thread};

fn main() -> io::Result<()> {
    let address = format!("{}:{}", variable("HOST"), variable("PORT"));
    let listener = TcpListener::bind(address)?;
    for client in listener.incoming() {
        // A client that has gone before we looked is no reason to stop.
        let Ok(client) = client else { continue };
        thread::spawn(move || {
            if let Err(error) = attend(client) {
                println!("a client left in a hurry: {error}");
            }
        });
    }
    Ok(())
}

/// One conversation. The socket closes when it goes out of scope, however this ends.
fn attend(mut client: TcpStream) -> io::Result<()> {
    client.write_all(b"Hello from the server. Who is there?\n")?;
    let mut buffer = [0; 4096];
    // A read of nothing is the client's end; how many reads come before it is not ours to say.
    while client.read(&mut buffer)? > 0 {}
    Ok(())
}

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| panic!("set {name}"))
}
