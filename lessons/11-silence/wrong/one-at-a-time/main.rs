//! Wrong: while it waits for one client, even with a limit, it accepts no other.

use std::env;
use std::io::{self, BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

fn main() -> io::Result<()> {
    let listener = TcpListener::bind(format!("{}:{}", env::var("HOST").unwrap(), env::var("PORT").unwrap()))?;
    for client in listener.incoming().flatten() {
        if let Err(error) = attend(&client) {
            println!("a client has gone: {error}");
        }
    }
    Ok(())
}

fn attend(mut client: &TcpStream) -> io::Result<()> {
    client.set_read_timeout(Some(Duration::from_secs(2)))?;
    for line in BufReader::new(client).lines() {
        if line? == "ping" {
            client.write_all(b"pong\n")?;
        }
    }
    Ok(())
}
