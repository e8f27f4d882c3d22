//! Where a step runs: a directory and a port of its own, so that steps run at the same time.
//!
//! The texts say port 8080 everywhere. Each step gets a port nobody else uses: it stands in the commands
//! in place of 8080, and 8080 stands in the output in place of it, so the text never shows it.

use std::fs;
use std::path::{Path, PathBuf};

use netlab::catalogue::Lang;
use regex::Regex;
use tempfile::TempDir;

use crate::lease::Lease;

/// A directory and a port.
#[derive(Debug)]
pub(crate) struct Place {
    dir: TempDir,
    /// Held as long as the step runs: other runners, in this process or another, take other ports.
    ports: Lease,
    /// In which netlab speaks there.
    lang: Lang,
}

impl Place {
    pub(crate) fn new(lang: Lang) -> Place {
        let dir = TempDir::with_prefix("netlab-docs-").expect("a temporary directory");
        Place { dir, ports: Lease::take(), lang }
    }

    pub(crate) fn lang(&self) -> Lang {
        self.lang
    }

    /// All terminals of the step are open: who sleeps before typing begins now.
    pub(crate) fn open(&self) {
        fs::write(self.opened(), "").expect("a new file");
    }

    fn opened(&self) -> PathBuf {
        self.dir.path().join(".opened")
    }

    /// What a shell is told before a command that may sleep.
    ///
    /// A person opens all terminals before the first line is typed. Where programs take seconds to start, the
    /// first `sleep` would else be over before the last terminal is open.
    pub(crate) fn patience(&self) -> String {
        let wait = format!(r#"for _ in $(seq 3000); do [ -e "{}" ] && break;"#, self.opened().display());
        format!(r#"sleep() {{ {wait} command sleep 0.02; done; command sleep "$@"; }}; "#)
    }

    pub(crate) fn dir(&self) -> &Path {
        self.dir.path()
    }

    pub(crate) fn netlab_home(&self) -> PathBuf {
        self.dir.path().join(".netlab")
    }

    /// The port that stands for 8080.
    pub(crate) fn port(&self) -> u16 {
        self.ports.port()
    }

    /// The command as it is run here: on this place's port, by the program that was built.
    ///
    /// In a terminal the tour goes step by step, so that people can read it; nobody reads here.
    pub(crate) fn command(&self, shown: &str) -> String {
        let built = shown.replace("cargo run --release -- ", "netlab ");
        let port = self.ports.port();
        let ported = built.replace("8080", &port.to_string()).replace("8081", &(port + 1).to_string());
        let is_paced = ported.contains(" tour") && !ported.contains("--fast");
        let fast = if is_paced { "$1 --fast$2" } else { "$1$2" };
        let paced = Regex::new(r"( tour)( |$)").expect("a pattern").replace(&ported, fast);
        // Without an address the default is meant, and the default is 8080.
        // A folder may have the name of a chapter.
        let chapters = r"\b((?:tcp|chat)-(?:server|client)|udp-(?:recv|send))( |$)";
        let with_address = |part: &str| match Regex::new(chapters).expect("a pattern") {
            chapter if !has_address(part) => {
                chapter.replace(part, format!("$1 127.0.0.1:{port}$2")).into_owned()
            }
            _ => part.to_owned(),
        };
        // And a relay's own is 8081.
        let relay = format!(" impair --listen 127.0.0.1:{} ", port + 1);
        let paced = if paced.contains("--listen") { paced.into() } else { paced.replace(" impair ", &relay) };
        paced.split('|').map(with_address).collect::<Vec<_>>().join("|")
    }

    /// What came out, as the text shows it.
    pub(crate) fn shown(&self, output: &str) -> String {
        let first = self.ports.port();
        let port = |port: u16| Regex::new(&format!(r"\b{port}\b")).expect("a pattern");
        let text = output.replace('\r', "").replace(&*self.dir.path().to_string_lossy(), "/tmp");
        let text = port(first).replace_all(&text, "8080");
        port(first + 1).replace_all(&text, "8081").into_owned()
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
