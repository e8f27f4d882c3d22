//! The relay for streams: for each client a connection of its own to the server, and the rules between.
//!
//! The one idea: a relay has two connections where the programs believe in one. Whatever happens on one
//! of them must be done again on the other: an end as an end, a reset as a reset.
//!
//! See it run: `netlab impair --to 8080`.

use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;

use socket2::SockRef;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout};

use crate::event::{Event, Kind, Rule};
use crate::impair::plan::Plan;
use crate::impair::stream::link::StreamEnd;
use crate::impair::stream::pump::{Pump, Way};
use crate::impair::stream::rules::StreamRules;
use crate::net::{TcpListener, TcpStream, ToSocketAddrs};

/// Relays connections to `to` under the rules of `plan`, until `shutdown` completes.
///
/// A server that cannot be reached is passed on as a reset: the client's handshake is over by then.
/// Returns how many connections had to be cut off at the end.
pub async fn relay_streams<A>(
    listener: TcpListener,
    to: A,
    mut plan: Plan<StreamRules>,
    shutdown: impl Future<Output = ()>,
) -> usize
where
    A: ToSocketAddrs + Clone + Send + Sync + 'static,
{
    let started = Instant::now();
    let (own_plan, control) = plan.own();
    let start = own_plan.in_force();
    if !start.is_nothing() {
        listener.tell(Kind::RulesChanged, |event| start.fill(event));
    }
    let mut connections = JoinSet::new();
    let mut n_connections = 0;
    let mut shutdown = pin!(shutdown);
    loop {
        tokio::select! {
            () = &mut shutdown => break,
            (client, _) = next_client(&listener), if connections.len() < MAX_CONNECTIONS => {
                n_connections += 1;
                let relayed = Relayed { started, ordinal: n_connections, plan: own_plan.clone() };
                connections.spawn(relayed.run(client, to.clone()));
            }
            Some(_) = connections.join_next() => {}
            () = plan.changed() => {
                let in_force = plan.look();
                listener.tell(Kind::RulesChanged, |event| in_force.fill(event));
                control.follow(in_force);
            }
        }
    }
    drop(listener);
    control.close();
    let all_gone = async { while connections.join_next().await.is_some() {} };
    let _ = timeout(FAREWELL, all_gone).await;
    let n_left = connections.len();
    connections.shutdown().await;
    n_left
}

/// More connections than this wait in the kernel's accept queue.
const MAX_CONNECTIONS: usize = 10_000;

/// How long connections may take to end once the relay is leaving: a reader that is slow has this long.
const FAREWELL: Duration = Duration::from_secs(2);

/// The next client; a failed accept, as when file descriptors run out, is tried again after a pause.
///
/// # Cancel safety
/// A dropped call has accepted no client.
async fn next_client(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    let mut pause = Duration::from_millis(10);
    loop {
        match listener.accept().await {
            Ok(client) => return client,
            Err(_) => sleep(pause).await,
        }
        pause = (pause * 2).min(Duration::from_secs(1));
    }
}

/// Has a byte that was sent as urgent come in its place among the others: else no read would give it, and
/// it would be lost here (RFC 6093 §2.2; `man 7 socket`, `SO_OOBINLINE`). That it was urgent is lost.
fn keep_urgent_bytes(stream: &TcpStream) {
    // Where a system refuses it, all other bytes pass as before.
    let _ = SockRef::from(stream).set_out_of_band_inline(true);
}

/// One client's connection.
struct Relayed {
    started: Instant,
    ordinal: u64,
    plan: Plan<StreamRules>,
}

impl Relayed {
    async fn run<A: ToSocketAddrs>(mut self, mut client: TcpStream, to: A) {
        if !self.may_connect(&client).await {
            return;
        }
        let Ok(mut server) = TcpStream::connect(to).await else {
            // Nothing is left to be done for a client that is gone itself.
            let _ = client.set_zero_linger();
            return;
        };
        keep_urgent_bytes(&client);
        keep_urgent_bytes(&server);
        // What a rule cuts must not be joined again by the kernel (RFC 9293 §3.7.4).
        let _ = (client.set_nodelay(true), server.set_nodelay(true));
        if self.pass(&mut client, &mut server).await == StreamEnd::Reset {
            let _ = (client.set_zero_linger(), server.set_zero_linger());
        }
    }

    /// Waits until a server may be connected to; false where the relay ends before.
    async fn may_connect(&mut self, client: &TcpStream) -> bool {
        let mut is_told = false;
        loop {
            let in_force = self.plan.look();
            let both = [&in_force.rules.up, &in_force.rules.down];
            let rule = match both {
                _ if in_force.is_closing => return false,
                both if both.iter().any(|rules| rules.accept_only) => Rule::AcceptOnly,
                // A handshake needs both directions.
                both if both.iter().any(|rules| rules.blackhole) => Rule::Blackhole,
                _ => return true,
            };
            if !is_told {
                client.tell(Kind::Impaired, |event| Event { rule: Some(rule.name().into()), ..event });
                is_told = true;
            }
            self.plan.changed().await;
        }
    }

    /// Moves bytes both ways until both directions have ended, or the connection was reset.
    async fn pass(&self, client: &mut TcpStream, server: &mut TcpStream) -> StreamEnd {
        let (client_number, server_number) = (client.number(), server.number());
        let (client_reader, client_writer) = client.split();
        let (server_reader, server_writer) = server.split();
        let way = |is_up, pair| Way { started: self.started, ordinal: self.ordinal, is_up, pair };
        let up = Pump::new(way(true, server_number), client_reader, server_writer, self.plan.clone());
        let down = Pump::new(way(false, client_number), server_reader, client_writer, self.plan.clone());
        let (mut up, mut down) = (pin!(up.run()), pin!(down.run()));
        // The end of one direction does not end the other; a reset ends both.
        tokio::select! {
            ended = &mut up => if ended == StreamEnd::Reset { ended } else { down.await },
            ended = &mut down => if ended == StreamEnd::Reset { ended } else { up.await },
        }
    }
}
