//! A link before the subject that breaks traffic on purpose.
//!
//! The one idea: the judge needs no bad network of its own; it puts the relay of `netlab impair` before
//! the subject, with the same rules and a seed, and says who goes through it.
//!
//! See it run: `lessons/14-reliability/exercise.toml`.

use std::future::pending;
use std::io;
use std::net::SocketAddr;

use tokio::task::JoinHandle;

use crate::check::exercise::act::Rules;
use crate::impair::{Directions, Plan, relay_datagrams, relay_streams};
use crate::net::{TcpListener, UdpSocket};

/// A relay; it ends when this is dropped.
pub(crate) struct Link {
    /// Where it is entered.
    pub(crate) addr: SocketAddr,
    relay: JoinHandle<()>,
}

impl Link {
    /// A link to this place, entered at a port of the system's choice beside it.
    ///
    /// # Errors
    /// Those of binding.
    pub(crate) async fn open(to: SocketAddr, rules: &Rules, seed: u64) -> io::Result<Link> {
        let entrance = SocketAddr::new(to.ip(), 0);
        match rules {
            Rules::Datagram(rules) => {
                let socket = UdpSocket::bind(entrance).await?;
                let plan = Plan::fixed(seed, Directions::both(rules.clone()));
                let addr = socket.local_addr()?;
                Ok(Link {
                    addr,
                    relay: tokio::task::spawn_local(relay_datagrams(socket, to, plan, pending())),
                })
            }
            Rules::Stream(rules) => {
                let listener = TcpListener::bind(entrance).await?;
                let plan = Plan::fixed(seed, Directions::both(rules.clone()));
                let addr = listener.local_addr()?;
                let relay = async move {
                    // How many had to be cut off at its end; it has none, it is aborted.
                    let _ = relay_streams(listener, to, plan, pending()).await;
                };
                Ok(Link { addr, relay: tokio::task::spawn_local(relay) })
            }
        }
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.relay.abort();
    }
}
