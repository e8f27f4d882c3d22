//! Wrong: one of two clones of the socket is dropped, which finishes nothing.

use std::io::{self, Write};
use std::net::TcpStream;
use std::{env, thread};

fn main() -> io::Result<()> {
    let host = env::var("HOST").expect("set HOST");
    let port = env::var("PORT").expect("set PORT");
    let mut room = TcpStream::connect(format!("{host}:{port}"))?;
    let speaker = room.try_clone()?;
    thread::spawn(move || speak(speaker));
    io::copy(&mut room, &mut Screen(io::stdout()))?;
    Ok(())
}

fn speak(mut room: TcpStream) -> io::Result<()> {
    for line in io::stdin().lines() {
        room.write_all(format!("{}\n", line?).as_bytes())?;
    }
    drop(room);
    Ok(())
}

/// Shows each piece at once, also where it holds no newline.
struct Screen(io::Stdout);

impl Write for Screen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let n_bytes = self.0.write(bytes)?;
        self.0.flush()?;
        Ok(n_bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}
