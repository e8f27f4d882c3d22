//! A chat room in which nobody waits for a member that does not read.
//!
//! Each member has an outbox, and a thread of its own that writes from it and may wait as long as it
//! likes. The outbox has a limit in bytes. A thread that puts a line into it never waits: if there is no
//! room, the member is disconnected.

use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::{env, thread};

const MAX_LINE: usize = 65_536;
/// Some lines of the longest kind. A bound in lines would be a bound of lines times [`MAX_LINE`].
const MAX_OUTBOX: usize = 1 << 20;

type Line = Arc<[u8]>;
type Room = Arc<Mutex<HashMap<u64, Outbox>>>;

/// What waits for one member. The channel has no bound of its own; `n_bytes` is the bound.
struct Outbox {
    lines: Sender<Line>,
    n_bytes: Arc<AtomicUsize>,
    connection: TcpStream,
}

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
    let (lines, waiting) = channel();
    let n_bytes = Arc::new(AtomicUsize::new(0));
    let outbox = Outbox { lines, n_bytes: Arc::clone(&n_bytes), connection: member.try_clone()? };
    let writer = member.try_clone()?;
    thread::spawn(move || write_to(writer, &waiting, &n_bytes));
    room.lock().expect("no thread panics with the lock").insert(number, outbox);
    let mut reader = BufReader::new(member);
    let mut line = Vec::new();
    loop {
        line.clear();
        // The limit has room for a CR and an LF.
        reader.by_ref().take(MAX_LINE as u64 + 2).read_until(b'\n', &mut line)?;
        let Some(text) = line.strip_suffix(b"\n") else { return Ok(()) };
        relay(number, text.strip_suffix(b"\r").unwrap_or(text), room);
    }
}

/// Nothing in here waits for a member, so the lock is held for a moment only.
fn relay(sender: u64, text: &[u8], room: &Room) {
    let line: Line = [format!("guest-{sender}: ").as_bytes(), text, b"\n"].concat().into();
    let room = room.lock().expect("no thread panics with the lock");
    for (number, outbox) in room.iter().filter(|(number, _)| **number != sender) {
        if outbox.n_bytes.load(Ordering::Relaxed) + line.len() > MAX_OUTBOX {
            println!("guest-{number} does not read");
            // Its two threads wait in a read and in a write; both fail now, and end.
            let _ = outbox.connection.shutdown(Shutdown::Both);
            continue;
        }
        outbox.n_bytes.fetch_add(line.len(), Ordering::Relaxed);
        // This fails where the writer has ended already; then its reader soon takes the member off the list.
        let _ = outbox.lines.send(Arc::clone(&line));
    }
}

fn write_to(mut member: TcpStream, waiting: &Receiver<Line>, n_bytes: &AtomicUsize) {
    // The channel ends when its member has left the room.
    while let Ok(line) = waiting.recv() {
        if member.write_all(&line).is_err() {
            return;
        }
        n_bytes.fetch_sub(line.len(), Ordering::Relaxed);
    }
}

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| panic!("set {name}"))
}
