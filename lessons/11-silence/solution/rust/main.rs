//! A server that answers ping with pong, and disconnects a client that is silent for two seconds.

use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;
use std::{env, thread};

/// Four heartbeats: one or two may be late.
const SILENCE: Duration = Duration::from_secs(2);
/// Nobody has more to say than ping.
const MAX_LINE: u64 = 1024;

fn main() -> io::Result<()> {
    let listener = TcpListener::bind(format!("{}:{}", variable("HOST"), variable("PORT")))?;
    for client in listener.incoming() {
        let Ok(client) = client else { continue };
        // A thread for each client, so that no client waits for another one.
        thread::spawn(move || match attend(&client) {
            Ok(()) => println!("a client has finished"),
            // A limit that has passed is WouldBlock on Unix and TimedOut on Windows.
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                println!("a client was silent for too long");
            }
            Err(error) => println!("a client left in a hurry: {error}"),
        });
    }
    Ok(())
}

fn attend(mut client: &TcpStream) -> io::Result<()> {
    // It belongs to the socket and is the limit of each read, so it starts again whenever bytes arrive.
    client.set_read_timeout(Some(SILENCE))?;
    let mut reader = BufReader::new(client);
    let mut line = Vec::new();
    loop {
        line.clear();
        reader.by_ref().take(MAX_LINE).read_until(b'\n', &mut line)?;
        if !line.ends_with(b"\n") {
            return Ok(());
        }
        if line.trim_ascii_end() == b"ping" {
            client.write_all(b"pong\n")?;
        }
    }
}

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| panic!("set {name}"))
}
