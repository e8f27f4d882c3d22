//! What is said of a message on its way down.
//!
//! The one idea: the bytes and their places are facts; a sentence is a function of them, and a number stands whole
//! in it.
//!
//! See it run: `netlab layers`.

use std::net::{IpAddr, SocketAddr};

use crate::packet::{Medium, Protocol, Transport};
use crate::terminal::grouped;

/// So many bytes.
pub(super) fn bytes(count: usize) -> String {
    if count == 1 { "1 byte".to_owned() } else { format!("{} bytes", grouped(count as u64)) }
}

/// The message has characters that take more than one byte.
pub(super) fn characters(n_chars: usize, n_bytes: usize) -> String {
    format!("{n_chars} characters, of which UTF-8 makes {}", bytes(n_bytes))
}

/// The message is no text in UTF-8: the catalogue's words for what it is, where that is known.
pub(super) fn text_is(encoding: Option<&str>) -> String {
    match encoding {
        Some(encoding) => format!("the text is {encoding}"),
        None => "the text is UTF-8 but for bytes that are shown as \\xNN".to_owned(),
    }
}

/// Who sends the message to whom, and by what.
pub(super) fn way(from: SocketAddr, to: SocketAddr, transport: Transport, medium: Medium) -> String {
    let family = match to.ip() {
        IpAddr::V4(_) => "IPv4",
        IpAddr::V6(_) => "IPv6",
    };
    let medium = match medium {
        Medium::Ethernet => "Ethernet",
        Medium::Loopback => "Linux's loopback",
    };
    format!("from {from} to {to}, by {}, {family} and {medium}", transport_name(transport))
}

/// As everybody calls it.
pub(super) const fn transport_name(transport: Transport) -> &'static str {
    match transport {
        Transport::Tcp => "TCP",
        Transport::Udp => "UDP",
    }
}

/// A stream is longer than one segment carries.
pub(super) fn cut_into_segments(n_segments: usize, n_first: usize, n_last: usize) -> String {
    format!(
        "That is more than one segment carries: the kernel (or the card for it) cuts the stream into {n_segments} \
         segments of at most {} bytes, the last with {n_last}. Here is the first. The receiver gets a stream again, \
         and may read it in any portions.",
        grouped(n_first as u64)
    )
}

/// A datagram is longer than one packet carries.
pub(super) fn cut_into_fragments(n_fragments: usize, n_first: usize, n_last: usize) -> String {
    format!(
        "That is more than one packet carries: the kernel cuts the datagram into {n_fragments} fragments, the first \
         with {} bytes of it, the last with {n_last}. Here is the first. If one of them is lost, the whole datagram \
         is.",
        grouped(n_first as u64)
    )
}

/// Above the layers: OSI's name, TCP/IP's name, what it does here, who does it.
pub(super) const fn columns() -> [&'static str; 4] {
    ["OSI", "TCP/IP", "its part in this message", "done by"]
}

/// A layer in one sentence: its number and name in OSI, its name in TCP/IP, what it does here, who does it.
pub(super) fn layer(number: u8, [osi, internet, part, handler]: [&str; 4]) -> String {
    format!("OSI {number} {osi}, TCP/IP {internet}: {part}; done by {handler}.")
}

/// The presentation layer's part in bytes that are no text in UTF-8.
pub(super) const fn not_utf_8() -> &'static str {
    "which bytes stand for it: not UTF-8"
}

/// Bytes, and what share of a whole they are.
pub(super) struct Cost {
    pub(super) n_data: usize,
    pub(super) n_all: usize,
    pub(super) n_frames: usize,
    pub(super) has_padding: bool,
    /// With its unit.
    pub(super) share: String,
}

/// What the headers cost.
pub(super) fn overhead(Cost { n_data, n_all, n_frames, has_padding, share }: &Cost) -> String {
    let (headers, data, all) = (bytes(n_all - n_data), bytes(*n_data), bytes(*n_all));
    let headers = if *has_padding {
        format!("{headers} of headers and padding")
    } else {
        format!("{headers} of headers")
    };
    match n_frames {
        1 => format!("Overhead: {headers} around {data} of data are {share} of the frame ({all})."),
        n => format!("Overhead: {headers} around {data} of data are {share} of all {n} frames ({all})."),
    }
}

