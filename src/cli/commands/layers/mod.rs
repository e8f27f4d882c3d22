//! `netlab layers`: the same bytes seen layer by layer.
//!
//! The one idea: a program hands over bytes and an address, and that is all it sees. What stands in front
//! of its bytes on the cable is the work of others, and each of them reads only its own part.
//!
//! See it run: `netlab layers`, `netlab layers '你好' --udp --at transport`.

mod detail;
mod json;
mod report;

use std::net::SocketAddr;
use std::process::ExitCode;
use std::str::FromStr;

use crate::catalogue::Layer;
use crate::cli::desk::address::Address;
use crate::cli::desk::failure::{Failure, NOT_ASKED};
use crate::cli::desk::given::Given;
use crate::cli::desk::setting::Setting;
use crate::cli::desk::width::of_narration;
use crate::packet::{Medium, Piece, Plan, Protocol, Section, Transport, take_apart};

#[derive(Debug, clap::Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(crate) struct Args {
    /// What the program sends; without it, one command of FTP is walked through the layers
    text: Option<Given>,

    /// Send it with TCP, in an open connection (the default)
    #[arg(long, conflicts_with = "udp")]
    tcp: bool,

    /// Send it with UDP, as one datagram
    #[arg(long)]
    udp: bool,

    /// Send it over IPv4 (the default)
    #[arg(long, conflicts_with = "ipv6")]
    ipv4: bool,

    /// Send it over IPv6
    #[arg(long)]
    ipv6: bool,

    /// The sender's address
    #[arg(long, value_name = "ADDR")]
    from: Option<Address>,

    /// The receiver's address; a loopback address shows what Linux does on loopback
    #[arg(long, value_name = "ADDR")]
    to: Option<Address>,

    /// Show one layer with each of its fields explained: application, transport, internet, link, or 1 to 7
    #[arg(long, value_name = "LAYER")]
    at: Option<At>,

    /// Sentences instead of drawings and columns
    #[arg(long)]
    plain: bool,

    /// How it is shown
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Words
    Text,
    /// One JSON object
    Json,
}

/// A layer by its name in either model, or by its OSI number.
#[derive(Debug, Clone, Copy)]
struct At(Layer);

impl FromStr for At {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Ok(At(match text.to_lowercase().as_str() {
            "application" | "presentation" | "session" | "7" | "6" | "5" => Layer::Application,
            "transport" | "4" => Layer::Transport,
            "internet" | "network" | "3" => Layer::Internet,
            "link" | "data-link" | "physical" | "2" | "1" => Layer::Link,
            _ => return Err("expected application, transport, internet, link, or 1 to 7".to_owned()),
        }))
    }
}

/// A message, and the first frame that carries it.
struct Sent {
    plan: Plan,
    message: Vec<u8>,
    /// Whether it is the command of FTP.
    is_ftp: bool,
    /// Whether it is to be shown in sentences.
    is_plain: bool,
    pieces: Vec<Piece>,
    frame: Vec<u8>,
    sections: Vec<Section>,
}

pub(crate) fn run(args: &Args, setting: &Setting) -> Result<ExitCode, Failure> {
    if args.format == Format::Json {
        refuse_beside_json(args, setting)?;
    }
    let sent = send(args)?;
    let text = match (args.format, args.at) {
        (Format::Json, _) => json::object(&sent),
        (Format::Text, Some(At(layer))) => detail::explained(&sent, layer, of_narration()),
        (Format::Text, None) if setting.options.verbose => {
            let layers = [Layer::Application, Layer::Transport, Layer::Internet, Layer::Link];
            let all = layers.map(|layer| detail::explained(&sent, layer, of_narration()));
            format!("{}\n{}", report::overview(&sent, of_narration()), all.join("\n"))
        }
        (Format::Text, None) => report::overview(&sent, of_narration()),
    };
    setting.print(&text);
    Ok(ExitCode::SUCCESS)
}

/// JSON holds everything, in one form.
fn refuse_beside_json(args: &Args, setting: &Setting) -> Result<(), Failure> {
    let given =
        [(args.at.is_some(), "--at"), (args.plain, "--plain"), (setting.options.verbose, "--verbose")];
    match given.iter().find(|(is_given, _)| *is_given) {
        None => Ok(()),
        Some((_, option)) => Err(Failure::new(
            NOT_ASKED,
            format!("with --format json there is nothing for {option} to change"),
        )
        .with_hint("the object holds all layers and all fields; leave one of the two out")),
    }
}

