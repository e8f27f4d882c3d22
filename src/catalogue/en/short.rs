//! The events in two clauses: what each one proves, and what it does not.
//!
//! The one idea: who watches a program run has time for a glance. So a clause is one thought in at most 36
//! columns, and both fit into a row of 80; the whole thought stands in `events.rs`. The second clause goes on
//! where "it does not prove" would stop.
//!
//! See it run: `netlab tcp-server`.

use crate::catalogue::entry::Short;
use crate::event::{Kind, Transport};

/// A kind of event in two clauses, where it happens over this transport.
pub(crate) const fn short(kind: Kind, transport: Transport) -> Short {
    let (proves, does_not_prove) = match (kind, transport) {
        (Kind::Resolved, _) => ("the resolver gave these addresses", "that a program listens there"),
        (Kind::ResolveFailed, _) => ("the resolver gave no address", "that the host is down"),
        (Kind::Bound, Transport::Tcp) => {
            ("the kernel gave it this address", "not yet: that clients can connect")
        }
        (Kind::Bound, Transport::Udp) => {
            ("it can receive here from now on", "that a firewall lets others through")
        }
        (Kind::BindFailed, _) => ("the kernel refused this address", "that a program uses it now"),
        (Kind::Listening, _) => ("the kernel lets clients in", "not yet: that the program takes them"),
        (Kind::ListenFailed, _) => ("the kernel did not let it listen", "that bind was wrong"),
        (Kind::Connecting, _) => ("the kernel was asked to connect", "that a SYN left this machine"),
        (Kind::Connected, _) => {
            ("the three-way handshake is complete", "that the peer's program accepted it")
        }
        (Kind::Refused, _) => ("our SYN was answered with a no", "that no server runs on that machine"),
        (Kind::TimedOut, _) => ("no answer came; the kernel gave up", "that the peer is down"),
        (Kind::ConnectFailed, _) => ("there is no connection", "that the peer is down"),
        (Kind::GaveUp, _) => ("the program itself stopped waiting", "anything about the peer"),
        (Kind::Accepted, _) => ("the handshake was done before this", "that the client is still there"),
        (Kind::AcceptFailed, _) => ("this call gave no connection", "that the listener is broken"),
        (Kind::Sent, _) => ("copied into our send buffer", "that a byte left this machine"),
        (Kind::Waiting, _) => ("the kernel takes no more for now", "that anything was lost"),
        (Kind::SendFailed, Transport::Tcp) => {
            ("the kernel took none of these bytes", "what became of the bytes before")
        }
        (Kind::SendFailed, Transport::Udp) => {
            ("the kernel did not take the datagram", "that the next one fails too")
        }
        (Kind::Received, _) => ("they came in order and without gaps", "that this is one whole message"),
        (Kind::ReceiveFailed, _) => ("this read gave an error, no bytes", "that the peer's program failed"),
        (Kind::PeerFinished, _) => ("the peer will send no more bytes", "that it read ours, or has closed"),
        (Kind::Finished, _) => ("a FIN is queued behind our bytes", "that it, or they, arrived"),
        (Kind::Reset, _) => ("an RST came: over in both directions", "that the peer's program crashed"),
        (Kind::Closed, Transport::Tcp) => {
            ("the program gave its socket back", "that the kernel is done with it too")
        }
        (Kind::Closed, Transport::Udp) => {
            ("the program gave its socket back", "that what was sent has arrived")
        }
        (Kind::PeerSet, _) => ("from now on only this peer is heard", "that anyone receives there"),
        (Kind::DatagramSent, _) => ("the kernel took the whole datagram", "that it left here, or arrived"),
        (Kind::DatagramReceived, _) => ("one datagram, whole as it was sent", "that none was lost before it"),
        (Kind::DatagramCut, _) => ("our buffer was too small for it", "a fault of network or sender"),
        (Kind::Unreachable, _) => ("an ICMP error met an earlier one", "anything about this call's datagram"),
        (Kind::OptionSet, _) => ("the kernel took the value", "that it has an effect now"),
        (Kind::OptionFailed, _) => ("the option keeps its old value", "that the socket is broken"),
        (Kind::TlsBegun, _) => ("TLS will be spoken over these bytes", "that the other end speaks TLS"),
        (Kind::ClientHello, _) => ("this is what the client can do", "who the client is"),
        (Kind::TlsFinished, _) => ("both have the keys to what follows", "who the client is"),
        (Kind::TlsFailed, _) => ("one end refused, and it ends here", "that somebody attacks"),
        (Kind::TlsClosed, _) => ("this direction came to its end", "that the other direction ended"),
        (Kind::HandedOver, _) => ("netlab sees no more of this socket", "that it is closed"),
        (Kind::Impaired, _) => ("our relay did this, on purpose", "that either program noticed"),
        (Kind::RulesChanged, _) => ("what comes in now meets these rules", "that what is under way changes"),
    };
    Short { proves, does_not_prove }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_clauses_fit_into_a_row() {
        for (kind, transport) in
            Kind::ALL.iter().flat_map(|kind| [(*kind, Transport::Tcp), (*kind, Transport::Udp)])
        {
            let Short { proves, does_not_prove } = short(kind, transport);
            for clause in [proves, does_not_prove] {
                assert!(
                    (12..=36).contains(&unicode_width::UnicodeWidthStr::width(clause)),
                    "{kind}: {clause}"
                );
                assert!(!clause.ends_with('.') && !clause.contains('\n'), "{kind}: {clause}");
            }
        }
    }
}
