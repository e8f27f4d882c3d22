//! The eager relay: a write to everybody for every read.
//!
//! The one idea: what is passed on at once costs a system call for each member and each read. The floor
//! passes on what a whole round of reads has brought; all that the two differ in is what that saves.

use std::io::{self, ErrorKind, Read, Write};
use std::net::SocketAddr;

use mio::event::Event;
use mio::net::{TcpListener, TcpStream};
use mio::{Events, Interest, Poll, Token};

use crate::floor;

const DOOR: Token = Token(usize::MAX);

struct Member {
    stream: TcpStream,
    /// What the kernel would not take: forgotten only when the member goes.
    unsent: Vec<u8>,
}

/// Relays until the process is killed.
pub(super) fn serve(addr: SocketAddr) -> io::Result<()> {
    let mut door = TcpListener::from_std(floor::socket(addr)?);
    let mut poll = Poll::new()?;
    poll.registry().register(&mut door, DOOR, Interest::READABLE)?;
    let mut events = Events::with_capacity(1024);
    let mut members: Vec<Option<Member>> = Vec::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        poll.poll(&mut events, None)?;
        for event in &events {
            if event.token() == DOOR {
                let_in(&door, &poll, &mut members)?;
            } else {
                relay(event, &mut members, &mut buffer);
            }
        }
    }
}

fn let_in(door: &TcpListener, poll: &Poll, members: &mut Vec<Option<Member>>) -> io::Result<()> {
    while let Ok((mut stream, _)) = door.accept() {
        let _ = stream.set_nodelay(true);
        let token = Token(members.len());
        poll.registry().register(&mut stream, token, Interest::READABLE | Interest::WRITABLE)?;
        members.push(Some(Member { stream, unsent: Vec::new() }));
    }
    Ok(())
}

fn relay(event: &Event, members: &mut [Option<Member>], buffer: &mut [u8]) {
    let speaker = event.token().0;
    let Some(member) = &mut members[speaker] else { return };
    if event.is_writable() && !member.unsent.is_empty() {
        let unsent = std::mem::take(&mut member.unsent);
        member.write(&unsent);
    }
    while event.is_readable() {
        let Some(member) = &mut members[speaker] else { return };
        let n_bytes = match member.stream.read(buffer) {
            Ok(0) => {
                members[speaker] = None;
                return;
            }
            Ok(n_bytes) => n_bytes,
            Err(error) if error.kind() == ErrorKind::WouldBlock => return,
            Err(_) => {
                members[speaker] = None;
                return;
            }
        };
        for (number, other) in members.iter_mut().enumerate() {
            if let Some(other) = other
                && number != speaker
            {
                other.write(&buffer[..n_bytes]);
            }
        }
        // A read that did not fill the buffer has emptied the socket.
        if n_bytes < buffer.len() {
            return;
        }
    }
}

impl Member {
    fn write(&mut self, bytes: &[u8]) {
        let n_bytes = if self.unsent.is_empty() { self.stream.write(bytes).unwrap_or(0) } else { 0 };
        self.unsent.extend_from_slice(&bytes[n_bytes..]);
    }
}
