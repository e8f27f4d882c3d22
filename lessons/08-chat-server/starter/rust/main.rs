//! A chat room. It accepts members and reads their lines; write how it passes them on.

use std::io::{self, BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::{env, thread};

fn main() -> io::Result<()> {
    let host = env::var("HOST").expect("set HOST");
    let port = env::var("PORT").expect("set PORT");
    let listener = TcpListener::bind(format!("{host}:{port}"))?;
    for member in listener.incoming().flatten() {
        thread::spawn(move || attend(member));
    }
    Ok(())
}

fn attend(member: TcpStream) -> io::Result<()> {
    let mut reader = BufReader::new(member);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line)? > 0 {
        // Pass each line on to all others, and not back to its sender.
        println!("somebody said {} bytes", line.len());
        line.clear();
    }
    Ok(())
}
