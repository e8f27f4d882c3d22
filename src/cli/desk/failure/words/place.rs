//! What is said of an address that could not be had or reached, and of a conversation that broke off.

use std::io;
use std::net::SocketAddr;

use crate::catalogue::Lang;
use crate::cli::desk::address::{Address, DEFAULT, in_brackets_instead};
use crate::cli::desk::failure::cause::Cause;
use crate::cli::desk::failure::facts::{PlaceFailure, Wish};
use crate::cli::desk::failure::inquiry::Refusal;
use crate::cli::desk::failure::words::form::Words;
use crate::event::{ErrorCode, TcpState, Transport};
use crate::kernel::holder::Holder;
use crate::terminal::{escaped, grouped};

pub(super) fn words_of(lang: Lang, failure: &PlaceFailure) -> Words {
    Words { message: message(lang, failure), hint: hint(failure) }
}

fn message(lang: Lang, failure: &PlaceFailure) -> String {
    match failure {
        PlaceFailure::Bind { at, transport: Transport::Tcp, cause, .. }
        | PlaceFailure::RelayBind { at, cause, .. } => {
            format!("cannot listen on {at}: {}", cause.words(lang))
        }
        PlaceFailure::Bind { at, cause, .. } => format!("cannot receive on {at}: {}", cause.words(lang)),
        PlaceFailure::RelayTo { to, cause } => format!("cannot relay to {to}: {}", cause.words(lang)),
        PlaceFailure::RelayToItself { to } => format!("--to {to} is where the relay itself listens"),
        PlaceFailure::Connect { to, cause, .. } => format!("cannot connect to {to}: {}", cause.words(lang)),
        PlaceFailure::Impatience { to, seconds } => {
            format!("cannot connect to {to}: connection timed out, no answer within {seconds} s")
        }
        PlaceFailure::Find { addr, cause, .. } => format!("cannot find {addr}: {}", cause.words(lang)),
        PlaceFailure::Send { to, cause, n_bytes, .. } => match cause.code {
            ErrorCode::ECONNREFUSED => format!("nobody receives at {to}: {}", cause.words(lang)),
            ErrorCode::EMSGSIZE => {
                format!("cannot send {} bytes to {to}: {}", grouped(*n_bytes as u64), cause.words(lang))
            }
            _ => format!("cannot send to {to}: {}", cause.words(lang)),
        },
        PlaceFailure::Unanswered { to, ms, .. } => format!("no answer from {to} within {ms} ms"),
        PlaceFailure::TalkBroken { with, cause, idle_seconds } if is_silence(cause) => {
            format!("the conversation with {with} broke off: the server said nothing for {idle_seconds} s")
        }
        PlaceFailure::TalkBroken { with, cause, .. } => {
            format!("the conversation with {with} broke off: {}", cause.words(lang))
        }
        PlaceFailure::ChatBroken { with, cause } if cause.kind == io::ErrorKind::UnexpectedEof => {
            format!("the chat with {with} broke off: the server finished in the middle of a message")
        }
        PlaceFailure::ChatBroken { with, cause } if cause.kind == io::ErrorKind::InvalidData => {
            format!("the chat with {with} broke off: the server sent a message that is too long")
        }
        PlaceFailure::ChatBroken { with, cause } => {
            format!("the chat with {with} broke off: {}", cause.words(lang))
        }
        PlaceFailure::NoInterface { name, needs_ipv4: true } => {
            format!("this machine has no interface with an IPv4 address called {name:?}")
        }
        PlaceFailure::NoInterface { name, .. } => format!("this machine has no interface called {name:?}"),
        PlaceFailure::Join { group, port, cause } => {
            format!("cannot join {group} at port {port}: {}", cause.words(lang))
        }
        PlaceFailure::Set { wish, cause } => format!("cannot set {}: {}", option(wish), cause.words(lang)),
        PlaceFailure::NoTable(cause) if cause.kind == io::ErrorKind::InvalidData => {
            "cannot read the kernel's table of sockets: its answer is none that netlab knows".to_owned()
        }
        PlaceFailure::NoTable(cause) => {
            format!("cannot read the kernel's table of sockets: {}", cause.words(lang))
        }
    }
}

