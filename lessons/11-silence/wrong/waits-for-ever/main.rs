//! Wrong: the limit is on the write, and it is the read that waits.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;
use std::{env, thread};

fn main() -> io::Result<()> {
    let listener = TcpListener::bind(format!("{}:{}", env::var("HOST").unwrap(), env::var("PORT").unwrap()))?;
    for client in listener.incoming().flatten() {
        thread::spawn(move || attend(&client));
    }
    Ok(())
}

fn attend(mut client: &TcpStream) -> io::Result<()> {
    client.set_write_timeout(Some(Duration::from_secs(2)))?;
    for line in BufReader::new(client).lines() {
        if line? == "ping" {
            client.write_all(b"pong\n")?;
        }
    }
    Ok(())
}
