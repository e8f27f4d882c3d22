//! Is the subject ready?
//!
//! The one idea: the kernel's table says which sockets the subject's processes hold. A server is ready
//! when its port is there; nobody needs to knock, and so the program never sees a visitor it does not
//! understand. The same table says what it holds instead.
//!
//! See it run: `netlab check greeting-server -- python3 -m http.server 8000`.

use std::io;
use std::net::IpAddr;
use std::time::{Duration, Instant};

use crate::check::exercise::contract::Role;
use crate::check::exercise::got::Word;
use crate::check::play::finding::Finding;
use crate::check::play::player::Player;
use crate::check::subject::keeper::{End, Keeper};
use crate::event::Transport;
use crate::kernel::table::Entry;
use crate::kernel::{process, table};
use crate::terminal::escaped;

type Done = Result<(), Finding>;

/// A subject that could not be judged, and why: the names of these verdicts are the judge's own.
pub(crate) const NOT_STARTED: &str = "not-started";
/// A socket of the judge's own failed, which says nothing of the program.
pub(crate) const NO_SOCKET: &str = "no-socket";
/// Another program took the port before the subject, or the judge, could.
pub(crate) const PORT_TAKEN: &str = "port-taken";
pub(crate) const DIED_AT_START: &str = "died-at-start";
/// The program ended in good order, and what it had started went on.
pub(crate) const LEFT_BEHIND: &str = "left-processes";
pub(crate) const LISTENS_ELSEWHERE: &str = "listens-elsewhere";
const NEVER_LISTENED: &str = "never-listened";

