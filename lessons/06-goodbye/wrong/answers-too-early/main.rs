//! Wrong: a read that does not fill the buffer is taken for the last one.

use std::io::{self, Read, Write};
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
    let mut buffer = [0; 4096];
    let mut n_total = 0;
    loop {
        let n_bytes = client.read(&mut buffer)?;
        n_total += n_bytes;
        if n_bytes < buffer.len() {
            break;
        }
    }
    writeln!(client, "{n_total}")
}
