//! Wrong: each member has a bounded queue, and where it is full the room waits for a place in it.

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
    let (queue, waiting) = sync_channel::<Arc<[u8]>>(16);
    room.lock().unwrap().insert(number, queue);
    let mut writer = member.try_clone()?;
    thread::spawn(move || {
        while let Ok(line) = waiting.recv() {
            if writer.write_all(&line).is_err() {
                break;
            }
        }
    });
    let mut reader = BufReader::new(member);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line)? > 0 {
        let message: Arc<[u8]> = line.as_slice().into();
        for (_, queue) in room.lock().unwrap().iter().filter(|(other, _)| **other != number) {
            let _ = queue.send(Arc::clone(&message));
        }
        line.clear();
    }
    Ok(())
}
