//! A relay under test: `netlab impair` between a client and a server that the test plays.
//!
//! The one idea: what a rule did is seen twice, on the wire by the two ends and in the relay's own record,
//! and the two must agree.

use std::net::SocketAddr;
use std::time::Duration;

use netlab::event::{Event, Kind, Rule};
use netlab::trace::Trace;
use tempfile::TempDir;

use super::program::{LIMIT, Program};

/// A relay with a record of what it does.
pub(crate) struct Relay {
    pub(crate) program: Program,
    pub(crate) addr: SocketAddr,
    room: TempDir,
}

impl Relay {
    /// Starts one that relays to `to`.
    pub(crate) fn start(to: &str, rules: &[&str]) -> Relay {
        Relay::start_on("127.0.0.1", to, rules)
    }

    /// Starts one that listens on a free port of this address.
    pub(crate) fn start_on(loopback: &str, to: &str, rules: &[&str]) -> Relay {
        let listen = format!("{loopback}:0");
        let room = tempfile::tempdir().expect("a directory");
        let record = room.path().join("relay.jsonl").display().to_string();
        let fixed = ["-q", "--record", &record, "impair", "--listen", &listen, "--to", to];
        let program = Program::netlab(&[&fixed, rules].concat());
        let addr = program.address();
        Relay { program, addr, room }
    }

    /// What it has recorded so far.
    pub(crate) fn events(&self) -> Vec<Event<'static>> {
        // Taken at one moment: a file that grows while it is read has a line that is cut in its middle.
        let record = std::fs::read(self.room.path().join("relay.jsonl")).expect("a record");
        Trace::read(record.as_slice()).expect("a trace").events
    }

    /// Waits until enough of this is recorded, and gives all that is.
    pub(crate) fn until(
        &self,
        what: &str,
        is_enough: impl Fn(&[Event<'static>]) -> bool,
    ) -> Vec<Event<'static>> {
        let started = std::time::Instant::now();
        loop {
            let events = self.events();
            if is_enough(&events) {
                return events;
            }
            assert!(started.elapsed() < LIMIT, "waited in vain for {what}: {events:#?}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Ends it as Ctrl-C does, and gives all that it has recorded.
    pub(crate) fn end(mut self) -> Vec<Event<'static>> {
        assert_eq!(self.program.interrupt(), 0);
        self.events()
    }
}

/// What a rule was recorded to have done.
pub(crate) fn touches(events: &[Event<'static>], rule: Rule) -> Vec<Event<'static>> {
    let is_it =
        |event: &&Event<'static>| event.kind == Kind::Impaired && event.rule.as_deref() == Some(rule.name());
    events.iter().filter(is_it).cloned().collect()
}

/// How many events there are of a kind.
pub(crate) fn count(events: &[Event<'static>], kind: Kind) -> usize {
    events.iter().filter(|event| event.kind == kind).count()
}