/// What a cable adds: the check sequence here, how many bytes there are in all, and the share of the data.
pub(super) fn on_the_cable(check_sequence: &str, n_bytes: usize, share: &str) -> String {
    format!(
        "On the cable the card adds to each frame 8 bytes of preamble, 4 of check sequence (here {check_sequence}) and \
         a pause as long as 12 bytes: {} in all, of which the data are {share}.",
        bytes(n_bytes)
    )
}

/// What TCP sends besides.
pub(super) const fn not_counted() -> &'static str {
    "The handshake, the acknowledgements and the termination are not counted."
}

/// Above what is different where the message does not leave the machine.
pub(super) fn on_loopback(from: SocketAddr, to: SocketAddr) -> String {
    format!("On loopback, from {from} to {to}:")
}

/// The kernel is both ends of the cable.
pub(super) fn no_cable(n_bytes: usize) -> String {
    format!(
        "Linux builds a frame of {} with the addresses 00:00:00:00:00:00, and hands it back to itself: no card, no \
         cable, no router",
        bytes(n_bytes)
    )
}

/// A datagram was cut, so its checksum was computed.
pub(super) const fn checksum_is_whole() -> &'static str {
    "the checksum is whole, as the datagram was cut after it had been computed"
}

/// A checksum is left to a card that is not there.
pub(super) fn checksum_is_begun(transport: Transport, sum: &str) -> String {
    let name = transport_name(transport);
    format!("nobody computes the {name} checksum: its field holds {sum}, a first part of the sum")
}

/// Nothing of a cable's is there.
pub(super) const fn no_padding() -> &'static str {
    "there is no padding, no preamble and no check sequence: nothing is ever sent as bits"
}

/// What one frame carries here, and on Ethernet.
pub(super) fn room(n_here: usize, n_on_ethernet: usize) -> String {
    format!(
        "one frame carries up to {} bytes of data, on Ethernet {}: the MTU less the headers",
        grouped(n_here as u64),
        grouped(n_on_ethernet as u64)
    )
}

/// At the foot.
pub(super) const fn examples() -> &'static str {
    "The sequence and acknowledgment numbers, window, timestamps, identification and flow label are examples: a kernel \
     draws or counts its own. A program sees none of these headers. What a field means: netlab layers --at LAYER, \
     with application, transport, internet or link."
}

/// What a section is.
pub(super) fn section(protocol: Protocol) -> String {
    match protocol {
        Protocol::Data => "the program's data".to_owned(),
        Protocol::Padding => "padding".to_owned(),
        protocol => format!("the {} header", protocol.name()),
    }
}

/// How long a section or a field is, and where it stands.
pub(super) fn place(start: usize, len: usize) -> String {
    match len {
        1 => format!("1 byte, at {start}"),
        _ => format!("{len} bytes, {start} to {}", start + len - 1),
    }
}

/// What is to be said of a section that has no fields.
pub(super) const fn about(protocol: Protocol) -> Option<&'static str> {
    match protocol {
        Protocol::Data => Some(
            "This is all that the program handed over, and all that the other program gets. TCP, UDP and IP \
             leave it as it is.",
        ),
        Protocol::Padding => Some(
            "An Ethernet frame carries at least 46 bytes; the sending card or its driver fills up with \
             zeros. The packet's own length tells the receiver where to stop.",
        ),
        _ => None,
    }
}

/// Below a dump that is cut.
pub(super) fn more_bytes(n_bytes: usize) -> String {
    format!("… {} more bytes", grouped(n_bytes as u64))
}

/// What a layer calls its share of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Data,
    Segment,
    Fragment,
    Datagram,
    Packet,
    Frame,
}

/// The name of a layer's share.
pub(super) const fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Data => "data",
        Unit::Segment => "segment",
        Unit::Fragment => "fragment",
        Unit::Datagram => "datagram",
        Unit::Packet => "packet",
        Unit::Frame => "frame",
    }
}
