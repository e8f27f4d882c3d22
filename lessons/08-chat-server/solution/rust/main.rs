//! A chat room: what one member says, line by line, the others hear.
//!
//! Two threads for each member: one reads its lines, the other writes what it is to hear, from a queue
//! of its own. So a member that does not read holds up its own writer and nobody else.

use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::{env, thread};

const MAX_LINE: usize = 65_536;
/// How many lines may wait for a member; one that lets it fill up has lost the right to be waited for.
const MAX_WAITING: usize = 1024;

/// The members, by number, each with its queue and its connection.
type Room = Arc<Mutex<HashMap<u64, (SyncSender<Arc<[u8]>>, TcpStream)>>>;

fn main() -> io::Result<()> {
    let listener = TcpListener::bind(format!("{}:{}", variable("HOST"), variable("PORT")))?;
    let room = Room::default();
    for (number, member) in (1..).zip(listener.incoming()) {
        let Ok(member) = member else { continue };
        let room = Arc::clone(&room);
        thread::spawn(move || {
            let _ = attend(number, &member, &room);
            room.lock().expect("no thread panics with the lock").remove(&number);
            let _ = member.shutdown(Shutdown::Both);
        });
    }
    Ok(())
}

fn attend(number: u64, member: &TcpStream, room: &Room) -> io::Result<()> {
    let (queue, waiting) = sync_channel(MAX_WAITING);
    let mut writer = member.try_clone()?;
    thread::spawn(move || write_to(&mut writer, &waiting));
    room.lock().expect("no thread panics with the lock").insert(number, (queue, member.try_clone()?));
    let mut reader = BufReader::new(member);
    let mut line = Vec::new();
    loop {
        line.clear();
        // The reader keeps what comes behind a newline. The limit has room for a CR and an LF.
        reader.by_ref().take(MAX_LINE as u64 + 2).read_until(b'\n', &mut line)?;
        let Some(text) = line.strip_suffix(b"\n") else { return Ok(()) };
        let text = text.strip_suffix(b"\r").unwrap_or(text);
        relay(number, text, room);
    }
}

fn relay(sender: u64, text: &[u8], room: &Room) {
    let message: Arc<[u8]> = [format!("guest-{sender}: ").as_bytes(), text, b"\n"].concat().into();
    let room = room.lock().expect("no thread panics with the lock");
    for (number, (queue, connection)) in room.iter().filter(|(number, _)| **number != sender) {
        if queue.try_send(Arc::clone(&message)).is_err() {
            println!("guest-{number} does not read");
            let _ = connection.shutdown(Shutdown::Both);
        }
    }
}

fn write_to(member: &mut TcpStream, waiting: &Receiver<Arc<[u8]>>) {
    // The queue ends when its member has left the room.
    while let Ok(message) = waiting.recv() {
        if member.write_all(&message).is_err() {
            return;
        }
    }
}

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| panic!("set {name}"))
}
