//! Wrong: lines() gives lines without their newline, and so they are sent.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::{env, thread};

fn main() -> io::Result<()> {
    let host = env::var("HOST").expect("set HOST");
    let port = env::var("PORT").expect("set PORT");
    let mut room = TcpStream::connect(format!("{host}:{port}"))?;
    let speaker = room.try_clone()?;
    thread::spawn(move || speak(speaker));
    let mut buffer = [0; 4096];
    loop {
        let n_bytes = room.read(&mut buffer)?;
        if n_bytes == 0 {
            return Ok(());
        }
        io::stdout().write_all(&buffer[..n_bytes])?;
        io::stdout().flush()?;
    }
}

fn speak(mut room: TcpStream) -> io::Result<()> {
    for line in io::stdin().lines() {
        room.write_all(line?.as_bytes())?;
    }
    room.shutdown(Shutdown::Write)
}
