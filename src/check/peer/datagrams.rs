//! The judge's UDP sockets.
//!
//! The one idea: a datagram is one thing with one sender. Each is kept whole with the address that it
//! came from, so that an answer from somebody else is not taken for the subject's.
//!
//! See it run: `netlab check udp-receiver -- python3 x.py`.

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::net::SocketAddr;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;
use tokio::task::{JoinHandle, JoinSet};

use crate::check::exercise::template::{Template, Values};
use crate::kernel::waiting;
use crate::net::UdpSocket;

/// A UDP socket of the judge; closed when it is dropped.
pub(crate) struct Post {
    pub(crate) local: SocketAddr,
    pub(crate) heard: Rc<RefCell<Arrived>>,
    /// The sender of the latest datagram.
    pub(crate) sender: Rc<Cell<Option<SocketAddr>>>,
    pub(crate) n_sent: Cell<u64>,
    number: waiting::Number,
    socket: Rc<UdpSocket>,
    reaction: Rc<RefCell<Option<Reaction>>>,
    /// Takes what comes; ends with this.
    reader: JoinHandle<()>,
}

/// What has come and was not taken yet.
#[derive(Debug, Default)]
pub(crate) struct Arrived {
    datagrams: VecDeque<(SocketAddr, Vec<u8>)>,
    /// How much of [`MAX_KEPT`] they take.
    n_kept: usize,
    /// An ICMP message came back.
    pub(crate) is_unreachable: bool,
}

/// What a socket answers by itself.
pub(crate) struct Reaction {
    pub(crate) on: Template,
    pub(crate) reply: Template,
    /// How often each datagram is let pass before it is answered.
    pub(crate) n_ignored: u32,
    /// How late the answer goes out.
    pub(crate) delay: Duration,
    pub(crate) values: Values,
    pub(crate) seen: Seen,
}

/// How often each datagram has come. A datagram is remembered by its hash, so that a subject that sends
/// large ones without end costs no memory for them; beyond [`MAX_SEEN`] different ones, none is answered.
#[derive(Debug, Default)]
pub(crate) struct Seen(HashMap<u64, u32>);

impl Post {
    /// Opens a socket at this address.
    ///
    /// # Errors
    /// Those of binding.
    pub(crate) async fn open(addr: SocketAddr, news: &Arc<Notify>) -> io::Result<Post> {
        let socket = Rc::new(UdpSocket::bind(addr).await?);
        let heard = Rc::new(RefCell::new(Arrived::default()));
        let sender = Rc::new(Cell::new(None));
        let reaction = Rc::new(RefCell::new(None));
        let local = socket.local_addr()?;
        let number = waiting::number_of(&*socket);
        let reader = tokio::task::spawn_local(listen(
            Rc::clone(&socket),
            Rc::clone(&heard),
            Rc::clone(&sender),
            Rc::clone(&reaction),
            Arc::clone(news),
        ));
        Ok(Post { local, heard, sender, n_sent: Cell::new(0), number, socket, reaction, reader })
    }

    /// Whether the kernel holds something for us that has not been taken.
    pub(crate) fn has_more(&self) -> bool {
        let waiting = waiting::at(self.number);
        waiting.input || waiting.error
    }

    /// Sends one datagram.
    ///
    /// # Errors
    /// Those of sending, such as one that is too long.
    pub(crate) async fn send(&self, bytes: &[u8], to: SocketAddr) -> io::Result<()> {
        self.socket.send_to(bytes, to).await?;
        self.n_sent.set(self.n_sent.get() + 1);
        Ok(())
    }

    pub(crate) fn react(&self, reaction: Reaction) {
        self.reaction.replace(Some(reaction));
    }
}

impl Drop for Post {
    fn drop(&mut self) {
        self.reader.abort();
    }
}

