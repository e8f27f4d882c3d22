//! The chat room of lesson 8, as most people first write it: it waits until each write is done.

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
    while reader.read_until(b'\n', &mut line)? > 0 {
        for (_, other) in room.lock().unwrap().iter_mut().filter(|(other, _)| **other != number) {
            // If other does not read, write_all waits, and with it the whole room.
            // Give each member a queue with a limit, and a thread that writes from it.
            let _ = other.write_all(&line);
        }
        line.clear();
    }
    Ok(())
}
