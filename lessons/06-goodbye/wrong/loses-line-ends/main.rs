//! Wrong: lines come without their newlines, and these are bytes as well.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::{env, thread};

fn main() -> io::Result<()> {
    let listener = TcpListener::bind(format!("{}:{}", env::var("HOST").unwrap(), env::var("PORT").unwrap()))?;
    for client in listener.incoming().flatten() {
        thread::spawn(move || attend(client));
    }
    Ok(())
}

fn attend(mut client: TcpStream) -> io::Result<()> {
    let mut n_bytes = 0;
    for line in BufReader::new(&client).lines() {
        n_bytes += line?.len();
    }
    client.write_all(format!("{n_bytes}\n").as_bytes())
}
