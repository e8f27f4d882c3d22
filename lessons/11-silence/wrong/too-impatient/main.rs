//! Wrong: the limit is as long as the pause between two heartbeats.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;
use std::{env, thread};

const HEARTBEAT: Duration = Duration::from_millis(500);

fn main() -> io::Result<()> {
    let listener = TcpListener::bind(format!("{}:{}", env::var("HOST").unwrap(), env::var("PORT").unwrap()))?;
    for client in listener.incoming().flatten() {
        thread::spawn(move || attend(&client));
    }
    Ok(())
}

fn attend(mut client: &TcpStream) -> io::Result<()> {
    client.set_read_timeout(Some(HEARTBEAT))?;
    for line in BufReader::new(client).lines() {
        if line? == "ping" {
            client.write_all(b"pong\n")?;
        }
    }
    Ok(())
}
