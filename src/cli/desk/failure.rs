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
use serde_json::json;

use crate::catalogue::error_words;
use crate::cli::desk::address::{Address, in_brackets_instead};
use crate::cli::desk::reach::is_ours;
use crate::cli::desk::said::in_terminal;
use crate::event::{ErrorCode, TcpState, Transport};
use crate::kernel::holder::{Holder, holder_of, is_served};
use crate::terminal::{escaped, grouped, in_colours};
use crate::trace::sink;

/// A command that did not do its work.
#[derive(Debug)]
pub(crate) struct Failure {
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
pub(crate) const NO: u8 = 1;
/// The question could not be asked.
pub(crate) const NOT_ASKED: u8 = 2;
/// Cut short by Ctrl-C, as shells report it: 128 + SIGINT.
pub(crate) const INTERRUPTED: u8 = 130;

impl Failure {
    pub(crate) fn new(code: u8, message: impl Into<String>) -> Self {
        Failure { message: message.into(), hint: None, code }
    }

    pub(crate) fn with_hint(self, hint: impl Into<String>) -> Self {
        Failure { hint: Some(hint.into()), ..self }
    }

    /// A failure of the machine itself, such as no memory for a thread.
    pub(crate) fn of_system(act: &str, error: &io::Error) -> Self {
        Failure::new(NOT_ASKED, format!("cannot {act}: {}", words(error)))
    }

    /// The system gives no thread.
    pub(crate) fn of_thread(error: &io::Error) -> Self {
        let words = if error.kind() == io::ErrorKind::WouldBlock {
            "the system gives no more".to_owned()
        } else {
            words(error)
        };
        Failure::new(NOT_ASKED, format!("cannot start a thread: {words}"))
            .with_hint("a limit of processes or of memory is reached: ulimit -u and ulimit -v tell them")
    }

    /// Standard output took nothing more, though its reader is still there.
    pub(crate) fn to_print(error: &io::Error) -> Self {
        Failure::of_system("write to standard output", error)
            .with_hint("is its disk full? Output can go elsewhere: > FILE, or a terminal")
    }

    /// A server could not have the address it asked for.
    pub(crate) fn to_listen(addr: &Address, error: &io::Error, program: &str) -> Self {
        Failure::to_bind(addr, error, program, Transport::Tcp)
    }

    /// A receiver of datagrams could not have the address it asked for.
    pub(crate) fn to_receive(addr: &Address, error: &io::Error, program: &str) -> Self {
        Failure::to_bind(addr, error, program, Transport::Udp)
    }

    fn to_bind(addr: &Address, error: &io::Error, program: &str, transport: Transport) -> Self {
        let act = if transport == Transport::Tcp { "listen" } else { "receive" };
        let failure = Failure::new(NOT_ASKED, format!("cannot {act} on {addr}: {}", words(error)));
        let elsewhere = addr.at_port(if addr.port < 1024 { 8080 } else { addr.port ^ 1 });
        match ErrorCode::from_io(error) {
            ErrorCode::EADDRINUSE => {
                let cause = who_holds(addr, transport);
                failure.with_hint(format!("{cause}, or take another port: netlab {program} {elsewhere}"))
            }
            ErrorCode::EACCES => failure.with_hint(format!(
                "port {} needs a privilege here; take another: netlab {program} {elsewhere}",
                addr.port
            )),
            ErrorCode::EADDRNOTAVAIL => failure.with_brackets_hint(addr.in_brackets(), program, || {
                format!(
                    "this machine has no address {}; 127.0.0.1 is always its own: netlab {program} 127.0.0.1:{}",
                    addr.host, addr.port
                )
            }),
            code => failure.with_lookup_hint(code, addr, program),
        }
    }

    /// A client could not connect.
    pub(crate) fn to_connect(addr: &Address, error: &io::Error, program: &str) -> Self {
        let code = ErrorCode::from_io(error);
        let exit = if is_of_lookup(error) { NOT_ASKED } else { NO };
        let failure = Failure::new(exit, format!("cannot connect to {addr}: {}", words(error)));
        match code {
            ErrorCode::ECONNREFUSED => failure.with_hint(why_refused(addr, program)),
            ErrorCode::ETIMEDOUT => failure.with_hint(NO_ANSWER),
            ErrorCode::EADDRNOTAVAIL | ErrorCode::ENETUNREACH | ErrorCode::EHOSTUNREACH => {
                failure.with_brackets_hint(addr.in_brackets(), program, || no_way(code))
            }
            code => failure.with_lookup_hint(code, addr, program),
        }
    }

