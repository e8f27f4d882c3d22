//! A step of a text, done: its terminals are opened, its commands typed, its output kept.
//!
//! The first terminal's command goes first, and the next waits until it is ready: until it says that it
//! listens, or has shown the first line of its text. Where the text shows `^C`, the command is left
//! running until all later terminals are done and the lines before `^C` have come; then it is
//! interrupted. A `sleep` begins when the last terminal is open.

use std::process::Command;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use crate::compare::{compare, normal};
use crate::document::{Exchange, Step, Terminal, assignments};
use crate::place::Place;
use crate::program::Program;

/// What came out, an exchange for each of the text's.
pub(crate) type Outcome = Vec<Vec<Exchange>>;

/// More than any step takes, also where every core is busy.
const LIMIT: Duration = Duration::from_secs(60);

/// What a terminal shows where somebody types Ctrl-C.
pub(crate) const INTERRUPT: &str = "^C";

pub(crate) fn run(step: &Step, place: &Place) -> Outcome {
    thread::scope(|scope| {
        let mut running = Vec::new();
        for (at, terminal) in step.terminals.iter().enumerate() {
            let (ready, is_ready) = channel();
            let (release, is_released) = channel();
            let worker = scope.spawn(move || type_into(terminal, place, &ready, &is_released));
            if at + 1 == step.terminals.len() {
                place.open();
            }
            // A worker that failed drops its end, and is told of below.
            let _ = is_ready.recv_timeout(LIMIT);
            running.push((release, worker));
        }
        let mut outcome = Outcome::new();
        while let Some((release, worker)) = running.pop() {
            let _ = release.send(());
            match worker.join() {
                Ok(exchanges) => outcome.insert(0, exchanges),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        outcome
    })
}

fn type_into(
    terminal: &Terminal,
    place: &Place,
    ready: &Sender<()>,
    released: &Receiver<()>,
) -> Vec<Exchange> {
    let typed = terminal.exchanges.iter().map(|exchange| {
        let program = start(&exchange.command, place);
        let is_by_hand =
            assignments(&exchange.command) > 0 && exchange.expected.contains(&INTERRUPT.to_owned());
        if !(is_by_hand && wait_for_its_port(&program, place)) {
            program.wait_until(LIMIT, |text| is_ready(exchange, &place.shown(text)));
        }
        // A server is started behind what prepares it.
        let is_last = std::ptr::eq(exchange, terminal.exchanges.last().unwrap_or(exchange));
        let serves = terminal.exchanges.iter().any(|it| assignments(&it.command) > 0);
        if is_last || !serves {
            let _ = ready.send(());
        }
        let output = match exchange.expected.iter().position(|line| line == INTERRUPT) {
            Some(at) => interrupt(program, &exchange.expected[..at], place, released),
            None => lines(&ended(program, place)),
        };
        Exchange { command: exchange.command.clone(), expected: output }
    });
    typed.collect()
}

fn start(shown: &str, place: &Place) -> Program {
    let command = place.command(shown);
    let binary = std::path::Path::new(env!("CARGO_BIN_EXE_netlab"));
    let dir = binary.parent().expect("a binary stands in a directory");
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths([dir.to_owned()].into_iter().chain(std::env::split_paths(&path)));
    // The shell gives way to a lone program, so that Ctrl-C meets nobody else.
    let (assignments, alone) = command.split_at(assignments(&command));
    let is_alone = !command.contains(['|', ';', '&']);
    let script = if is_alone { format!("{assignments}exec {alone}") } else { place.patience() + &command };
    let mut process = Command::new("sh");
    process
        .args(["-c", &script])
        .current_dir(place.dir())
        .env("PATH", path.expect("directories without colons"))
        .env("NETLAB_HOME", place.netlab_home())
        .env("NO_COLOR", "1")
        .env("TERM", "xterm")
        .env("NETLAB_LANG", place.lang().tag())
        .env("LC_ALL", "C.UTF-8");
    Program::start(&mut process).unwrap_or_else(|error| panic!("cannot run `{command}`: {error}"))
}

/// Waits until a program that says nothing has its port, as the kernel tells; false where it does not tell.
fn wait_for_its_port(program: &Program, place: &Place) -> bool {
    let port = format!(":{:04X} ", place.port());
    let is_bound = || {
        let tables = ["/proc/net/tcp", "/proc/net/udp"].map(std::fs::read_to_string);
        let lines = tables.iter().flatten().flat_map(|table| table.lines());
        // A TCP socket listens in state 0A; a UDP socket has no state but 07.
        lines.filter(|line| line.contains(" 0A ") || line.contains(" 07 ")).any(|line| line.contains(&port))
    };
    let began = std::time::Instant::now();
    let is_known = std::path::Path::new("/proc/net/tcp").exists();
    while is_known && !is_bound() && began.elapsed() < LIMIT {
        if program.wait_until(Duration::from_millis(10), |_| false) {
            return true;
        }
    }
    is_known
}

fn is_ready(exchange: &Exchange, text: &str) -> bool {
    let says_so = [" tcp-server", " chat-server", " udp-recv", " impair"];
    let is_server = says_so.iter().any(|server| exchange.command.contains(server));
    match exchange.expected.first() {
        _ if is_server => LISTENING.iter().any(|words| text.contains(words)),
        Some(first) => normal(&lines(text)).first() == normal(std::slice::from_ref(first)).first(),
        None => true,
    }
}

/// How a server says that it is there.
const LISTENING: [&str; 4] = ["listening on ", "receiving on ", " 上监听；", " 上接收；"];

fn interrupt(program: Program, before: &[String], place: &Place, released: &Receiver<()>) -> Vec<String> {
    let _ = released.recv_timeout(LIMIT);
    // What never comes is told by the comparison; it need not take a minute.
    program.wait_until(Duration::from_secs(15), |text| compare(before, &lines(&place.shown(text))).is_ok());
    let mut all = lines(&place.shown(&program.text()));
    program.interrupt();
    all.push(INTERRUPT.to_owned());
    let whole = lines(&ended(program, place));
    let after = whole.get(all.len() - 1..).unwrap_or_default();
    // A terminal would have shown `^C` there; the program begins a new line behind it.
    all.extend(after.iter().skip_while(|line| line.is_empty()).cloned());
    all
}

fn ended(program: Program, place: &Place) -> String {
    let (text, status) = program.end_within(LIMIT);
    let text = place.shown(&text);
    assert!(status.is_some(), "a command does not end by itself; it wrote:\n{text}");
    text
}

fn lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = text.lines().map(|line| line.trim_end().to_owned()).collect();
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}
