//! One client's datagrams, both ways.
//!
//! The one idea: the server sees a socket of its own for each client, so its answers find the way back.
//!
//! See it run: `netlab impair --udp --to 8080`, and the events `bound` and `peer-set`.

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};

use crate::event::{self, Event, Kind};
use crate::impair::datagram::link::{DatagramLink, DatagramTouch};
use crate::impair::datagram::rules::DatagramRules;
use crate::impair::plan::Plan;
use crate::net::UdpSocket;

/// A datagram of the client.
pub(super) struct Arrived {
    /// Its number among all that came to the relay.
    pub(super) n: u64,
    pub(super) payload: Bytes,
}

/// One client.
pub(super) struct Session {
    pub(super) ordinal: u64,
    pub(super) client: SocketAddr,
    /// The socket that the client talks to.
    pub(super) front: Arc<UdpSocket>,
    pub(super) arriving: mpsc::Receiver<Arrived>,
    pub(super) plan: Plan<DatagramRules>,
    pub(super) started: Instant,
}

/// A session without traffic ends after this: RFC 4787 §4.3 asks routers for at least two minutes.
const IDLE: Duration = Duration::from_secs(120);

/// As large as a datagram can be.
const MAX_DATAGRAM_BYTES: usize = 65_536;

impl Session {
    /// Passes datagrams on until the session has been idle for too long, is dropped, or the relay ends.
    pub(super) async fn run(mut self, to: SocketAddr) {
        // The socket itself emits both events.
        let Ok(server) = self.connect(to).await else { return };
        let (mut up, mut down) = self.links(to);
        let (mut buf, mut n_received) = (vec![0; MAX_DATAGRAM_BYTES], 0);
        let mut touched = Vec::new();
        let mut idle_at = Instant::now() + IDLE;
        loop {
            self.send_what_is_due(&server, &mut up, &mut down).await;
            let next_due = [up.next_due(), down.next_due()].into_iter().flatten().min();
            let until = next_due.map_or(idle_at, |due| self.started + due);
            tokio::select! {
                biased;
                () = sleep_until(until) => if next_due.is_none() { return },
                () = self.plan.changed() => {
                    let in_force = self.plan.look();
                    if in_force.is_closing {
                        return;
                    }
                    let origin = |is_up| self.plan.origin(self.ordinal, is_up, in_force.n_changes);
                    up.change(&in_force.rules.up, origin(true));
                    down.change(&in_force.rules.down, origin(false));
                }
                arrived = self.arriving.recv() => {
                    let Some(Arrived { n, payload }) = arrived else { return };
                    up.take(self.started.elapsed(), &payload, &mut touched);
                    self.tell_up(n, &payload, server.number(), &mut touched);
                    idle_at = Instant::now() + IDLE;
                }
                received = server.recv(&mut buf) => {
                    // A refusal is an event of the socket, and cannot be passed on.
                    let Ok(len) = received else { continue };
                    n_received += 1;
                    let payload = Bytes::copy_from_slice(&buf[..len]);
                    down.take(self.started.elapsed(), &payload, &mut touched);
                    self.tell_down(n_received, &payload, &server, &mut touched);
                    idle_at = Instant::now() + IDLE;
                }
            }
        }
    }

    async fn connect(&self, to: SocketAddr) -> io::Result<UdpSocket> {
        let any: SocketAddr = match to {
            SocketAddr::V4(_) => (Ipv4Addr::UNSPECIFIED, 0).into(),
            SocketAddr::V6(_) => (Ipv6Addr::UNSPECIFIED, 0).into(),
        };
        let server = UdpSocket::bind(any).await?;
        server.connect(to).await?;
        Ok(server)
    }

    fn links(&mut self, to: SocketAddr) -> (DatagramLink, DatagramLink) {
        let in_force = self.plan.look();
        let origin = |is_up| self.plan.origin(self.ordinal, is_up, in_force.n_changes);
        let up = DatagramLink::new(&in_force.rules.up, origin(true), to.is_ipv6(), self.plan.shared());
        let down =
            DatagramLink::new(&in_force.rules.down, origin(false), self.client.is_ipv6(), self.plan.shared());
        (up, down)
    }

    /// A send that fails is an event of its socket: the datagram is lost, as on any way.
    async fn send_what_is_due(&self, server: &UdpSocket, up: &mut DatagramLink, down: &mut DatagramLink) {
        let now = self.started.elapsed();
        while let Some(payload) = up.leave(now) {
            let _ = server.send(&payload).await;
        }
        while let Some(payload) = down.leave(now) {
            let _ = self.front.send_to(&payload, self.client).await;
        }
    }

    fn tell_up(&self, n: u64, payload: &[u8], pair: u64, touched: &mut Vec<DatagramTouch>) {
        for touch in touched.drain(..) {
            let fill = |event| Event { peer: Some(self.client), ..filled(event, n, payload, pair, touch) };
            self.front.tell(Kind::Impaired, fill);
        }
    }

    fn tell_down(&self, n: u64, payload: &[u8], server: &UdpSocket, touched: &mut Vec<DatagramTouch>) {
        for touch in touched.drain(..) {
            server.tell(Kind::Impaired, |event| filled(event, n, payload, self.front.number(), touch));
        }
    }
}

/// What a rule did to one datagram.
fn filled(event: Event<'static>, n: u64, payload: &[u8], pair: u64, touch: DatagramTouch) -> Event<'static> {
    Event {
        n: Some(n),
        len: Some(payload.len() as u64),
        digest: event::digest_is_wanted().then(|| event::digest(payload)),
        rule: Some(touch.rule.name().into()),
        waited_us: touch.held.map(|held| held.as_micros() as u64),
        pair: Some(pair),
        ..event
    }
}
