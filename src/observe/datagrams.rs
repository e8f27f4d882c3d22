//! Datagrams: sent and received.
//!
//! The one idea: one call, one datagram. A plain receive does not say that it cut one: that is known only where the
//! kernel was asked, just before the call, how long the next one is.
//!
//! See it run: `netlab explain datagram-cut`.

use crate::event::{self, Event, Kind, digest};
use crate::observe::moment::Moment;
use crate::observe::transfer::{MSG_DONTWAIT, MSG_ERRQUEUE, MSG_PEEK, MSG_TRUNC, Transfer};

/// No datagram is longer (RFC 768, RFC 791 §3.1).
const MAX_DATAGRAM_BYTES: usize = 65_535;

/// A receive returned; `unread` is how long the next datagram was just before it.
pub(super) fn received(moment: &mut Moment<'_>, transfer: &Transfer, unread: Option<u64>) {
    let result = transfer.returned.result();
    if transfer.flags & MSG_PEEK != 0 {
        return looked(moment, transfer);
    }
    if transfer.flags & MSG_ERRQUEUE != 0 {
        return;
    }
    let asked = transfer.asked();
    // Given MSG_TRUNC, the call returns the real length.
    let taken = result.map(|n_bytes| n_bytes.min(asked));
    let full_len = match result {
        Ok(n_bytes) if transfer.flags & MSG_TRUNC != 0 => Some(n_bytes),
        // One that leaves room was not cut.
        Ok(n_bytes) if n_bytes < asked => Some(n_bytes),
        Ok(n_bytes) => unread.filter(|unread| *unread >= n_bytes),
        Err(_) => None,
    };
    let call = event::Call::ReceiveDatagram { asked, full_len };
    let Some(mut outcome) = moment.proven(call, taken) else { return };
    if result.is_ok() && transfer.flags_back & MSG_TRUNC != 0 {
        // The message says that it was cut; how long it was, nobody may have told.
        outcome.kind = Kind::DatagramCut;
        outcome.full_len = full_len.filter(|full_len| *full_len > asked);
    }
    let peer = transfer.peer(moment.probe).or(moment.socket.names.peer);
    tell(moment, transfer, outcome, taken.unwrap_or(0), peer);
}

/// A look at the next datagram tells nothing but an error.
fn looked(moment: &mut Moment<'_>, transfer: &Transfer) {
    if let Some(outcome) = moment.proven(event::Call::LookAtDatagram, transfer.returned.result()) {
        let told = moment.event_of(outcome);
        moment.tell(told);
    }
}

/// A send returned.
pub(super) fn sent(moment: &mut Moment<'_>, transfer: &Transfer) {
    let call = event::Call::SendDatagram { asked: transfer.asked() };
    let Some(outcome) = moment.proven(call, transfer.returned.result()) else { return };
    let peer = transfer.peer(moment.probe).or(moment.socket.names.peer);
    moment.learn_local();
    tell(moment, transfer, outcome, transfer.returned.result().unwrap_or(0), peer);
}

fn tell(
    moment: &mut Moment<'_>,
    transfer: &Transfer,
    outcome: event::Outcome,
    n_moved: u64,
    peer: Option<std::net::SocketAddr>,
) {
    let waited_us = outcome.waited_us.or_else(|| moment.waited_in_call(transfer.flags & MSG_DONTWAIT == 0));
    let wanted = moment.teller.wanted;
    let n_bytes = if wanted.digests { MAX_DATAGRAM_BYTES } else { wanted.data_bytes };
    let bytes = transfer.data(n_moved, n_bytes, moment.probe);
    // Of one that was cut, only the peer has the rest.
    let is_whole = bytes.len() as u64 == n_moved && outcome.kind != Kind::DatagramCut;
    let is_moved = transfer.returned.is_ok();
    let digest = (wanted.digests && is_whole && is_moved).then(|| digest(&bytes));
    let told = moment.event_of(outcome);
    let data = moment.payload(bytes);
    let error = transfer.returned.error();
    moment.tell(Event { waited_us, peer, digest, data, error, ..told });
}
