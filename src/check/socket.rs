//! The judge's UDP sockets.
//!
//! The one idea: a datagram is one thing with one sender. Each is kept whole with the address that it
//! came from, so that an answer from somebody else is not taken for the subject's.
//!
//! See it run: `netlab check udp-receiver -- python3 x.py`.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::io;
use std::net::SocketAddr;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;
use tokio::task::{JoinHandle, JoinSet};

use super::value::{Template, Values};
use crate::net::UdpSocket;

/// A UDP socket of the judge; closed when it is dropped.
pub(super) struct Post {
    pub(super) local: SocketAddr,
    pub(super) heard: Rc<RefCell<Arrived>>,
    /// The sender of the latest datagram.
    pub(super) sender: Rc<Cell<Option<SocketAddr>>>,
    pub(super) n_sent: Cell<u64>,
    socket: Rc<UdpSocket>,
    reaction: Rc<RefCell<Option<Reaction>>>,
    /// Takes what comes; ends with this.
    reader: JoinHandle<()>,
}

/// What has come and was not taken yet.
#[derive(Debug, Default)]
pub(super) struct Arrived {
    pub(super) datagrams: VecDeque<(SocketAddr, Vec<u8>)>,
    /// An ICMP message came back.
    pub(super) is_unreachable: bool,
}

/// What a socket answers by itself.
pub(super) struct Reaction {
    pub(super) on: Template,
    pub(super) reply: Template,
    /// How often each datagram is let pass before it is answered.
    pub(super) n_ignored: u32,
    /// How late the answer goes out.
    pub(super) delay: Duration,
    pub(super) values: Values,
    pub(super) seen: Vec<(Vec<u8>, u32)>,
}

impl Post {
    /// Opens a socket at this address.
    ///
    /// # Errors
    /// Those of binding.
    pub(super) async fn open(addr: SocketAddr, news: &Arc<Notify>) -> io::Result<Post> {
        let socket = Rc::new(UdpSocket::bind(addr).await?);
        let heard = Rc::new(RefCell::new(Arrived::default()));
        let sender = Rc::new(Cell::new(None));
        let reaction = Rc::new(RefCell::new(None));
        let local = socket.local_addr()?;
        let reader = tokio::task::spawn_local(listen(
            Rc::clone(&socket),
            Rc::clone(&heard),
            Rc::clone(&sender),
            Rc::clone(&reaction),
            Arc::clone(news),
        ));
        Ok(Post { local, heard, sender, n_sent: Cell::new(0), socket, reaction, reader })
    }

    /// Sends one datagram.
    ///
    /// # Errors
    /// Those of sending, such as one that is too long.
    pub(super) async fn send(&self, bytes: &[u8], to: SocketAddr) -> io::Result<()> {
        self.socket.send_to(bytes, to).await?;
        self.n_sent.set(self.n_sent.get() + 1);
        Ok(())
    }

    pub(super) fn react(&self, reaction: Reaction) {
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
                if let Some((reply, delay)) = reply {
                    let socket = Rc::clone(&socket);
                    answers.spawn_local(async move {
                        tokio::time::sleep(delay).await;
                        // An answer may be lost like any datagram.
                        let _ = socket.send_to(&reply, from).await;
                    });
                }
                let mut heard = heard.borrow_mut();
                if heard.datagrams.len() < MAX_KEPT {
                    heard.datagrams.push_back((from, buf[..n_bytes].to_vec()));
                }
            }
            Err(_) => heard.borrow_mut().is_unreachable = true,
        }
        news.notify_one();
    }
}

/// More than this unasked datagrams are thrown away.
const MAX_KEPT: usize = 10_000;

impl Reaction {
    /// The answer to a datagram, and how late it is; `None` where it is not to be answered.
    fn to(&mut self, datagram: &[u8]) -> Option<(Vec<u8>, Duration)> {
        let kept = self.on.matches(datagram, &self.values)?;
        let place = self.seen.iter().position(|(seen, _)| seen == datagram).unwrap_or_else(|| {
            self.seen.push((datagram.to_vec(), 0));
            self.seen.len() - 1
        });
        self.seen[place].1 += 1;
        if self.seen[place].1 <= self.n_ignored {
            return None;
        }
        let mut values = self.values.clone();
        values.keep(kept);
        Some((self.reply.fill(&values), self.delay))
    }
}
