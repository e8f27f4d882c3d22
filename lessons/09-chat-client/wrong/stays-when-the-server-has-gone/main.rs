//! Wrong: main waits for both threads, also for the one that waits for the keyboard.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::{env, thread};

fn main() -> io::Result<()> {
    let host = env::var("HOST").expect("set HOST");
    let port = env::var("PORT").expect("set PORT");
    let room = TcpStream::connect(format!("{host}:{port}"))?;
    let listener = room.try_clone()?;
    let hearing = thread::spawn(move || hear(listener));
    let speaking = thread::spawn(move || speak(room));
    hearing.join().expect("hear does not panic")?;
    speaking.join().expect("speak does not panic")
}

fn hear(mut room: TcpStream) -> io::Result<()> {
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
        room.write_all(format!("{}\n", line?).as_bytes())?;
    }
    room.shutdown(Shutdown::Write)
}