impl Player<'_> {
    /// Waits until the guard has started the program, or could not.
    pub(crate) async fn started(&mut self, who: &str) -> Done {
        let end = Instant::now() + self.setup.start_timeout;
        loop {
            let state = self.keeper.state(who);
            if state.pid.is_some() {
                self.keeper.output(who).inspect(|output| output.hand_over());
                return Ok(());
            }
            if let Some((error, is_missing)) = state.not_started {
                let program =
                    self.setup.command.first().map_or(&b""[..], |program| program.as_encoded_bytes());
                let program = escaped(program);
                let mut finding = Finding::new(format!("{program} can be started"), error, Word::Nothing);
                finding.trouble = Some(NOT_STARTED);
                if is_missing {
                    finding.facts.push("is it installed, and is its name spelt right?".to_owned());
                }
                return Err(finding);
            }
            if !self.wait_until(end).await {
                let error = io::Error::other("the guard did not answer");
                return Err(Finding::of_judge("the program is started", &error));
            }
        }
    }

    /// Waits until the program has the port.
    pub(crate) async fn ready(&mut self, who: &str) -> Done {
        let end = Instant::now() + self.setup.start_timeout;
        let mut elsewhere_since = None;
        let mut pause = Duration::from_millis(2);
        loop {
            let held = self.held();
            // Asked for after the sockets: so a port that is held is held by one who outlived this moment.
            let ended = self.keeper.state(who).ended;
            if held.iter().any(|entry| self.is_port(entry)) && ended.is_none() {
                self.has_come = true;
                return Ok(());
            }
            if let Some(ended) = ended {
                return Err(self.died(who, ended).await);
            }
            let others: Vec<&Entry> = held.iter().filter(|entry| is_door(entry)).collect();
            if others.is_empty() {
                elsewhere_since = None;
            } else if elsewhere_since.get_or_insert_with(Instant::now).elapsed() > SETTLED
                || Instant::now() > end
            {
                return Err(self.elsewhere(&others));
            }
            if Instant::now() > end {
                let got = format!("it did not within {} s", self.setup.start_timeout.as_secs());
                return Err(self.trouble(NEVER_LISTENED, got));
            }
            // The table does not wake anybody, so it is asked again; news of a death comes at once.
            self.wait_until(Instant::now() + pause).await;
            pause = (pause * 3 / 2).min(Duration::from_millis(50));
        }
    }

    fn held(&self) -> Vec<Entry> {
        held(&self.keeper, self.addr.port())
    }

    /// Whether a program of this check has the port.
    pub(crate) fn has_port(&self) -> bool {
        self.held().iter().any(|entry| self.is_port(entry))
    }

    fn is_port(&self, entry: &Entry) -> bool {
        entry.transport == self.exercise.transport
            && entry.is_open_to_all()
            && entry.local.port() == self.addr.port()
            && takes(entry, self.addr.ip())
    }

    fn trouble(&self, trouble: &'static str, got: impl Into<String>) -> Finding {
        let verb = if self.exercise.transport == Transport::Udp { "receives" } else { "listens" };
        let mut finding = Finding::new(format!("the program {verb} on {}", self.addr), got, Word::Nothing);
        finding.trouble = Some(trouble);
        finding
    }

    async fn died(&mut self, who: &str, ended: End) -> Finding {
        if let Some(output) = self.keeper.output(who) {
            output.ended(Duration::from_secs(1)).await;
        }
        let words = self.keeper.output(who).and_then(crate::check::subject::output::Output::last_words);
        let mut finding =
            self.trouble(DIED_AT_START, format!("before that, it {}", how(ended))).and(Word::Died);
        finding.facts.extend(words.map(|words| format!("its last words: {words}")));
        if self.is_taken_by_another() {
            finding.trouble = Some(PORT_TAKEN);
        } else if ended.code == Some(0) && self.n_left() > 0 && !self.keeper.has_living() {
            self.note_what_it_left(&mut finding);
        } else if self.n_left() > 0 {
            finding.facts.push(self.what_it_left());
        }
        finding
    }

    /// Whether it ended in good order and left others behind who do its work: a server's port.
    pub(crate) fn has_left(&self, who: &str, ended: End) -> bool {
        let is_server = self.exercise.role == Role::Server;
        // A port is seen a little longer than the process that had it: only one that lives goes on.
        let goes_on = (!is_server || self.has_port()) && self.n_left() > 0;
        ended.code == Some(0) && !self.keeper.state(who).was_signalled && !self.keeper.has_living() && goes_on
    }

    pub(crate) fn note_what_it_left(&self, finding: &mut Finding) {
        finding.trouble = Some(LEFT_BEHIND);
        finding.facts.push(self.what_it_left());
    }

    fn what_it_left(&self) -> String {
        let left = match self.n_left() {
            1 => "a process that goes on".to_owned(),
            n_left => format!("{n_left} processes that go on"),
        };
        format!("it left {left}: start it in the foreground")
    }

    /// How many processes of this check live. The guard itself is the first of the family; who has ended
    /// stays until it is reaped.
    fn n_left(&self) -> usize {
        let family = process::family(self.keeper.pid());
        let lives = |pid: &&u32| process::state(**pid).is_some_and(|state| !matches!(state, 'Z' | 'X'));
        family.iter().skip(1).filter(lives).count()
    }

    /// Whether the port has gone to a program that is none of this check's.
    pub(crate) fn is_taken_by_another(&self) -> bool {
        let ours = self.held();
        let all = table::sockets().map(|table| table.entries).unwrap_or_default();
        let is_ours = |entry: &Entry| ours.iter().any(|our| our.inode == entry.inode);
        cfg!(target_os = "linux") && all.iter().any(|entry| self.is_port(entry) && !is_ours(entry))
    }

    fn elsewhere(&self, others: &[&Entry]) -> Finding {
        let listed: Vec<String> =
            others.iter().map(|entry| format!("{} ({})", entry.local, entry.transport)).collect();
        let mut finding = self.trouble(LISTENS_ELSEWHERE, format!("it has {}", listed.join(" and ")));
        let wanted = self.exercise.transport;
        for entry in others {
            let is_same_port = entry.local.port() == self.addr.port();
            let fact = match entry.local.ip() {
                _ if entry.transport != wanted => {
                    format!("the exercise wants {wanted}: TCP and UDP ports are two different things")
                }
                _ if !is_same_port => format!(
                    "the port must come from the environment variable PORT, here {}",
                    self.addr.port()
                ),
                IpAddr::V6(_) => {
                    "that is an IPv6 address, which takes no IPv4 here; take the address in HOST".to_owned()
                }
                IpAddr::V4(_) => format!(
                    "the address must come from the environment variable HOST, here {}",
                    self.addr.ip()
                ),
            };
            if !finding.facts.contains(&fact) {
                finding.facts.push(fact);
            }
        }
        finding
    }
}

