//! A chat room for strangers: it limits what it remembers, cleans what it passes on, and says itself
//! who spoke.
//!
//! Each member has an outbox with a bound, and a thread of its own that writes from it (lesson 10).

use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::{env, thread};

const MAX_LINE: usize = 65_536;
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
    // It only counts up: a number that is used again would be the name of somebody else.
    for (number, member) in (1..).zip(listener.incoming()) {
        // accept fails where files are used up, or where its member has gone already; the room goes on.
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
        // What has no newline yet is remembered up to here, and no further: a line, a CR and an LF.
        reader.by_ref().take(MAX_LINE as u64 + 2).read_until(b'\n', &mut line)?;
        // No newline: the member has finished, or its line is too long. Both are its end.
        let Some(text) = line.strip_suffix(b"\n") else { return Ok(()) };
        relay(number, text.strip_suffix(b"\r").unwrap_or(text), room);
    }
}

fn relay(sender: u64, text: &[u8], room: &Room) {
    // The name comes from the connection. Nothing that comes through it can change the name.
    let line: Line = format!("guest-{sender}: {}\n", cleaned(text)).into_bytes().into();
    let room = room.lock().expect("no thread panics with the lock");
    for (_, outbox) in room.iter().filter(|(number, _)| **number != sender) {
        if outbox.n_bytes.load(Ordering::Relaxed) + line.len() > MAX_OUTBOX {
            let _ = outbox.connection.shutdown(Shutdown::Both);
            continue;
        }
        outbox.n_bytes.fetch_add(line.len(), Ordering::Relaxed);
        // This fails where the writer has ended already; then its reader soon takes the member off the list.
        let _ = outbox.lines.send(Arc::clone(&line));
    }
}

/// Decodes first: in bytes, C1 and bidi controls cannot be seen. Dangerous characters become U+FFFD.
fn cleaned(text: &[u8]) -> String {
    let is_harmless = |char: char| !is_bidi_control(char) && (char == '\t' || !char.is_control());
    let text = String::from_utf8_lossy(text);
    text.chars().map(|char| if is_harmless(char) { char } else { char::REPLACEMENT_CHARACTER }).collect()
}

fn is_bidi_control(char: char) -> bool {
    matches!(char, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
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