async fn listen(
    socket: Rc<UdpSocket>,
    heard: Rc<RefCell<Arrived>>,
    sender: Rc<Cell<Option<SocketAddr>>>,
    reaction: Rc<RefCell<Option<Reaction>>>,
    news: Arc<Notify>,
) {
    let mut buf = vec![0; 65_536];
    // Answers under way; those that are late end with this, unsent.
    let mut answers = JoinSet::new();
    loop {
        while answers.try_join_next().is_some() {}
        match socket.recv_from(&mut buf).await {
            Ok((n_bytes, from)) => {
                sender.set(Some(from));
                let reply = reaction.borrow_mut().as_mut().and_then(|reaction| reaction.to(&buf[..n_bytes]));
                if let Some((reply, delay)) = reply.filter(|_| answers.len() < MAX_ANSWERS) {
                    let socket = Rc::clone(&socket);
                    answers.spawn_local(async move {
                        tokio::time::sleep(delay).await;
                        // An answer may be lost like any datagram.
                        let _ = socket.send_to(&reply, from).await;
                    });
                }
                heard.borrow_mut().keep(from, &buf[..n_bytes]);
            }
            Err(_) => heard.borrow_mut().is_unreachable = true,
        }
        news.notify_one();
    }
}

/// Datagrams that nobody has asked for are kept up to so many bytes, and what comes then is thrown away.
const MAX_KEPT: usize = 16 << 20;
/// What the smallest of them takes.
const MIN_KEPT: usize = 64;
/// Answers that wait for their time; a subject that asks faster than this gets no more of them.
const MAX_ANSWERS: usize = 1024;
/// Of different datagrams.
const MAX_SEEN: usize = 100_000;

impl Arrived {
    fn keep(&mut self, from: SocketAddr, datagram: &[u8]) {
        let n_bytes = datagram.len().max(MIN_KEPT);
        if self.n_kept + n_bytes <= MAX_KEPT {
            self.n_kept += n_bytes;
            self.datagrams.push_back((from, datagram.to_vec()));
        }
    }

    /// The oldest that is kept.
    pub(crate) fn first(&self) -> Option<&[u8]> {
        self.datagrams.front().map(|(_, datagram)| datagram.as_slice())
    }

    /// Takes the oldest that is kept.
    pub(crate) fn take(&mut self) -> Option<(SocketAddr, Vec<u8>)> {
        let (from, datagram) = self.datagrams.pop_front()?;
        self.n_kept -= datagram.len().max(MIN_KEPT);
        Some((from, datagram))
    }
}

impl Seen {
    /// How often this one has come, this time included; `None` where nobody remembers.
    fn note(&mut self, datagram: &[u8]) -> Option<u32> {
        let mut hasher = DefaultHasher::new();
        datagram.hash(&mut hasher);
        let key = hasher.finish();
        if self.0.len() >= MAX_SEEN && !self.0.contains_key(&key) {
            return None;
        }
        let n_times = self.0.entry(key).or_default();
        *n_times = n_times.saturating_add(1);
        Some(*n_times)
    }
}

impl Reaction {
    /// The answer to a datagram, and how late it is; `None` where it is not to be answered.
    fn to(&mut self, datagram: &[u8]) -> Option<(Vec<u8>, Duration)> {
        let kept = self.on.matches(datagram, &self.values)?;
        if self.n_ignored > 0 && self.seen.note(datagram)? <= self.n_ignored {
            return None;
        }
        let mut values = self.values.clone();
        values.keep(kept);
        Some((self.reply.fill(&values), self.delay))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A subject that sends as fast as it can, each datagram another one.
    #[test]
    fn what_a_flood_of_datagrams_takes_has_a_limit() {
        let from = SocketAddr::from(([127, 0, 0, 1], 9));
        let mut arrived = Arrived::default();
        let mut reaction = Reaction {
            on: Template::parse("{*}").expect("a pattern"),
            reply: Template::parse("ack").expect("a text"),
            n_ignored: 1,
            delay: Duration::ZERO,
            values: Values::default(),
            seen: Seen::default(),
        };
        for number in 0..2 * MAX_SEEN as u32 {
            let mut datagram = vec![0; 1000];
            datagram[..4].copy_from_slice(&number.to_be_bytes());
            arrived.keep(from, &datagram);
            assert!(reaction.to(&datagram).is_none(), "the first of each is ignored");
        }
        assert!(arrived.datagrams.iter().map(|(_, datagram)| datagram.len()).sum::<usize>() <= MAX_KEPT);
        assert!(reaction.seen.0.len() <= MAX_SEEN);
        let mut first = vec![0; 1000];
        assert!(reaction.to(&first).is_some(), "a datagram that comes again is answered");
        first[3] = 1;
        assert_eq!(arrived.take().map(|(_, datagram)| datagram.len()), Some(first.len()));
        while arrived.take().is_some() {}
        assert_eq!(arrived.n_kept, 0);
    }
}
