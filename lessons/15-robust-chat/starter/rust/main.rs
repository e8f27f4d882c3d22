//! A chat room that trusts everybody. It passes on each line unchanged.

use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::{env, thread};

type Room = Arc<Mutex<HashMap<usize, TcpStream>>>;

fn main() -> io::Result<()> {
    let host = env::var("HOST").expect("set HOST");
    let port = env::var("PORT").expect("set PORT");
    let listener = TcpListener::bind(format!("{host}:{port}"))?;
    let room = Room::default();
    for (number, member) in listener.incoming().flatten().enumerate() {
        let room = Arc::clone(&room);
        thread::spawn(move || {
            let _ = attend(number, member, &room);
            room.lock().unwrap().remove(&number);
        });
    }
    Ok(())
}

fn attend(number: usize, member: TcpStream, room: &Room) -> io::Result<()> {
    room.lock().unwrap().insert(number, member.try_clone()?);
    let mut reader = BufReader::new(member);
    let mut line = Vec::new();
    // How long may a line become, and what happens above that?
    while reader.read_until(b'\n', &mut line)? > 0 {
        // Who sent it? Put your own prefix in front, a different one for each member.
        // What is in it? Decode it, and remove control characters.
        for (_, other) in room.lock().unwrap().iter_mut().filter(|(other, _)| **other != number) {
            // The outbox of lesson 10 belongs here.
            let _ = other.write_all(&line);
        }
        line.clear();
    }
    Ok(())
}