fn hint(failure: &PlaceFailure) -> Option<String> {
    Some(match failure {
        PlaceFailure::Bind { at, program, cause, holder, .. } => {
            return bind_hint(at, program, cause, holder);
        }
        PlaceFailure::RelayBind { at, cause, holder } => relay_bind_hint(at, cause, holder),
        PlaceFailure::RelayTo { to, .. } => {
            format!("is {:?} spelt right? An address needs no lookup: --to 127.0.0.1:{}", to.host, to.port)
        }
        PlaceFailure::RelayToItself { .. } => {
            "choose another place to listen: --listen 127.0.0.1:8082".to_owned()
        }
        PlaceFailure::Connect { to, program, cause, refusal } => {
            return connect_hint(to, program, cause.code, *refusal);
        }
        PlaceFailure::Impatience { .. } => NO_ANSWER.to_owned(),
        PlaceFailure::Find { addr, is_text: true, .. } => {
            format!("the first word is an address; to send {0:?}: netlab udp-send {DEFAULT} {0}", addr.host)
        }
        PlaceFailure::Find { addr, program, cause, .. } => return lookup_hint(cause.code, addr, program),
        PlaceFailure::Send { to, cause, may_broadcast, .. } => {
            return send_hint(*to, cause.code, *may_broadcast);
        }
        PlaceFailure::Unanswered { is_connected, .. } => unanswered_hint(*is_connected).to_owned(),
        PlaceFailure::TalkBroken { cause, .. } if is_silence(cause) => {
            "to wait longer: --idle-timeout SECONDS".to_owned()
        }
        PlaceFailure::TalkBroken { cause, .. } if cause.kind == io::ErrorKind::ConnectionReset => {
            "the other end threw the connection away: netlab explain ECONNRESET".to_owned()
        }
        PlaceFailure::TalkBroken { cause, .. } => explain(cause.code),
        PlaceFailure::ChatBroken { cause, .. } => chat_hint(cause.kind).to_owned(),
        PlaceFailure::NoInterface { .. } => {
            "see them all: ip -br addr; the loopback is lo on Linux, lo0 on macOS".to_owned()
        }
        PlaceFailure::Join { .. } => {
            "say on which interface; the loopback is this machine alone: --interface lo".to_owned()
        }
        PlaceFailure::Set { wish: Wish::Ttl(0), .. } => {
            "only a datagram to a group may have 0: it stays on this machine".to_owned()
        }
        PlaceFailure::Set { cause, .. } => explain(cause.code),
        PlaceFailure::NoTable(_) => "a sandbox may forbid it; try outside of it".to_owned(),
    })
}

const NO_ANSWER: &str = "not even a refusal came: the host may be off, or a firewall in the way";

/// Whether our own patience ended, and nothing failed.
fn is_silence(cause: &Cause) -> bool {
    cause.kind == io::ErrorKind::TimedOut && !cause.is_numbered
}

fn explain(code: ErrorCode) -> String {
    format!("what that means: netlab explain {code}")
}

fn option(wish: &Wish) -> String {
    match wish {
        Wish::Broadcast => "SO_BROADCAST".to_owned(),
        Wish::Ttl(ttl) => format!("a TTL of {ttl}"),
        Wish::Interface(name) => format!("the interface {name:?}"),
    }
}

fn bind_hint(at: &Address, program: &str, cause: &Cause, holder: &Holder) -> Option<String> {
    let elsewhere = at.at_port(if at.port < 1024 { 8080 } else { at.port ^ 1 });
    Some(match cause.code {
        ErrorCode::EADDRINUSE => {
            format!("{}, or take another port: netlab {program} {elsewhere}", held(holder))
        }
        ErrorCode::EACCES => {
            format!("port {} needs a privilege here; take another: netlab {program} {elsewhere}", at.port)
        }
        ErrorCode::EADDRNOTAVAIL => brackets_hint(at.in_brackets().as_ref(), program).unwrap_or_else(|| {
            format!(
                "this machine has no address {}; 127.0.0.1 is always its own: netlab {program} 127.0.0.1:{}",
                at.host, at.port
            )
        }),
        code => return lookup_hint(code, at, program),
    })
}

fn relay_bind_hint(at: &Address, cause: &Cause, holder: &Holder) -> String {
    match cause.code {
        ErrorCode::EADDRINUSE => format!("{}, or let the system choose a port: --listen :0", held(holder)),
        ErrorCode::EACCES => {
            "that port needs a privilege here; the system has others: --listen :0".to_owned()
        }
        ErrorCode::EADDRNOTAVAIL => match at.in_brackets() {
            Some(meant) => {
                format!(
                    "where {} is to be the port, the address stands in brackets: --listen {meant}",
                    meant.port
                )
            }
            None => {
                "this machine has no such address; 127.0.0.1 is always its own: --listen :8081".to_owned()
            }
        },
        code => explain(code),
    }
}

/// Who holds an address that is taken, and the way out of that.
fn held(holder: &Holder) -> String {
    let kept = |state: TcpState, until: &str| {
        format!("no program holds it, but the kernel still keeps an old connection in {state}; {until}")
    };
    match holder {
        Holder::Program(owner) => {
            format!("{} (pid {}) holds it; end that", escaped(owner.program.as_bytes()), owner.pid)
        }
        Holder::Hidden => "a program of another user holds it; end that".to_owned(),
        Holder::Kernel(state @ (TcpState::TimeWait | TcpState::FinWait2)) => kept(*state, "wait a minute"),
        Holder::Kernel(state) => kept(*state, "wait until its peer answers, or some minutes"),
        Holder::Unknown => "nobody that netlab can see holds it; try again".to_owned(),
    }
}

