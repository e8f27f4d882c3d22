//! What is told of a connection by whoever speaks a protocol above it.
//!
//! The one idea: a handshake is an act of both programs over one connection, so it is told in that connection's name,
//! between the bytes that it took. Whoever does it gives the stream away meanwhile, and keeps this.
//!
//! See it run: `netlab tcp-server --tls`.

use std::sync::Arc;

use crate::event::{self, Event, Kind, OsError, TlsFacts};
use crate::kernel;
use crate::net::TcpStream;
use crate::net::watch::record::Watch;

/// A connection's name, under which things can be told of it. While there is one, its `closed` is not told yet.
#[derive(Debug, Clone)]
pub struct Teller(Arc<Watch>);

impl TcpStream {
    /// Something to tell with in this connection's name.
    #[must_use]
    pub fn teller(&self) -> Teller {
        // Only a socket knows its addresses, and it will be out of reach.
        if event::is_wanted() {
            self.held.watch.learn(&crate::net::watch::held::Inner::socket(&*self.held));
        }
        Teller(Arc::clone(&self.held.watch))
    }
}

impl Teller {
    /// This moment, on the clock of events; 0 where nobody listens.
    #[must_use]
    pub fn now_us(&self) -> u64 {
        if event::is_wanted() { kernel::clock::monotonic_us() } else { 0 }
    }

    /// Tells what is known of the TLS conversation, of an act that was begun then.
    pub fn tell(&self, kind: Kind, began_us: u64, name: Option<&str>, facts: &TlsFacts) {
        if event::is_wanted() {
            self.event(kind, began_us, name, facts).emit();
        }
    }

    /// Tells that it failed, perhaps as the connection below did.
    pub fn tell_failure(&self, began_us: u64, name: Option<&str>, facts: &TlsFacts, error: Option<OsError>) {
        if event::is_wanted() {
            Event { error, ..self.event(Kind::TlsFailed, began_us, name, facts) }.emit();
        }
    }

    fn event(&self, kind: Kind, began_us: u64, name: Option<&str>, facts: &TlsFacts) -> Event<'static> {
        let mut event = self.0.event(kind, began_us);
        event.name = name.map(|name| name.to_owned().into());
        event.tls = Some(Box::new(facts.clone()));
        event
    }
}
