//! Wrong: read_until remembers whatever comes before the newline.

use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::{env, thread};

type Room = Arc<Mutex<HashMap<usize, SyncSender<Arc<[u8]>>>>>;

fn main() -> io::Result<()> {
    let listener = TcpListener::bind(format!("{}:{}", env::var("HOST").unwrap(), env::var("PORT").unwrap()))?;
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
    let (queue, waiting) = sync_channel::<Arc<[u8]>>(400);
    room.lock().unwrap().insert(number, queue);
    let mut writer = member.try_clone()?;
    thread::spawn(move || waiting.iter().try_for_each(|message| writer.write_all(&message)));
    let mut reader = BufReader::new(member);
    let mut line = Vec::new();
    loop {
        line.clear();
        reader.read_until(b'\n', &mut line)?;
        let Some(text) = line.strip_suffix(b"\n") else { return Ok(()) };
        let name = format!("guest-{number}: ").into_bytes();
        let message: Arc<[u8]> = [name, cleaned(text), b"\n".to_vec()].concat().into();
        for (_, queue) in room.lock().unwrap().iter().filter(|(other, _)| **other != number) {
            // Where its queue is full, a member misses this line.
            let _ = queue.try_send(Arc::clone(&message));
        }
    }
}

fn cleaned(text: &[u8]) -> Vec<u8> {
    let is_mark = |char| matches!(char, '\u{61c}' | '\u{200e}' | '\u{200f}');
    let is_bidi = |char| is_mark(char) || matches!(char, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let text = String::from_utf8_lossy(text);
    text.chars().filter(|char| !char.is_control() && !is_bidi(*char)).collect::<String>().into_bytes()
}