fn connect_hint(to: &Address, program: &str, code: ErrorCode, refusal: Option<Refusal>) -> Option<String> {
    Some(match (code, refusal) {
        (_, Some(refusal)) => refusal_hint(to, program, refusal),
        (ErrorCode::ETIMEDOUT, _) => NO_ANSWER.to_owned(),
        (ErrorCode::EADDRNOTAVAIL | ErrorCode::ENETUNREACH | ErrorCode::EHOSTUNREACH, _) => {
            brackets_hint(to.in_brackets().as_ref(), program).unwrap_or_else(|| no_way(code).to_owned())
        }
        (code, _) => return lookup_hint(code, to, program),
    })
}

fn refusal_hint(to: &Address, program: &str, refusal: Refusal) -> String {
    let server = program.replace("client", "server");
    match refusal {
        Refusal::Elsewhere => {
            "usually nobody listens there, and sometimes a firewall says so: check the port, and \
            that the server runs on that machine"
                .to_owned()
        }
        Refusal::ServedNow => format!(
            "a program listens there now: a firewall may have refused, or it began just now; see netlab sockets {}",
            to.port
        ),
        Refusal::Nobody { is_sure: true } => {
            format!("nobody listens there; start a server in another terminal: netlab {server} {to}")
        }
        Refusal::Nobody { .. } => {
            format!("usually nobody listens there; start a server in another terminal: netlab {server} {to}")
        }
    }
}

fn send_hint(to: SocketAddr, code: ErrorCode, may_broadcast: bool) -> Option<String> {
    Some(match code {
        ErrorCode::ECONNREFUSED => format!(
            "a later call told it of an earlier datagram; start a receiver in another terminal: netlab udp-recv {to}"
        ),
        ErrorCode::EMSGSIZE if to.is_ipv4() => {
            "over IPv4 a datagram carries at most 65,507 bytes: 65,535 less 20 for IP's header and 8 for UDP's; send \
             parts, or use TCP"
                .to_owned()
        }
        ErrorCode::EMSGSIZE => {
            "over IPv6 a datagram carries at most 65,527 bytes: 65,535 less 8 for UDP's header; send parts, or use TCP"
                .to_owned()
        }
        ErrorCode::EACCES if !may_broadcast => {
            "a broadcast address wants a permission, against accidents: --broadcast asks for it".to_owned()
        }
        ErrorCode::EADDRNOTAVAIL | ErrorCode::ENETUNREACH | ErrorCode::EHOSTUNREACH => {
            let meant = in_brackets_instead(&to.ip().to_string());
            brackets_hint(meant.as_ref(), "udp-send").unwrap_or_else(|| no_way(code).to_owned())
        }
        ErrorCode::OTHER => return None,
        code => explain(code),
    })
}

const fn unanswered_hint(is_connected: bool) -> &'static str {
    if is_connected {
        "the datagram or its answer was lost, or whoever is there does not answer; nobody said no"
    } else {
        "lost, unanswered, or nobody there: an unconnected socket is not told (Linux tells one that asks with \
         IP_RECVERR); see --connect"
    }
}

const fn chat_hint(kind: io::ErrorKind) -> &'static str {
    match kind {
        io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => {
            "the server may end its messages otherwise; see `--framing`"
        }
        _ => "a member that reads too slowly is disconnected; so is one whose server was killed",
    }
}

/// For an IPv6 address whose end was meant to be the port.
fn brackets_hint(meant: Option<&Address>, program: &str) -> Option<String> {
    let meant = meant?;
    Some(format!(
        "where {} is to be the port, the address stands in brackets: netlab {program} {meant}",
        meant.port
    ))
}

fn lookup_hint(code: ErrorCode, addr: &Address, program: &str) -> Option<String> {
    match code {
        ErrorCode::EAI_NONAME | ErrorCode::EAI_AGAIN => Some(format!(
            "is {:?} spelt right? An address needs no lookup: netlab {program} 127.0.0.1:{}",
            addr.host, addr.port
        )),
        ErrorCode::OTHER => None,
        code => Some(explain(code)),
    }
}

const fn no_way(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::EHOSTUNREACH => {
            "nobody answers at that address on the local network, or a router or a firewall said no"
        }
        ErrorCode::ENETUNREACH => "this machine has no route to it; 127.0.0.1 is this machine itself",
        _ => "this machine has no address from which that one can be reached",
    }
}
