//! What a narration says of one event, in one line of English.
//!
//! The one idea: a fact names the numbers and addresses of this very call and nothing more; what the
//! kind of event means in general stands in `events.rs`.
//!
//! See it run: the right-hand column of `netlab tour`.

use std::fmt::Write;
use std::net::SocketAddr;

use crate::catalogue::change;
use crate::catalogue::en::numbers::{bytes, n_bytes, number};
use crate::catalogue::en::rules;
use crate::catalogue::en::tls;
use crate::catalogue::entry::Labels;
use crate::event::{Event, Kind, Transport};

/// The words beside the details of an event.
pub(crate) const LABELS: Labels = Labels {
    call: "call",
    state: "state",
    kernel: "kernel",
    waited: "waited",
    prints: "(prints)",
    sent: "sent",
    got: "got",
    sent_to: " B to ",
    colon: ": ",
    semicolon: "; ",
    gap: " ",
};

/// The fact of one event, without its payload.
#[must_use]
pub(crate) fn fact(event: &Event<'_>) -> String {
    let peer = address(event.peer);
    match event.kind {
        Kind::Resolved => format!("{} is {}", name(event), addresses(&event.addresses)),
        Kind::ResolveFailed => format!("no address for {}{}", name(event), because(event)),
        Kind::Bound => format!("to {}{}", address(event.local), option(event)),
        Kind::BindFailed => format!("not to {}{}", address(event.local), because(event)),
        Kind::Listening => format!("on {}, backlog {}", address(event.local), number(event.asked)),
        Kind::ListenFailed => format!("not on {}{}", address(event.local), because(event)),
        Kind::Connecting => format!("to {peer}"),
        Kind::Connected => format!("to {peer}, from port {}", port(event.local)),
        Kind::Refused => format!("by {peer}"),
        Kind::TimedOut => format!("no answer from {peer}"),
        Kind::ConnectFailed => format!("not to {peer}{}", because(event)),
        Kind::GaveUp => format!("waiting for {peer}"),
        Kind::Accepted => format!("from {peer}"),
        Kind::AcceptFailed => format!("nobody{}", because(event)),
        Kind::Sent => moved(event),
        Kind::Waiting => format!("the kernel took none of {}", bytes(event.asked)),
        Kind::SendFailed => format!("nothing{}", because(event)),
        Kind::Received => moved(event),
        Kind::ReceiveFailed => format!("nothing{}", because(event)),
        Kind::PeerFinished => format!("after {}", bytes(event.offset)),
        Kind::Finished => {
            format!("after {}", event.offset.map_or_else(|| "our last byte".to_owned(), n_bytes))
        }
        Kind::Reset => format!("by {peer}{}", because(event)),
        Kind::Closed => closed(event),
        Kind::PeerSet => format!("to {peer}; nothing was sent"),
        Kind::DatagramSent => format!("{} B to {peer}", number(event.len)),
        Kind::DatagramReceived => format!("{} B from {peer}", number(event.len)),
        Kind::DatagramCut => cut(event, &peer),
        Kind::Unreachable => format!("an earlier datagram to {peer}{}", because(event)),
        Kind::OptionSet => event.option.as_deref().unwrap_or("?").to_owned(),
        Kind::OptionFailed => format!("{}{}", event.option.as_deref().unwrap_or("?"), because(event)),
        Kind::TlsBegun | Kind::ClientHello | Kind::TlsFinished | Kind::TlsFailed | Kind::TlsClosed => {
            tls::fact(event)
        }
        Kind::HandedOver => "to code that is not told".to_owned(),
        Kind::Impaired => rules::touched(event),
        Kind::RulesChanged => rules::in_force(event.name.as_deref(), event.option.as_deref().unwrap_or("?")),
    }
}

/// What the kernel says of a connection: `ESTABLISHED, round trip 40 µs, 0 bytes unsent, 7 unread`.
#[must_use]
pub(crate) fn kernel_view(event: &Event<'_>) -> Option<String> {
    let tcp = event.tcp?;
    let mut parts = Vec::new();
    parts.extend((event.kind == Kind::Closed).then(|| "just before".to_owned()));
    parts.extend(tcp.state.map(|state| state.name().to_owned()));
    parts.extend(tcp.rtt_us.map(|us| format!("round trip {us} µs")));
    parts.extend(tcp.send_queue.map(|n| format!("{} not acknowledged", n_bytes(n))));
    parts.extend(tcp.recv_queue.map(|n| format!("{} not read", n_bytes(n))));
    Some(parts.join(", "))
}

/// The line that stands for events which came faster than they could be shown.
#[must_use]
pub(crate) fn skipped(parts: &[String]) -> String {
    format!("… not told one by one: {}", parts.join(", "))
}

fn moved(event: &Event<'_>) -> String {
    // A row is short, and the payload has to fit in too.
    let mut text = match event.offset.filter(|offset| *offset > 0) {
        Some(from) => format!("{} B @{from}", number(event.len)),
        None => bytes(event.len),
    };
    if event.kind == Kind::Sent && event.asked > event.len {
        let _ = write!(text, " of {}", number(event.asked));
    }
    text
}

/// What is closed, and what makes the kernel end a connection that still stands with a reset.
fn closed(event: &Event<'_>) -> String {
    let (Transport::Tcp, Some(peer)) = (event.transport, event.peer) else {
        // Nobody has asked the kernel for its address, or it has none.
        return event.local.map_or_else(
            || "a socket without an address".to_owned(),
            |local| format!("the socket of {local}"),
        );
    };
    let mut text = format!("the connection to {peer}");
    let unread = event.tcp.and_then(|tcp| tcp.recv_queue).unwrap_or(0);
    if unread > 0 {
        let _ = write!(text, "; {} never read", n_bytes(unread));
    } else if change::closes_by_reset(event) {
        text += "; SO_LINGER is 0";
    }
    if change::closes_by_reset(event) {
        text += ", so the kernel sends a reset";
    }
    text
}

fn cut(event: &Event<'_>, peer: &str) -> String {
    let of = event.full_len.map_or_else(String::new, |full| format!(" of {full}"));
    format!("{}{of} from {peer}; the rest is lost", bytes(event.len))
}

fn because(event: &Event<'_>) -> String {
    event.error.map_or_else(String::new, |error| format!(" ({})", error.code))
}

fn option(event: &Event<'_>) -> String {
    event.option.as_deref().map_or_else(String::new, |option| format!(" ({option})"))
}

fn name<'a>(event: &'a Event<'_>) -> &'a str {
    event.name.as_deref().unwrap_or("?")
}

fn address(addr: Option<SocketAddr>) -> String {
    addr.map_or_else(|| "?".to_owned(), |addr| addr.to_string())
}

fn addresses(all: &[SocketAddr]) -> String {
    all.iter().map(|addr| addr.ip().to_string()).collect::<Vec<_>>().join(", ")
}

fn port(addr: Option<SocketAddr>) -> String {
    addr.map_or_else(|| "?".to_owned(), |addr| addr.port().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_socket_is_named_by_its_address_or_said_to_have_none() {
        let check = |local: Option<&str>, expected: &str| {
            let event = Event {
                local: local.map(|addr| addr.parse().expect("an address")),
                ..Event::new(Kind::Closed, 1, Transport::Udp, 0)
            };
            assert_eq!(fact(&event), expected);
        };
        check(Some("127.0.0.1:8080"), "the socket of 127.0.0.1:8080");
        check(None, "a socket without an address");
    }
}
