//! A program under observation, and what was told of it.

use std::io::Write as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use netlab::event::{Event, Kind};
use tempfile::TempDir;

use crate::common::program::{LIMIT, Program, netlab};
use crate::records::read;

/// A program that is observed, and recorded.
pub(crate) struct Observed {
    pub(crate) program: Program,
    dir: TempDir,
}

/// The files of the programs in this folder.
pub(crate) fn file(name: &str) -> String {
    format!("{}/tests/observe/programs/{name}", env!("CARGO_MANIFEST_DIR"))
}

impl Observed {
    /// Starts it with nothing to read.
    pub(crate) fn start(words: &[&str]) -> Observed {
        Observed::start_with(words, "")
    }

    /// Starts it with this to read, and then no more.
    pub(crate) fn start_with(words: &[&str], input: &str) -> Observed {
        Observed::start_in(&[], words, input)
    }

    /// The same, where another program becomes ours.
    pub(crate) fn start_in(before: &[&str], words: &[&str], input: &str) -> Observed {
        let dir = tempfile::tempdir().expect("a directory");
        let record = dir.path().join("observed.jsonl");
        let record = record.to_str().expect("UTF-8");
        let ours =
            netlab(&[&["-q", "--record", record, "--record-bytes", "4096", "observe", "--"], words].concat());
        let mut command = match before {
            [] => ours,
            [first, rest @ ..] => {
                let mut command = Command::new(first);
                command.args(rest).arg(ours.get_program()).args(ours.get_args());
                command.envs(ours.get_envs().filter_map(|(name, value)| Some((name, value?))));
                command
            }
        };
        command.stdin(Stdio::piped()).current_dir(dir.path());
        let mut program = Program::start(command);
        let mut stdin = program.child().stdin.take().expect("piped");
        // A program that reads nothing may have ended.
        let _ = stdin.write_all(input.as_bytes());
        Observed { program, dir }
    }

    pub(crate) fn path(&self) -> &Path {
        self.dir.path()
    }

    /// Where its listener is, once it was told.
    pub(crate) fn listening(&self) -> SocketAddr {
        self.until("a listener", |events| {
            events.iter().find(|event| event.kind == Kind::Listening)?.local.map(reachable)
        })
    }

    /// Waits until the record holds what is looked for.
    pub(crate) fn until<T>(&self, what: &str, find: impl Fn(&[Event<'_>]) -> Option<T>) -> T {
        let began = Instant::now();
        loop {
            let events = self.so_far();
            if let Some(found) = find(&events) {
                return found;
            }
            assert!(began.elapsed() < LIMIT, "waited in vain for {what}: {events:#?}");
            thread::sleep(Duration::from_millis(5));
        }
    }

    fn so_far(&self) -> Vec<Event<'static>> {
        read(&self.dir.path().join("observed.jsonl")).unwrap_or_default()
    }

    /// Everything, once the program has ended with this code.
    #[track_caller]
    pub(crate) fn ended_with(mut self, code: i32) -> Vec<Event<'static>> {
        let ended = self.program.code();
        assert_eq!(ended, code, "{}", self.program.err.text());
        self.so_far()
    }
}

/// A listener on every address is reached on this machine's own.
fn reachable(addr: SocketAddr) -> SocketAddr {
    let is_everywhere = addr.ip().is_unspecified();
    if is_everywhere { SocketAddr::new("127.0.0.1".parse().expect("an address"), addr.port()) } else { addr }
}

/// What one of our own programs recorded of itself, once it has ended well.
#[track_caller]
pub(crate) fn recorded(dir: &Path, args: &[&str]) -> Vec<Event<'static>> {
    let record = dir.join("peer.jsonl");
    let path = record.to_str().expect("UTF-8");
    let mut peer = Program::netlab(&[&["-q", "--record", path, "--record-bytes", "4096"], args].concat());
    let code = peer.code();
    assert_eq!(code, 0, "{}", peer.err.text());
    read(&record).expect("a record")
}

/// A C program, compiled for this test.
pub(crate) fn compiled(dir: &Path, source: &str, options: &[&str]) -> PathBuf {
    let program = dir.join(source.trim_end_matches(".c"));
    let mut gcc = Command::new("gcc");
    gcc.args(["-O1", "-pthread", "-o"]).arg(&program).arg(file(source)).args(options);
    assert!(gcc.status().expect("gcc starts").success());
    program
}
