//! The machine tried: a program asked for its version, an address bound, a network made.
//!
//! The one idea: a probe takes what it needs for a moment, gives it back, and has a limit in time, so a
//! doctor can be asked as often as one likes.

use std::io::{self, Read};
use std::net::TcpListener;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::catalogue::Lang;
use crate::cli::commands::doctor::words;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
use crate::cli::commands::observe;
use crate::cli::desk::failure;
use crate::kernel::table;

/// What was found, in a few words.
#[derive(Debug, Clone)]
pub(super) struct Found(pub(super) String);

/// What a probe found, or why it is not there.
pub(super) type Outcome = Result<Found, String>;

/// How long a foreign program may take to tell its version; those of a slow disk take a second.
const LIMIT: Duration = Duration::from_secs(5);

/// How much of what it says is read.
const MAX_BYTES: u64 = 4096;

/// Asks a program for its version, and gives the first line of what it says.
pub(super) fn version(lang: Lang, program: &str, arguments: &[&str]) -> Outcome {
    let (said, is_well) = said_by(lang, program, arguments)?;
    let line = said.lines().find(|line| !line.trim().is_empty()).unwrap_or(words::says_nothing(lang)).trim();
    let line = line.chars().take(60).collect();
    if is_well { Ok(Found(line)) } else { Err(words::does_not_run(lang, &line)) }
}

/// Whether a user of this machine can have a network of their own, in which to pull cables.
pub(super) fn own_network(lang: Lang) -> Outcome {
    match said_by(lang, "unshare", &["-rn", "ip", "link", "set", "lo", "up"])? {
        (_, true) => Ok(Found(words::network_without_root(lang).to_owned())),
        (said, false) => Err(said.lines().next().unwrap_or(words::network_refused(lang)).to_owned()),
    }
}

/// Runs a program to its end, and gives what it said and whether it was well with it.
fn said_by(lang: Lang, program: &str, arguments: &[&str]) -> Result<(String, bool), String> {
    let (reader, writer) = io::pipe().map_err(|error| failure::words(lang, &error))?;
    let again = writer.try_clone().map_err(|error| failure::words(lang, &error))?;
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(writer).stderr(again);
    let mut child = command.spawn().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => words::not_found(lang).to_owned(),
        _ => words::does_not_start(lang, &failure::words(lang, &error)),
    })?;
    // The command holds the pipe's other end as well, and the reading ends only when nobody does.
    drop(command);
    let said = thread::spawn(move || {
        let mut said = Vec::new();
        let read = reader.take(MAX_BYTES).read_to_end(&mut said);
        read.map(|_| String::from_utf8_lossy(&said).into_owned())
    });
    let began = Instant::now();
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) if began.elapsed() < LIMIT => thread::sleep(Duration::from_millis(5)),
            _ => {
                let _ = child.kill();
                let _ = child.wait();
                return Err(words::does_not_answer(lang, LIMIT.as_secs()));
            }
        }
    };
    // A child of its own may hold the pipe still; nobody waits for that one.
    while !said.is_finished() && began.elapsed() < LIMIT {
        thread::sleep(Duration::from_millis(1));
    }
    let said = if said.is_finished() { said.join().ok().and_then(Result::ok) } else { None };
    Ok((said.unwrap_or_default(), status.success()))
}

/// How this system's users get a package.
pub(super) fn how_to_install(lang: Lang, package: &str) -> String {
    let release = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    let is_debian = release.lines().any(|line| {
        let value = line.strip_prefix("ID=").or_else(|| line.strip_prefix("ID_LIKE=")).unwrap_or_default();
        value.trim_matches('"').split(' ').any(|id| id == "debian" || id == "ubuntu")
    });
    if is_debian {
        words::get_by(lang, &format!("sudo apt install {package}"))
    } else {
        words::get_package(lang, package)
    }
}

/// Whether a program can listen there.
pub(super) fn binds(lang: Lang, addr: &str) -> Outcome {
    match TcpListener::bind(addr) {
        Ok(_) => Ok(Found(words::can_listen(lang).to_owned())),
        Err(error) => Err(words::cannot_listen(lang, &failure::words(lang, &error))),
    }
}

/// Whether the kernel shows its sockets.
pub(super) fn socket_table(lang: Lang) -> Outcome {
    match table::sockets() {
        Ok(table) => Ok(Found(words::table_read_from(lang, table.source.name()))),
        Err(error) => Err(words::table_not_shown(lang, &failure::words(lang, &error))),
    }
}

/// Whether a program can be given a terminal of its own.
#[cfg(unix)]
pub(super) fn pseudo_terminal(lang: Lang) -> Outcome {
    use crate::kernel::session::Terminal;

    match Terminal::open(24, 80) {
        Ok(_) => Ok(Found(words::has_terminals(lang).to_owned())),
        Err(error) => Err(words::has_no_terminals(lang, &failure::words(lang, &error))),
    }
}

/// Whether a program can be given a terminal of its own.
#[cfg(not(unix))]
pub(super) fn pseudo_terminal(lang: Lang) -> Outcome {
    Err(words::not_here(lang).to_owned())
}

/// Whether a program's calls can be looked at; else why not, and what to do.
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
pub(super) fn tracing(lang: Lang) -> (Outcome, String) {
    match observe::tried() {
        Ok(()) => (Ok(Found(words::can_follow(lang).to_owned())), String::new()),
        Err(failure) => {
            let (message, hint) = failure.message_and_hint(lang);
            (Err(message), hint.unwrap_or_default())
        }
    }
}