/// The sockets of the subject's processes. A system that does not tell who descends from whom is asked for
/// all sockets: the port was free a moment ago, so whoever has it now is the subject.
pub(crate) fn held(keeper: &Keeper, port: u16) -> Vec<Entry> {
    if cfg!(target_os = "linux") {
        return table::held_by(&process::family(keeper.pid())).unwrap_or_default();
    }
    let mut all = table::sockets().map(|table| table.entries).unwrap_or_default();
    all.retain(|entry| entry.local.port() == port);
    all
}

/// A door that has been elsewhere for so long is not about to move.
const SETTLED: Duration = Duration::from_secs(3);

/// Whether a socket is one that others come to; a UDP socket on a port of the system's choice is none.
fn is_door(entry: &Entry) -> bool {
    entry.is_open_to_all() && entry.local.port() != 0
}

/// Whether connections to this address reach the socket.
fn takes(entry: &Entry, wanted: IpAddr) -> bool {
    match entry.local.ip() {
        local if local == wanted || local.to_canonical() == wanted => true,
        IpAddr::V4(local) => local.is_unspecified(),
        IpAddr::V6(local) => local.is_unspecified() && entry.is_ipv6_only != Some(true),
    }
}

/// How a program ended, in words.
pub(crate) fn how(end: End) -> String {
    match (end.code, end.signal) {
        (Some(code), _) => format!("ended with exit code {code}"),
        (None, Some(11)) => {
            "was killed by signal 11 (SIGSEGV: it touched memory that is not its own)".to_owned()
        }
        (None, Some(9)) => "was killed by signal 9 (SIGKILL)".to_owned(),
        (None, Some(6)) => "was killed by signal 6 (SIGABRT: it gave up by itself)".to_owned(),
        (None, Some(13)) => {
            "was killed by signal 13 (SIGPIPE: it wrote to a connection that was gone)".to_owned()
        }
        (None, Some(signal)) => format!("was killed by signal {signal}"),
        (None, None) => "ended in a way that the system does not tell".to_owned(),
    }
}

/// What to say of a trouble that is the judge's own diagnosis.
pub(crate) fn explanation(trouble: &str) -> (&'static str, &'static str) {
    match trouble {
        NOT_STARTED => ("it could not be started", "The command behind -- did not become a program."),
        NO_SOCKET => (
            "netlab has no socket to play its part",
            "A socket of netlab's own could not be opened. This says nothing of the program: run the check again.",
        ),
        PORT_TAKEN => (
            "another program has its port",
            "Between the moment in which netlab found this port free and the moment in which it was asked for, another program took it, three times in a row. This says nothing of the program: run the check again.",
        ),
        LEFT_BEHIND => (
            "it ended and left processes behind",
            "The command behind -- ended by itself, and what it had started goes on without it. netlab watches the program that it starts, to the end: start it in the foreground, without & and without a launcher that ends.",
        ),
        DIED_AT_START => (
            "it ended before it was ready",
            "The program ended by itself before it had its port, and a server must go on running. If it printed something, its own words say why.",
        ),
        LISTENS_ELSEWHERE => (
            "it listens elsewhere",
            "The program waits, but not where the exercise says. Every check has an address and a port of its own, in the environment variables HOST and PORT; {host}, {port} and {addr} in the command are replaced by them.",
        ),
        _ => (
            "it never listened",
            "The program runs, and no socket of it waits for anybody. If it is still being built, give it more time with --start-timeout SECONDS.",
        ),
    }
}