    /// A client gave up connecting: its own patience ended before the kernel's did.
    pub(crate) fn of_patience(addr: &Address, seconds: u64) -> Self {
        let message = format!("cannot connect to {addr}: connection timed out, no answer within {seconds} s");
        Failure::new(NO, message).with_hint(NO_ANSWER)
    }

    /// A name has no address.
    pub(crate) fn to_find(addr: &Address, error: &io::Error, program: &str) -> Self {
        Failure::new(NOT_ASKED, format!("cannot find {addr}: {}", words(error))).with_lookup_hint(
            ErrorCode::from_io(error),
            addr,
            program,
        )
    }

    /// A datagram of this length did not go, or an earlier one came back.
    pub(crate) fn to_send(to: SocketAddr, error: &io::Error, n_bytes: usize, may_broadcast: bool) -> Self {
        let code = ErrorCode::from_io(error);
        // Windows calls a refusal of a datagram a reset, of a connection that UDP does not have.
        let code = if code == ErrorCode::ECONNRESET { ErrorCode::ECONNREFUSED } else { code };
        let words = if code == ErrorCode::OTHER { words(error) } else { error_words(code).to_owned() };
        let because = |act: String| format!("{act}: {words}");
        let cannot = |exit| Failure::new(exit, because(format!("cannot send to {to}")));
        match code {
            ErrorCode::ECONNREFUSED => Failure::new(NO, because(format!("nobody receives at {to}")))
                .with_hint(format!(
                    "a later call told it of an earlier datagram; start a receiver in another terminal: \
                     netlab udp-recv {to}"
                )),
            ErrorCode::EMSGSIZE => {
                let n_bytes = grouped(n_bytes as u64);
                let failure =
                    Failure::new(NOT_ASKED, because(format!("cannot send {n_bytes} bytes to {to}")));
                failure.with_hint(if to.is_ipv4() { TOO_LARGE_FOR_IPV4 } else { TOO_LARGE_FOR_IPV6 })
            }
            ErrorCode::EACCES if !may_broadcast => cannot(NOT_ASKED).with_hint(
                "a broadcast address wants a permission, against accidents: --broadcast asks for it",
            ),
            ErrorCode::EADDRNOTAVAIL | ErrorCode::ENETUNREACH | ErrorCode::EHOSTUNREACH => {
                let meant = in_brackets_instead(&to.ip().to_string());
                cannot(NO).with_brackets_hint(meant, "udp-send", || no_way(code))
            }
            ErrorCode::OTHER => cannot(NO),
            code => cannot(NO).with_hint(format!("what that means: netlab explain {code}")),
        }
    }

