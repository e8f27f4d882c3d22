//! A chat client: one thread for each direction, as neither may wait for the other.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::process::ExitCode;
use std::{env, thread};

fn main() -> ExitCode {
    let address = format!("{}:{}", variable("HOST"), variable("PORT"));
    match TcpStream::connect(&address).and_then(talk) {
        // Returning from main ends the process, and with it a thread that still waits for the keyboard.
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("the talk with {address} has ended: {error}");
            ExitCode::FAILURE
        }
    }
}

fn talk(room: TcpStream) -> io::Result<()> {
    let speaker = room.try_clone()?;
    thread::spawn(move || {
        // Where the connection is broken, the one who hears learns of it as well, and reports it.
        let _ = pass_on(io::stdin(), &speaker);
        // The end of the keyboard ends our direction. The other one is still heard.
        let _ = speaker.shutdown(Shutdown::Write);
    });
    pass_on(&room, io::stdout())
}

/// Passes bytes on as they come: no cut can hurt them, and a line stays a line.
fn pass_on(mut from: impl Read, mut to: impl Write) -> io::Result<()> {
    let mut buffer = [0; 8192];
    loop {
        match from.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(n_bytes) => to.write_all(&buffer[..n_bytes]).and_then(|()| to.flush())?,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| panic!("set {name}"))
}
