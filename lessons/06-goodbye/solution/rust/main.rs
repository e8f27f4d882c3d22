//! A server that counts bytes: reads to the client's end, answers how many came, then closes.

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::{env, thread};

fn main() -> io::Result<()> {
    let listener = TcpListener::bind(format!("{}:{}", variable("HOST"), variable("PORT")))?;
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
    let mut n_bytes = 0;
    let mut buffer = [0; 65_536];
    loop {
        // A reset is an error and no end: it leaves this function without an answer.
        match client.read(&mut buffer)? {
            // The client's end; how many reads come before it is not ours to say.
            0 => break,
            n => n_bytes += n,
        }
    }
    // The client's end ended one direction. The other is ours, and still open.
    client.write_all(format!("{n_bytes}\n").as_bytes())
}

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| panic!("set {name}"))
}