/// The command of the classic walk: 16 bytes, which ask an FTP server for a file (RFC 959 §4.1.3).
const FTP_COMMAND: &str = "RETR notes.txt\r\n";

fn send(args: &Args) -> Result<Sent, Failure> {
    let transport = if args.udp { Transport::Udp } else { Transport::Tcp };
    // FTP speaks TCP; UDP gets another example.
    let is_ftp = args.text.is_none() && transport == Transport::Tcp;
    let example = if is_ftp { FTP_COMMAND } else { "hello" };
    let message = args.text.clone().map_or_else(|| example.into(), Given::into_bytes);
    if message.is_empty() && transport == Transport::Tcp {
        return Err(Failure::new(NOT_ASKED, "with TCP, writing no bytes sends no segment")
            .with_hint("a datagram may be empty: netlab layers '' --udp"));
    }
    let plan = plan(args, transport, if is_ftp { 21 } else { 8080 })?;
    let too_long = |error| {
        Failure::new(NOT_ASKED, format!("{error}"))
            .with_hint("the kernel would refuse it with EMSGSIZE; TCP takes any length: leave out --udp")
    };
    let frame = plan.frame(&message).map_err(too_long)?;
    let pieces = plan.pieces(message.len()).map_err(too_long)?;
    let sections = take_apart(&frame).expect("what was put together comes apart");
    Ok(Sent { plan, message, is_ftp, is_plain: args.plain, pieces, frame, sections })
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
        let family = if is_ipv6 { "IPv6" } else { "IPv4" };
        let other = if from.is_ipv6() == is_ipv6 { to } else { from };
        return Err(Failure::new(NOT_ASKED, format!("{} is no {family} address", other.ip()))
            .with_hint("one packet has two addresses of one family; give both, or leave both out"));
    }
    if from.ip().is_loopback() != to.ip().is_loopback() {
        let [inside, outside] = if from.ip().is_loopback() { [from, to] } else { [to, from] };
        let message = format!("{} does not leave the machine, {} is elsewhere", inside.ip(), outside.ip());
        return Err(Failure::new(NOT_ASKED, message)
            .with_hint("give two loopback addresses or none: netlab layers --to 127.0.0.1:8080"));
    }
    let medium = if is_local { Medium::Loopback } else { Medium::Ethernet };
    Ok(Plan { from, to, transport, medium })
}

fn socket_addr(addr: &Address, option: &str) -> Result<SocketAddr, Failure> {
    let ip = addr.ip().ok_or_else(|| {
        Failure::new(NOT_ASKED, format!("{option} {addr}: {:?} is a name, not an address", addr.host))
            .with_hint("nothing is looked up here; write an IP address, as in 127.0.0.1:8080")
    })?;
    Ok(SocketAddr::new(ip, addr.port))
}

impl Sent {
    /// The sections of one of the Internet's layers, from the outside inwards.
    fn at(&self, layer: Layer) -> impl Iterator<Item = &Section> {
        self.sections.iter().filter(move |section| layer_of(section.protocol) == layer)
    }

    /// What the message is called at a layer.
    fn unit(&self, layer: Layer) -> &'static str {
        match (layer, self.plan.transport) {
            (Layer::Application, _) => "data",
            (Layer::Transport, Transport::Tcp) => "segment",
            (Layer::Transport, Transport::Udp) if self.pieces.len() > 1 => "fragment",
            (Layer::Transport, Transport::Udp) => "datagram",
            (Layer::Internet, _) => "packet",
            (Layer::Link, _) => "frame",
        }
    }

    /// The same message on the other medium; `None` where there is only loopback.
    fn on_loopback(&self) -> Option<Plan> {
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
const fn layer_of(protocol: Protocol) -> Layer {
    match protocol {
        Protocol::Ethernet | Protocol::Padding => Layer::Link,
        Protocol::Ipv4 | Protocol::Ipv6 | Protocol::Ipv6Fragment => Layer::Internet,
        Protocol::Tcp | Protocol::Udp => Layer::Transport,
        Protocol::Data => Layer::Application,
    }
}
