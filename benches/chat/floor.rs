//! The floor: a relay that reads and writes, and does nothing else.
//!
//! The one idea: what no chat server can go without is to read what was said and to write it to each of
//! the others. So in one round everything that is ready is read, and then each member gets all of it but
//! its own by one write: no lines, no names, no limits, one thread. Whatever is faster must do less.

use std::io::{self, ErrorKind, IoSlice, Read, Write};
use std::net::SocketAddr;
use std::ops::Range;

use mio::net::{TcpListener, TcpStream};
use mio::{Events, Interest, Poll, Token};
use netlab::net::BACKLOG;
use socket2::{Domain, Socket, Type};

const DOOR: Token = Token(usize::MAX);

struct Member {
    stream: TcpStream,
    /// What the kernel would not take: forgotten only when the member goes.
    unsent: Vec<u8>,
}

/// All that one round of reads has brought.
#[derive(Default)]
struct Round {
    bytes: Vec<u8>,
    /// Who said which of the bytes; each speaker stands once.
    said: Vec<(usize, Range<usize>)>,
}

/// Relays until the process is killed.
pub(super) fn serve(addr: SocketAddr) -> io::Result<()> {
    let mut door = TcpListener::from_std(socket(addr)?);
    let mut poll = Poll::new()?;
    poll.registry().register(&mut door, DOOR, Interest::READABLE)?;
    let mut events = Events::with_capacity(1024);
    let mut members: Vec<Option<Member>> = Vec::new();
    let mut round = Round::default();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        poll.poll(&mut events, None)?;
        for event in &events {
            let number = event.token().0;
            if event.token() == DOOR {
                let_in(&door, &poll, &mut members)?;
                continue;
            }
            if event.is_writable()
                && let Some(member) = &mut members[number]
            {
                member.proceed();
            }
            if event.is_readable() && !round.hear(number, &mut members, &mut buffer) {
                members[number] = None;
            }
        }
        round.pass_on(&mut members);
    }
}

/// A listening socket with the backlog of our own servers.
pub(super) fn socket(addr: SocketAddr) -> io::Result<std::net::TcpListener> {
    let socket = Socket::new(Domain::for_address(addr), Type::STREAM, None)?;
    socket.set_reuse_address(true)?;
    socket.set_nonblocking(true)?;
    socket.bind(&addr.into())?;
    socket.listen(BACKLOG.cast_signed())?;
    Ok(socket.into())
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

impl Round {
    /// Reads all that a member has said; false where it is gone.
    fn hear(&mut self, speaker: usize, members: &mut [Option<Member>], buffer: &mut [u8]) -> bool {
        let Some(member) = &mut members[speaker] else { return true };
        let from = self.bytes.len();
        let is_there = loop {
            match member.stream.read(buffer) {
                Ok(0) => break false,
                Ok(n_bytes) => {
                    self.bytes.extend_from_slice(&buffer[..n_bytes]);
                    // A read that did not fill the buffer has emptied the socket.
                    if n_bytes < buffer.len() {
                        break true;
                    }
                }
                Err(error) => break error.kind() == ErrorKind::WouldBlock,
            }
        };
        if self.bytes.len() > from {
            self.said.push((speaker, from..self.bytes.len()));
        }
        is_there
    }

    /// Writes to each member, by one call, all that the others have said.
    fn pass_on(&mut self, members: &mut [Option<Member>]) {
        let all = &self.bytes[..];
        for (number, member) in members.iter_mut().enumerate().filter(|_| !all.is_empty()) {
            let Some(member) = member else { continue };
            match self.said.iter().find(|(speaker, _)| *speaker == number) {
                None => member.write(&[all]),
                Some((_, own)) => member.write(&[&all[..own.start], &all[own.end..]]),
            }
        }
        self.bytes.clear();
        self.said.clear();
    }
}

impl Member {
    fn write(&mut self, pieces: &[&[u8]]) {
        let mut n_taken = 0;
        if self.unsent.is_empty() {
            let written = match pieces {
                [piece] => self.stream.write(piece),
                pieces => {
                    let slices: Vec<IoSlice<'_>> = pieces.iter().map(|piece| IoSlice::new(piece)).collect();
                    self.stream.write_vectored(&slices)
                }
            };
            n_taken = written.unwrap_or(0);
        }
        for piece in pieces {
            let n_bytes = piece.len().min(n_taken);
            n_taken -= n_bytes;
            self.unsent.extend_from_slice(&piece[n_bytes..]);
        }
    }

    /// The kernel takes bytes again.
    fn proceed(&mut self) {
        if !self.unsent.is_empty() {
            let unsent = std::mem::take(&mut self.unsent);
            self.write(&[&unsent]);
        }
    }
}
