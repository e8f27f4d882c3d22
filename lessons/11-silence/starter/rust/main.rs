//! A server that answers ping with pong. It waits forever for its clients, and that is wrong.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::{env, thread};

fn main() -> io::Result<()> {
    let host = env::var("HOST").expect("set HOST");
    let port = env::var("PORT").expect("set PORT");
    let listener = TcpListener::bind(format!("{host}:{port}"))?;
    for client in listener.incoming().flatten() {
        thread::spawn(move || attend(&client));
    }
    Ok(())
}

fn attend(mut client: &TcpStream) -> io::Result<()> {
    // Where does this loop wait, and for how long? A silent client has two seconds.
    for line in BufReader::new(client).lines() {
        if line? == "ping" {
            client.write_all(b"pong\n")?;
        }
    }
    Ok(())
}
