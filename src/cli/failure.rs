//! What is said when a command cannot do its work.
//!
//! The one idea: an error names the act and its object, and a hint gives the usual cause and the next
//! command to type. The exit code says whether the answer is no (1) or the question could not be asked (2).
//!
//! See it run: `netlab tcp-client 127.0.0.1:1; echo $?`.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::net::{SocketAddr, ToSocketAddrs};
use std::process::ExitCode;

use colored::Colorize;

use crate::cli::address::Address;
use crate::event::{ErrorCode, Transport};
use crate::kernel::holder::{holder_of, is_remembered};
use crate::terminal::{escaped, grouped};

/// A command that did not do its work.
#[derive(Debug)]
pub(super) struct Failure {
    message: String,
    hint: Option<String>,
    code: u8,
}

const NO_ANSWER: &str = "not even a refusal came: the host may be off, or a firewall in the way";

const TOO_LARGE_FOR_IPV4: &str = "over IPv4 a datagram carries at most 65,507 bytes: 65,535 less 20 for IP's \
    header and 8 for UDP's; send parts, or use TCP";
const TOO_LARGE_FOR_IPV6: &str = "over IPv6 a datagram carries at most 65,527 bytes: 65,535 less 8 for UDP's \
    header; send parts, or use TCP";

/// The answer is no.
pub(super) const NO: u8 = 1;
/// The question could not be asked.
pub(super) const NOT_ASKED: u8 = 2;
/// Cut short by Ctrl-C, as shells report it: 128 + SIGINT.
pub(super) const INTERRUPTED: u8 = 130;

impl Failure {
    pub(super) fn new(code: u8, message: impl Into<String>) -> Self {
        Failure { message: message.into(), hint: None, code }
    }

    pub(super) fn with_hint(self, hint: impl Into<String>) -> Self {
        Failure { hint: Some(hint.into()), ..self }
    }

    /// A failure of the machine itself, such as no memory for a thread.
    pub(super) fn of_system(act: &str, error: &io::Error) -> Self {
        Failure::new(NOT_ASKED, format!("cannot {act}: {}", words(error)))
    }

    /// Standard output took nothing more, though its reader is still there.
    pub(super) fn to_print(error: &io::Error) -> Self {
        Failure::of_system("write to standard output", error)
            .with_hint("is its disk full? Output can go elsewhere: > FILE, or a terminal")
    }

    /// A server could not have the address it asked for.
    pub(super) fn to_listen(addr: &Address, error: &io::Error, program: &str) -> Self {
        Failure::to_bind(addr, error, program, Transport::Tcp)
    }

    /// A receiver of datagrams could not have the address it asked for.
    pub(super) fn to_receive(addr: &Address, error: &io::Error, program: &str) -> Self {
        Failure::to_bind(addr, error, program, Transport::Udp)
    }

    fn to_bind(addr: &Address, error: &io::Error, program: &str, transport: Transport) -> Self {
        let act = if transport == Transport::Tcp { "listen" } else { "receive" };
        let failure = Failure::new(NOT_ASKED, format!("cannot {act} on {addr}: {}", words(error)));
        let elsewhere =
            Address { host: addr.host.clone(), port: if addr.port < 1024 { 8080 } else { addr.port ^ 1 } };
        match ErrorCode::from_io(error) {
            ErrorCode::EADDRINUSE => {
                let cause = who_holds(addr, transport);
                failure.with_hint(format!("{cause}, or take another port: netlab {program} {elsewhere}"))
            }
            ErrorCode::EACCES => failure.with_hint(format!(
                "port {} needs a privilege here; take another: netlab {program} {elsewhere}",
                addr.port
            )),
            ErrorCode::EADDRNOTAVAIL => failure.with_hint(format!(
                "this machine has no address {}; 127.0.0.1 is always its own: netlab {program} 127.0.0.1:{}",
                addr.host, addr.port
            )),
            code => failure.with_lookup_hint(code, addr, program),
        }
    }

    /// A client could not connect.
    pub(super) fn to_connect(addr: &Address, error: &io::Error, program: &str) -> Self {
        let code = ErrorCode::from_io(error);
        let is_lookup = error.raw_os_error().is_none();
        let exit = if is_lookup { NOT_ASKED } else { NO };
        let failure = Failure::new(exit, format!("cannot connect to {addr}: {}", words(error)));
        match code {
            ErrorCode::ECONNREFUSED if addr.is_elsewhere() => failure
                .with_hint("nobody listens there: check the port, and that the server runs on that machine"),
            ErrorCode::ECONNREFUSED => failure.with_hint(format!(
                "nobody listens there; start a server in another terminal: netlab tcp-server {addr}"
            )),
            ErrorCode::ETIMEDOUT => failure.with_hint(NO_ANSWER),
            ErrorCode::ENETUNREACH | ErrorCode::EHOSTUNREACH => failure
                .with_hint("this machine knows no way to that address; 127.0.0.1 is this machine itself"),
            code => failure.with_lookup_hint(code, addr, program),
        }
    }

