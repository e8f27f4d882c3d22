//! The relay for datagrams: for each client a session with a socket of its own toward the server.
//!
//! The one idea: UDP has no connections, so a relay must make up for them. It tells clients apart by their
//! address, as a home router does, and forgets one that has been silent for a while, as a router does too.
//!
//! See it run: `netlab impair --udp --to 8080`.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout};

use crate::event::Kind;
use crate::impair::datagram::rules::DatagramRules;
use crate::impair::datagram::session::{Arrived, Session};
use crate::impair::plan::Plan;
use crate::net::UdpSocket;

/// How many clients are told apart. One more takes the place of the one that has been silent the longest.
pub const MAX_SESSIONS: usize = 256;

/// Relays datagrams to `to` under the rules of `plan`, until `shutdown` completes.
///
/// What a server's system answers by ICMP (port unreachable) is an event here and cannot be passed on: only
/// a kernel sends ICMP. The client hears nothing.
pub async fn relay_datagrams(
    socket: UdpSocket,
    to: SocketAddr,
    mut plan: Plan<DatagramRules>,
    shutdown: impl Future<Output = ()>,
) {
    let (own_plan, control) = plan.own();
    let mut relay = Relay {
        front: Arc::new(socket),
        to,
        plan: own_plan,
        started: Instant::now(),
        clients: HashMap::new(),
        sessions: JoinSet::new(),
        n_sessions: 0,
        n_received: 0,
    };
    let start = relay.plan.in_force();
    if !start.is_nothing() {
        relay.front.tell(Kind::RulesChanged, |event| start.fill(event));
    }
    let mut shutdown = pin!(shutdown);
    let mut buf = vec![0; MAX_DATAGRAM_BYTES];
    loop {
        tokio::select! {
            () = &mut shutdown => break,
            received = relay.front.recv_from(&mut buf) => match received {
                Ok((len, from)) => relay.pass_on(from, Bytes::copy_from_slice(&buf[..len])).await,
                // Windows tells here what ICMP answered to an earlier datagram.
                Err(_) => sleep(PAUSE).await,
            },
            Some(ended) = relay.sessions.join_next() => relay.forget(ended.ok()),
            () = plan.changed() => {
                let in_force = plan.look();
                relay.front.tell(Kind::RulesChanged, |event| in_force.fill(event));
                control.follow(in_force);
            }
        }
    }
    control.close();
    relay.clients.clear();
    let all_gone = async { while relay.sessions.join_next().await.is_some() {} };
    let _ = timeout(FAREWELL, all_gone).await;
    relay.sessions.shutdown().await;
}

/// The largest that IP can carry (RFC 791 §3.1: 16 bits of length).
const MAX_DATAGRAM_BYTES: usize = 65_536;

/// After a failed receive, lest a lasting failure keep the processor busy.
const PAUSE: Duration = Duration::from_millis(10);

/// A session has nothing to wait for at its end; this is for a machine that is very busy.
const FAREWELL: Duration = Duration::from_secs(1);

/// Datagrams that wait for their session. When they are full the relay waits, and then the kernel's
/// receive buffer loses what comes: as it does for any program that is too slow.
const INBOX: usize = 256;

struct Relay {
    /// The socket that clients send to.
    front: Arc<UdpSocket>,
    to: SocketAddr,
    plan: Plan<DatagramRules>,
    started: Instant,
    clients: HashMap<SocketAddr, Client>,
    /// Each ends with its client's address and its own number.
    sessions: JoinSet<(SocketAddr, u64)>,
    n_sessions: u64,
    n_received: u64,
}

struct Client {
    ordinal: u64,
    inbox: mpsc::Sender<Arrived>,
    last_heard: Instant,
}

impl Relay {
    /// Hands a datagram to its client's session.
    async fn pass_on(&mut self, from: SocketAddr, payload: Bytes) {
        self.n_received += 1;
        let mut arrived = Arrived { n: self.n_received, payload };
        if let Some(client) = self.clients.get_mut(&from) {
            client.last_heard = Instant::now();
            match client.inbox.send(arrived).await {
                Ok(()) => return,
                // It had just ended, as no traffic came.
                Err(mpsc::error::SendError(back)) => arrived = back,
            }
        }
        let client = self.begin_session(from);
        // A new inbox has room.
        let _ = client.inbox.try_send(arrived);
    }

    fn begin_session(&mut self, from: SocketAddr) -> &Client {
        self.clients.remove(&from);
        if self.clients.len() >= MAX_SESSIONS {
            let silent = self.clients.iter().min_by_key(|(_, client)| client.last_heard);
            let silent = silent.map(|(addr, _)| *addr);
            silent.and_then(|addr| self.clients.remove(&addr));
        }
        self.n_sessions += 1;
        let (inbox, arriving) = mpsc::channel(INBOX);
        let session = Session {
            ordinal: self.n_sessions,
            client: from,
            front: Arc::clone(&self.front),
            arriving,
            plan: self.plan.clone(),
            started: self.started,
        };
        let (ordinal, to) = (self.n_sessions, self.to);
        self.sessions.spawn(async move {
            session.run(to).await;
            (from, ordinal)
        });
        let client = Client { ordinal, inbox, last_heard: Instant::now() };
        self.clients.entry(from).insert_entry(client).into_mut()
    }

    fn forget(&mut self, ended: Option<(SocketAddr, u64)>) {
        if let Some((addr, ordinal)) = ended
            && self.clients.get(&addr).is_some_and(|client| client.ordinal == ordinal)
        {
            self.clients.remove(&addr);
        }
    }
}
