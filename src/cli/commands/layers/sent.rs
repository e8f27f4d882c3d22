//! A message, who sends it to whom, and the frame that carries it.
//!
//! The one idea: what the program gives is the message alone; everything else of the frame follows from two
//! addresses and a transport.
//!
//! See it run: `netlab layers hello --udp --to 127.0.0.1:9000`.

use std::net::SocketAddr;

use crate::catalogue::Lang;
use crate::catalogue::Layer;
use crate::cli::commands::layers::args::Args;
use crate::cli::commands::layers::words::Unit;
use crate::cli::desk::address::Address;
use crate::cli::desk::failure::{Clash, Failure, RequestFailure};
use crate::cli::desk::given::Given;
use crate::packet::{Medium, Piece, Plan, Protocol, Section, Transport, take_apart};

/// A message, and the first frame that carries it.
pub(super) struct Sent {
    /// In which it is told.
    pub(super) lang: Lang,
    pub(super) plan: Plan,
    pub(super) message: Vec<u8>,
    /// Whether it is the command of FTP.
    pub(super) is_ftp: bool,
    /// Whether it is to be shown in sentences.
    pub(super) is_plain: bool,
    pub(super) pieces: Vec<Piece>,
    pub(super) frame: Vec<u8>,
    pub(super) sections: Vec<Section>,
}

/// The command of the classic walk: 16 bytes, which ask an FTP server for a file (RFC 959 §4.1.3).
const FTP_COMMAND: &str = "RETR notes.txt\r\n";

/// The message that was asked for, on its way.
///
/// # Errors
/// Where no such message or no such packet can be.
pub(super) fn send(lang: Lang, args: &Args) -> Result<Sent, Failure> {
    let transport = if args.udp { Transport::Udp } else { Transport::Tcp };
    // FTP speaks TCP; UDP gets another example.
    let is_ftp = args.text.is_none() && transport == Transport::Tcp;
    let example = if is_ftp { FTP_COMMAND } else { "hello" };
    let message = args.text.clone().map_or_else(|| example.into(), Given::into_bytes);
    if message.is_empty() && transport == Transport::Tcp {
        return Err(Clash::NoBytesInTcp.into());
    }
    let plan = plan(args, transport, if is_ftp { 21 } else { 8080 })?;
    let frame = plan.frame(&message).map_err(RequestFailure::TooLong)?;
    let pieces = plan.pieces(message.len()).map_err(RequestFailure::TooLong)?;
    let sections = take_apart(&frame).expect("what was put together comes apart");
    Ok(Sent { lang, plan, message, is_ftp, is_plain: args.plain, pieces, frame, sections })
}

/// Who sends to whom: as the options say, and else addresses kept for documentation (RFC 5737, RFC 3849).
fn plan(args: &Args, transport: Transport, port: u16) -> Result<Plan, Failure> {
    let from = args.from.as_ref().map(|addr| socket_addr(addr, "--from")).transpose()?;
    let to = args.to.as_ref().map(|addr| socket_addr(addr, "--to")).transpose()?;
    let given = to.or(from);
    let is_ipv6 = if args.ipv4 || args.ipv6 { args.ipv6 } else { given.is_some_and(|addr| addr.is_ipv6()) };
    let is_local = given.is_some_and(|addr| addr.ip().is_loopback());
    let example = |host: &str, port| SocketAddr::new(host.parse().expect("an address"), port);
    let [ours, theirs] = match (is_ipv6, is_local) {
        (false, false) => ["192.0.2.10", "198.51.100.7"],
        (true, false) => ["2001:db8::10", "2001:db8:1::7"],
        (false, true) => ["127.0.0.1", "127.0.0.1"],
        (true, true) => ["::1", "::1"],
    };
    let from = from.unwrap_or_else(|| example(ours, 45350));
    let to = to.unwrap_or_else(|| example(theirs, port));
    if from.is_ipv6() != is_ipv6 || to.is_ipv6() != is_ipv6 {
        let other = if from.is_ipv6() == is_ipv6 { to } else { from };
        return Err(RequestFailure::OtherFamily { ip: other.ip(), is_ipv6 }.into());
    }
    if from.ip().is_loopback() != to.ip().is_loopback() {
        let [inside, outside] = if from.ip().is_loopback() { [from, to] } else { [to, from] };
        return Err(RequestFailure::HalfLocal { inside: inside.ip(), outside: outside.ip() }.into());
    }
    let medium = if is_local { Medium::Loopback } else { Medium::Ethernet };
    Ok(Plan { from, to, transport, medium })
}

fn socket_addr(addr: &Address, option: &'static str) -> Result<SocketAddr, Failure> {
    let ip = addr.ip().ok_or_else(|| RequestFailure::NameForAddress { option, addr: addr.clone() })?;
    Ok(SocketAddr::new(ip, addr.port))
}

impl Sent {
    /// The sections of one of the Internet's layers, from the outside inwards.
    pub(super) fn at(&self, layer: Layer) -> impl Iterator<Item = &Section> {
        self.sections.iter().filter(move |section| layer_of(section.protocol) == layer)
    }

    /// What the message is called at a layer.
    pub(super) fn unit(&self, layer: Layer) -> Unit {
        match (layer, self.plan.transport) {
            (Layer::Application, _) => Unit::Data,
            (Layer::Transport, Transport::Tcp) => Unit::Segment,
            (Layer::Transport, Transport::Udp) if self.pieces.len() > 1 => Unit::Fragment,
            (Layer::Transport, Transport::Udp) => Unit::Datagram,
            (Layer::Internet, _) => Unit::Packet,
            (Layer::Link, _) => Unit::Frame,
        }
    }

    /// The same message on the other medium; `None` where there is only loopback.
    pub(super) fn on_loopback(&self) -> Option<Plan> {
        let ip = if self.plan.to.is_ipv6() { "::1" } else { "127.0.0.1" };
        let local = |addr: SocketAddr| SocketAddr::new(ip.parse().expect("an address"), addr.port());
        let (from, to) = (local(self.plan.from), local(self.plan.to));
        (self.plan.medium == Medium::Ethernet).then_some(Plan {
            from,
            to,
            medium: Medium::Loopback,
            ..self.plan
        })
    }
}

/// Whose work a section is.
pub(super) const fn layer_of(protocol: Protocol) -> Layer {
    match protocol {
        Protocol::Ethernet | Protocol::Padding => Layer::Link,
        Protocol::Ipv4 | Protocol::Ipv6 | Protocol::Ipv6Fragment => Layer::Internet,
        Protocol::Tcp | Protocol::Udp => Layer::Transport,
        Protocol::Data => Layer::Application,
    }
}