    /// A client gave up connecting: its own patience ended before the kernel's did.
    pub(super) fn of_patience(addr: &Address, seconds: u64) -> Self {
        let message = format!("cannot connect to {addr}: connection timed out, no answer within {seconds} s");
        Failure::new(NO, message).with_hint(NO_ANSWER)
    }

    /// A name has no address.
    pub(super) fn to_find(addr: &Address, error: &io::Error, program: &str) -> Self {
        Failure::new(NOT_ASKED, format!("cannot find {addr}: {}", words(error))).with_lookup_hint(
            ErrorCode::from_io(error),
            addr,
            program,
        )
    }

    /// A datagram of this length did not go, or an earlier one came back.
    pub(super) fn to_send(to: SocketAddr, error: &io::Error, n_bytes: usize, may_broadcast: bool) -> Self {
        let because = |act: String| format!("{act}: {}", words(error));
        let cannot = |exit| Failure::new(exit, because(format!("cannot send to {to}")));
        match ErrorCode::from_io(error) {
            ErrorCode::ECONNREFUSED | ErrorCode::ECONNRESET => {
                Failure::new(NO, because(format!("nobody receives at {to}"))).with_hint(format!(
                    "a later call told it of an earlier datagram; start a receiver in another terminal: \
                     netlab udp-recv {to}"
                ))
            }
            ErrorCode::EMSGSIZE => {
                let n_bytes = grouped(n_bytes as u64);
                let failure =
                    Failure::new(NOT_ASKED, because(format!("cannot send {n_bytes} bytes to {to}")));
                failure.with_hint(if to.is_ipv4() { TOO_LARGE_FOR_IPV4 } else { TOO_LARGE_FOR_IPV6 })
            }
            ErrorCode::EACCES if !may_broadcast => cannot(NOT_ASKED).with_hint(
                "a broadcast address wants a permission, against accidents: --broadcast asks for it",
            ),
            ErrorCode::ENETUNREACH | ErrorCode::EHOSTUNREACH => cannot(NO)
                .with_hint("this machine knows no way to that address; 127.0.0.1 is this machine itself"),
            ErrorCode::OTHER => cannot(NO),
            code => cannot(NO).with_hint(format!("what that means: netlab explain {code}")),
        }
    }

    fn with_lookup_hint(self, code: ErrorCode, addr: &Address, program: &str) -> Self {
        match code {
            ErrorCode::EAI_NONAME | ErrorCode::EAI_AGAIN => self.with_hint(format!(
                "is {:?} spelt right? An address needs no lookup: netlab {program} 127.0.0.1:{}",
                addr.host, addr.port
            )),
            ErrorCode::OTHER => self,
            code => self.with_hint(format!("what that means: netlab explain {code}")),
        }
    }

    /// Writes the error and its hint, and gives the exit code.
    pub(super) fn report(&self) -> ExitCode {
        let mut text = format!("{} {}\n", "error:".red().bold(), self.message);
        if let Some(hint) = &self.hint {
            let _ = writeln!(text, "{} {hint}", "hint:".cyan().bold());
        }
        // Nobody is left to be told that standard error has gone.
        let _ = anstream::stderr().write_all(text.as_bytes());
        ExitCode::from(self.code)
    }
}

/// An error as people say it: without its number, and begun in lower case.
pub(super) fn words(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    let text = text.strip_prefix("failed to lookup address information: ").unwrap_or(text);
    let text = if error.kind() == io::ErrorKind::TimedOut { "connection timed out" } else { text };
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// Who holds an address that is taken, and the way out of that.
pub(super) fn who_holds(addr: &Address, transport: Transport) -> String {
    // Whoever asks for `localhost` may find either of its addresses taken.
    let places = || (addr.host.as_str(), addr.port).to_socket_addrs().into_iter().flatten();
    match places().find_map(|addr| holder_of(addr, transport)) {
        Some(holder) => {
            format!("{} (pid {}) holds it; end that", escaped(holder.program.as_bytes()), holder.pid)
        }
        None if transport == Transport::Tcp && places().any(is_remembered) => {
            "no program holds it, but the kernel still keeps an old connection in TIME_WAIT; wait a minute"
                .to_owned()
        }
        None => "another program holds it; end that".to_owned(),
    }
}
