//! Who waits for whom, told in words.
//!
//! The one idea: one sentence for each side, ours first. A call is named as it is in the manual (`man 2 recv`).
//!
//! See it run: `netlab check greeting-server -- python3 one_at_a_time.py`, on Linux.

use crate::catalogue::{self, Lang};
use crate::check::play::fact::Expected;
use crate::check::play::who_waits::{Doing, Process, Sent, Socket, Waiting};
use crate::check::report::findings;
use crate::terminal;

/// A sentence for each, none twice.
pub(crate) fn sentences(waits: &[Waiting], expected: &Expected) -> Vec<String> {
    let mut sentences = Vec::new();
    for sentence in waits.iter().map(|waiting| sentence(waiting, expected)) {
        if !sentences.contains(&sentence) {
            sentences.push(sentence);
        }
    }
    sentences
}

fn sentence(waiting: &Waiting, expected: &Expected) -> String {
    match waiting {
        Waiting::Judge(sent) => {
            let sent: Vec<String> = sent.iter().map(of_sent).collect();
            let sent = if sent.is_empty() { "nothing".to_owned() } else { sent.join(", ") };
            format!("netlab has sent {sent}, and waits for this: {}", findings::expected(expected))
        }
        Waiting::Unread { who, n_bytes } => {
            format!(
                "{} from {who} lie unread in the program's receive queue",
                catalogue::byte_size(Lang::English, *n_bytes)
            )
        }
        Waiting::NotAccepted { who, n_bytes: 0 } => {
            format!("the program has not accepted {who}'s connection")
        }
        Waiting::NotAccepted { who, n_bytes } => {
            let bytes = catalogue::byte_size(Lang::English, *n_bytes);
            format!("the program has not accepted {who}'s connection; {bytes} wait in it")
        }
        Waiting::NotClosed { who } => {
            format!("{who} has finished, and the program has not closed its end (CLOSE_WAIT)")
        }
        Waiting::InAcceptQueue(1) => {
            "1 connection waits in the accept queue: the kernel has accepted, the program has not".to_owned()
        }
        Waiting::InAcceptQueue(count) => {
            format!(
                "{count} connections wait in the accept queue: the kernel has accepted, the program has not"
            )
        }
        Waiting::Process(Process { name, pid }, doing) => of_process(&format!("{name} (pid {pid})"), doing),
    }
}

fn of_sent(Sent { who, count, is_datagrams }: &Sent) -> String {
    match (is_datagrams, count) {
        (false, n_bytes) => format!("{} as {who}", catalogue::byte_size(Lang::English, *n_bytes)),
        (true, 1) => format!("1 datagram as {who}"),
        (true, count) => format!("{} datagrams as {who}", terminal::grouped(*count)),
    }
}

fn of_process(name: &str, doing: &Doing) -> String {
    match doing {
        Doing::Stopped => format!("{name} is stopped (SIGSTOP, or Ctrl-Z): it waits for SIGCONT"),
        Doing::StoppedByDebugger => format!("{name} is stopped by a debugger"),
        Doing::Busy => format!("{name} waits for nothing: it keeps a core busy"),
        Doing::Lock => format!("{name} waits for a lock, or for a thread of its own"),
        Doing::Sleeps => format!("{name} sleeps"),
        Doing::Keyboard => {
            format!("{name} waits for its keyboard: it reads standard input, as input() does in Python")
        }
        Doing::EventLoop(call, sockets) => format!("{name} waits in {call} for {}", list(sockets)),
        Doing::Accepts(call) => format!("{name} waits in {call} for the next client"),
        Doing::Reads(call, socket) => format!("{name} waits in {call} to read from {}", of_socket(socket)),
        Doing::Writes(call, socket) => {
            format!("{name} waits in {call} until it can write to {}", of_socket(socket))
        }
        Doing::Connects => format!("{name} waits in connect"),
        Doing::ReadsElsewhere => format!("{name} waits in read, and not on a socket"),
    }
}

fn of_socket(socket: &Socket) -> String {
    match socket {
        Socket::Listening => "new clients (the listening socket)".to_owned(),
        Socket::Udp => "its UDP socket".to_owned(),
        Socket::ConnectionOf(who) => format!("{who}'s connection"),
    }
}

fn list(sockets: &[Socket]) -> String {
    match sockets {
        [] => String::new(),
        [one] => of_socket(one),
        [first, second] => format!("{} and {}", of_socket(first), of_socket(second)),
        [first, second, rest @ ..] => {
            format!("{}, {} and {} more", of_socket(first), of_socket(second), rest.len())
        }
    }
}
