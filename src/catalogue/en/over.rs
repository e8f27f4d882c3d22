//! The events that mean another thing over TCP than over UDP, in English.
//!
//! The one idea: the calls have the same names, and the facts differ: a TCP socket that is closed has a peer
//! who will hear of it, a UDP socket has nobody to tell.
//!
//! See it run: `netlab -v udp-recv`, and `netlab -v tcp-server`.

use crate::catalogue::en::events;
use crate::catalogue::entry::EventText;
use crate::event::{Kind, Transport};

/// What a kind of event means over this transport.
pub(crate) fn text(kind: Kind, transport: Transport) -> &'static EventText {
    match (kind, transport) {
        (Kind::Bound, Transport::Tcp) => &BOUND_TCP,
        (Kind::Bound, Transport::Udp) => &BOUND_UDP,
        (Kind::GaveUp, Transport::Udp) => &GAVE_UP_UDP,
        (Kind::Waiting, Transport::Udp) => &WAITING_UDP,
        (Kind::SendFailed, Transport::Tcp) => &SEND_FAILED_TCP,
        (Kind::SendFailed, Transport::Udp) => &SEND_FAILED_UDP,
        (Kind::ReceiveFailed, Transport::Udp) => &RECEIVE_FAILED_UDP,
        (Kind::Closed, Transport::Udp) => &CLOSED_UDP,
        (kind, _) => events::text(kind),
    }
}

const BOUND_TCP: EventText = EventText {
    title: "a socket was given its own address",
    proves: "The kernel gave this address and port to the socket. If the program asked for port 0, the \
        kernel chose a free port; the address shown here is the real one.",
    does_not_prove: "It does not let clients in yet: before listen, the kernel answers them with a reset. \
        It does not prove that a firewall lets anyone through.",
};

const BOUND_UDP: EventText = EventText {
    title: "a socket was given its own address",
    proves: "The kernel gave this address and port to the socket. If the program asked for port 0, the \
        kernel chose a free port; the address shown here is the real one. The socket can receive from \
        now on.",
    does_not_prove: "It does not prove that anyone sends to it, or that a firewall lets anyone through.",
};

const GAVE_UP_UDP: EventText = EventText {
    title: "the program itself stopped waiting",
    proves: "The program dropped a read that was still pending, usually because a time limit of its own \
        had passed. The kernel reported no error.",
    does_not_prove: "It proves nothing about the peer: an answer may be on its way, or lost, or was never \
        sent. With UDP the program cannot tell these apart.",
};

const WAITING_UDP: EventText = EventText {
    title: "the kernel would not take more bytes for now",
    proves: "The send buffer is full, so the program has to wait for room. With UDP there is room once \
        this machine has passed datagrams on. This is reported once, until a datagram is taken again.",
    does_not_prove: "It does not show that the peer is slow: a UDP receiver has no say in it. It does not \
        prove that anything was lost.",
};

const SEND_FAILED_TCP: EventText = EventText {
    title: "the kernel refused bytes for good",
    proves: "The call failed and took none of these bytes. EPIPE: this end had shut down its sending \
        side, or the connection was over.",
    does_not_prove: "It does not show what happened to the bytes taken before: the peer may have \
        received all of them, some, or none.",
};

const SEND_FAILED_UDP: EventText = EventText {
    title: "the kernel did not take a datagram",
    proves: "The call failed and nothing was sent. EMSGSIZE: the datagram is too large. ENETUNREACH: this \
        machine has no route to the address. EACCES: it is a broadcast address, and SO_BROADCAST is \
        not set.",
    does_not_prove: "It does not prove that the next datagram fails too, or that earlier ones arrived.",
};

const RECEIVE_FAILED_UDP: EventText = EventText {
    title: "a read failed",
    proves: "The call gave an error, not a datagram. The kernel reports such an error once, and the \
        socket can be used further.",
    does_not_prove: "It does not prove that the peer's program failed: the cause may be the network, a \
        firewall or this machine.",
};

const CLOSED_UDP: EventText = EventText {
    title: "the program closed its socket",
    proves: "The program can no longer use this socket. What the kernel took before is still sent; \
        datagrams that were not read are thrown away. Datagrams that come for this port from now on \
        are usually answered by an ICMP error, unless another socket has the port.",
    does_not_prove: "It does not prove that what was sent arrives. The peer is told nothing: UDP knows no \
        end of a conversation.",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::en::short::short;

    #[test]
    fn what_is_told_of_a_udp_socket_does_not_speak_of_what_only_tcp_has() {
        let kinds = Kind::ALL.iter().filter(|kind| {
            // The others happen to TCP sockets alone.
            matches!(
                kind,
                Kind::Bound | Kind::GaveUp | Kind::Waiting | Kind::SendFailed | Kind::ReceiveFailed
            ) || matches!(kind, Kind::Closed | Kind::PeerSet | Kind::Unreachable | Kind::OptionSet)
                || kind.name().starts_with("datagram")
        });
        for kind in kinds {
            let (text, short) = (text(*kind, Transport::Udp), short(*kind, Transport::Udp));
            for words in [text.title, text.proves, text.does_not_prove, short.proves, short.does_not_prove] {
                for word in ["FIN", "RST", "SYN", "TIME_WAIT", "TCP", "acknowledged", "handshake", "EPIPE"] {
                    assert!(!words.contains(word), "{kind}: {words}");
                }
            }
        }
    }
}