    /// A hint for an IPv6 address whose end was meant to be the port; else another one.
    fn with_brackets_hint(
        self,
        meant: Option<Address>,
        program: &str,
        otherwise: impl FnOnce() -> String,
    ) -> Self {
        self.with_hint(match meant {
            Some(meant) => format!(
                "where {} is to be the port, the address stands in brackets: netlab {program} {meant}",
                meant.port
            ),
            None => otherwise(),
        })
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

    /// Writes the error and its hint, and gives the exit code. A JSON log stays JSON to its end.
    pub(crate) fn report(&self, is_json: bool) -> ExitCode {
        let mut text = String::new();
        if is_json {
            let line = match &self.hint {
                Some(hint) => json!({ "error": self.message, "hint": hint }),
                None => json!({ "error": self.message }),
            };
            let _ = writeln!(text, "{line}");
        } else {
            // What is wrong may be named in somebody else's words.
            let message = in_terminal("error: ", &self.message);
            let _ = writeln!(text, "{} {message}", "error:".red().bold());
            if let Some(hint) = &self.hint {
                let _ = writeln!(text, "{} {}", "hint:".cyan().bold(), in_terminal("hint: ", hint));
            }
        }
        let has_colour = anstream::stderr().current_choice() == anstream::ColorChoice::Always;
        // Nobody is left to be told that standard error has gone.
        let _ = sink::err(has_colour).write_all(in_colours(&text).as_bytes());
        ExitCode::from(self.code)
    }
}

/// An error as people say it: the same words on every system, in lower case and without its number.
pub(crate) fn words(error: &io::Error) -> String {
    match ErrorCode::from_io(error) {
        ErrorCode::OTHER if error.raw_os_error().is_some() => {
            usual_words(error.kind()).map_or_else(|| as_the_system_says(error), str::to_owned)
        }
        ErrorCode::OTHER if error.kind() == io::ErrorKind::TimedOut => {
            error_words(ErrorCode::ETIMEDOUT).to_owned()
        }
        ErrorCode::OTHER => as_the_system_says(error),
        code => error_words(code).to_owned(),
    }
}

/// The words for what happens to files, which have no code here.
const fn usual_words(kind: io::ErrorKind) -> Option<&'static str> {
    use io::ErrorKind as Is;
    Some(match kind {
        Is::NotFound => "no such file or directory",
        Is::PermissionDenied => "permission denied",
        Is::AlreadyExists => "file exists",
        Is::BrokenPipe => "broken pipe",
        Is::StorageFull => "no space left on device",
        Is::IsADirectory => "is a directory",
        Is::NotADirectory => "not a directory",
        Is::ReadOnlyFilesystem => "read-only file system",
        _ => return None,
    })
}

fn as_the_system_says(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default().trim_end_matches('.');
    let text = text.strip_prefix("failed to lookup address information: ").unwrap_or(text);
    let mut chars = text.chars();
    match (chars.next(), chars.clone().next()) {
        // The first of several capitals is no beginning of a sentence.
        (Some(first), second) if !second.is_some_and(char::is_uppercase) => {
            first.to_lowercase().chain(chars).collect()
        }
        _ => text.to_owned(),
    }
}

/// Whether a name's address was not found, so that nobody was asked anything.
fn is_of_lookup(error: &io::Error) -> bool {
    let is_lookup = matches!(ErrorCode::from_io(error), ErrorCode::EAI_NONAME | ErrorCode::EAI_AGAIN);
    is_lookup || error.raw_os_error().is_none()
}

fn no_way(code: ErrorCode) -> String {
    match code {
        ErrorCode::EHOSTUNREACH => {
            "nobody answers at that address on the local network, or a router or a firewall said no"
        }
        ErrorCode::ENETUNREACH => "this machine has no route to it; 127.0.0.1 is this machine itself",
        _ => "this machine has no address from which that one can be reached",
    }
    .to_owned()
}

/// Why a connect was refused, as far as this machine can know it.
fn why_refused(addr: &Address, program: &str) -> String {
    let here: Vec<SocketAddr> = places(addr).filter(|place| is_ours(place.ip())).collect();
    if here.is_empty() {
        return "usually nobody listens there, and sometimes a firewall says so: check the port, and that \
            the server runs on that machine"
            .to_owned();
    }
    let server = program.replace("client", "server");
    let looks: Vec<Option<bool>> = here.iter().map(|place| is_served(*place, Transport::Tcp)).collect();
    if looks.contains(&Some(true)) {
        return format!(
            "a program listens there now: a firewall may have refused, or it began just now; see netlab sockets {}",
            addr.port
        );
    }
    let rule = if looks.contains(&None) { "usually " } else { "" };
    format!("{rule}nobody listens there; start a server in another terminal: netlab {server} {addr}")
}

/// Who holds an address that is taken, and the way out of that.
pub(crate) fn who_holds(addr: &Address, transport: Transport) -> String {
    let kept = |state: TcpState, until: &str| {
        format!("no program holds it, but the kernel still keeps an old connection in {state}; {until}")
    };
    // Whoever asks for `localhost` may find either of its addresses taken.
    let holders = places(addr).map(|place| holder_of(place, transport));
    match holders.fold(Holder::Unknown, |first, next| if first == Holder::Unknown { next } else { first }) {
        Holder::Program(owner) => {
            format!("{} (pid {}) holds it; end that", escaped(owner.program.as_bytes()), owner.pid)
        }
        Holder::Hidden => "a program of another user holds it; end that".to_owned(),
        Holder::Kernel(state @ (TcpState::TimeWait | TcpState::FinWait2)) => kept(state, "wait a minute"),
        Holder::Kernel(state) => kept(state, "wait until its peer answers, or some minutes"),
        Holder::Unknown => "nobody that netlab can see holds it; try again".to_owned(),
    }
}

fn places(addr: &Address) -> impl Iterator<Item = SocketAddr> + use<> {
    addr.target().to_socket_addrs().into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_has_the_same_words_on_every_system() {
        for code in ErrorCode::all() {
            let words = error_words(code);
            assert!(words.starts_with(char::is_lowercase) && !words.ends_with('.'), "{code}: {words}");
        }
        let check = |error: io::Error, expected: &str| assert_eq!(words(&error), expected);
        check(io::Error::other("Name does not resolve."), "name or service not known");
        check(io::Error::other("The device is not ready."), "the device is not ready");
        check(io::Error::other("OS Error 10040 (unknown)."), "OS Error 10040 (unknown)");
        check(io::ErrorKind::TimedOut.into(), "connection timed out");
        #[cfg(unix)]
        {
            check(io::Error::from_raw_os_error(libc::ECONNREFUSED), "connection refused");
            check(io::Error::from_raw_os_error(libc::ENOENT), "no such file or directory");
            check(io::Error::from_raw_os_error(libc::ENOSPC), "no space left on device");
        }
    }
}
