//! Wrong: a line is read into a buffer of 4096 bytes, and what does not fit is thrown away.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::{env, thread};

type Room = Arc<Mutex<Vec<(u64, TcpStream)>>>;

fn main() -> io::Result<()> {
    let listener = TcpListener::bind(format!("{}:{}", env::var("HOST").unwrap(), env::var("PORT").unwrap()))?;
    let room = Room::default();
    for (number, member) in (1..).zip(listener.incoming().flatten()) {
        let room = Arc::clone(&room);
        room.lock().unwrap().push((number, member.try_clone()?));
        thread::spawn(move || {
            let _ = attend(number, member, &room);
            room.lock().unwrap().retain(|(other, _)| *other != number);
        });
    }
    Ok(())
}

fn attend(number: u64, member: TcpStream, room: &Room) -> io::Result<()> {
    let mut reader = BufReader::new(member);
    loop {
        let mut line = Vec::new();
        if reader.by_ref().take(4096).read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        if !line.ends_with(b"\n") {
            line.push(b'\n');
            reader.skip_until(b'\n')?;
        }
        for (_, other) in room.lock().unwrap().iter_mut().filter(|(other, _)| *other != number) {
            let _ = other.write_all(&line);
        }
    }
}
