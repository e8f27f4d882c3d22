//! Where a step runs: a directory and a port of its own, so that steps run at the same time.
//!
//! The texts say port 8080 everywhere. Each step gets a port nobody else uses: it stands in the commands
//! in place of 8080, and 8080 stands in the output in place of it, so the text never shows it.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::net::{Ipv4Addr, Ipv6Addr, TcpListener};
use std::path::{Path, PathBuf};

use regex::Regex;
use tempfile::TempDir;

/// A directory and a port.
#[derive(Debug)]
pub(crate) struct Place {
    dir: TempDir,
    port: u16,
    /// Held as long as the step runs: other runners, in this process or another, take another port.
    _lock: TcpListener,
}

impl Place {
    pub(crate) fn new() -> Place {
        let dir = TempDir::with_prefix("netlab-docs-").expect("a temporary directory");
        let (port, lock) = free_port();
        Place { dir, port, _lock: lock }
    }

    pub(crate) fn dir(&self) -> &Path {
        self.dir.path()
    }

    pub(crate) fn netlab_home(&self) -> PathBuf {
        self.dir.path().join(".netlab")
    }

    /// The command as it is run here: on this place's port, by the program that was built.
    ///
    /// A terminal paces the tour so that people can read it; nobody reads here.
    pub(crate) fn command(&self, shown: &str) -> String {
        let built = shown.replace("cargo run --release -- ", "netlab ");
        let ported =
            built.replace("8080", &self.port.to_string()).replace("8081", &(self.port + 1).to_string());
        let paced = Regex::new(r"( tour)( |$)").expect("a pattern").replace(&ported, "$1 --fast$2");
        // Without an address the default is meant, and the default is 8080.
        let chapters = r"\b(tcp|chat)-(server|client)\b|\budp-(recv|send)\b";
        let with_address = |part: &str| match Regex::new(chapters).expect("a pattern") {
            chapter if !has_address(part) => {
                chapter.replace(part, format!("$0 127.0.0.1:{}", self.port)).into_owned()
            }
            _ => part.to_owned(),
        };
        // And a relay's own is 8081.
        let relay = format!(" impair --listen 127.0.0.1:{} ", self.port + 1);
        let paced = if paced.contains("--listen") { paced.into() } else { paced.replace(" impair ", &relay) };
        paced.split('|').map(with_address).collect::<Vec<_>>().join("|")
    }

    /// What came out, as the text shows it.
    pub(crate) fn shown(&self, output: &str) -> String {
        let port = |port: u16| Regex::new(&format!(r"\b{port}\b")).expect("a pattern");
        let text = output.replace('\r', "").replace(&*self.dir.path().to_string_lossy(), "/tmp");
        let text = port(self.port).replace_all(&text, "8080");
        port(self.port + 1).replace_all(&text, "8081").into_owned()
    }
}

/// Whether a command names an address; in the texts, all of them are on this machine.
fn has_address(command: &str) -> bool {
    let words: Vec<&str> = command.split_whitespace().map(|word| word.trim_matches('\'')).collect();
    words.windows(2).any(|pair| {
        let is_value = pair[0].starts_with("--") && pair[0] != "--once";
        let is_host =
            ["127.", "0.0.0.0", "192.0.2.", "localhost", "["].iter().any(|it| pair[1].starts_with(it));
        let is_port = pair[1].trim_start_matches(':').parse::<u16>().is_ok();
        !is_value && (is_host || is_port)
    })
}

/// A port and its neighbour that are free on IPv4 and IPv6; the lock is a listener four ports above.
///
/// Ports from 2000 to 7999 are none that kernels give to clients. Multiples of ten are no number that
/// the texts show.
fn free_port() -> (u16, TcpListener) {
    let start = RandomState::new().hash_one(std::process::id());
    let is_free = |port: u16| {
        let ipv6 = TcpListener::bind((Ipv6Addr::LOCALHOST, port));
        let ipv6_is_taken = ipv6.is_err_and(|error| error.kind() == std::io::ErrorKind::AddrInUse);
        TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok() && !ipv6_is_taken && !is_remembered(port)
    };
    (0..600)
        .map(|offset| 2000 + ((start.wrapping_add(offset) % 600) * 10) as u16)
        .find_map(|port| {
            let lock = TcpListener::bind((Ipv4Addr::LOCALHOST, port + 4)).ok()?;
            (is_free(port) && is_free(port + 1)).then_some((port, lock))
        })
        .expect("a free port")
}

/// Whether an earlier step left the port in the name of a connection in TIME_WAIT; Linux tells.
fn is_remembered(port: u16) -> bool {
    std::fs::read_to_string("/proc/net/tcp").is_ok_and(|table| table.contains(&format!(":{port:04X} ")))
}
