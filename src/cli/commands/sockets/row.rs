//! A socket in one row: state, addresses, program, and a bar for what waits.
//!
//! The one idea: rows are compared with each other by eye, so everything has its column, and a queue is a bar: whoever
//! watches sees it fill before reading a number.
//!
//! See it run: `netlab sockets --watch`.

use std::collections::HashMap;
use std::net::SocketAddr;

use crate::catalogue;
use crate::catalogue::Lang;
use crate::cli::commands::sockets::report::is_remnant;
use crate::cli::commands::sockets::words::{self, Queue};
use crate::kernel::process::command_line;
use crate::kernel::table::{Entry, Holding, Owner};
use crate::terminal::{self, padded};

/// What programs are called: by how they were started. Asked once for each, and only while it holds a socket here.
#[derive(Debug, Default)]
pub(super) struct Programs(HashMap<u32, String>);

impl Programs {
    /// Asks for those that hold one of these sockets, and forgets the others.
    pub(super) fn update(&mut self, entries: &[Entry]) {
        let mut before = std::mem::take(&mut self.0);
        for owner in entries.iter().flat_map(|entry| &entry.owners) {
            let name = || called(owner, &command_line(owner.pid));
            let known = before.remove(&owner.pid);
            self.0.entry(owner.pid).or_insert_with(|| known.unwrap_or_else(name));
        }
    }

    /// Who holds a socket, in so many columns; of a long command line the end goes, never the process number.
    pub(super) fn holder(&self, lang: Lang, entry: &Entry, n_columns: usize) -> String {
        let said = match entry.holding() {
            Holding::Programs([first, ..]) => {
                let pid = format!(" {}", first.pid);
                let name = self.0.get(&first.pid).unwrap_or(&first.program);
                return terminal::cut(name, n_columns.saturating_sub(pid.len())) + &pid;
            }
            Holding::Programs([]) | Holding::Hidden => words::hidden(lang, entry.uid),
            Holding::Unaccepted => words::not_accepted(lang).to_owned(),
            Holding::Kernel => words::the_kernel(lang).to_owned(),
        };
        terminal::cut(&said, n_columns)
    }
}

/// `node server.js`: the program and its script without their folders, and what it was told. That is foreign text.
fn called(owner: &Owner, arguments: &[String]) -> String {
    let [program, rest @ ..] = arguments else { return terminal::escaped(owner.program.as_bytes()) };
    let script = rest.iter().find(|word| !word.starts_with('-') && !word.contains("://"));
    let word = |word| if Some(word) == script { without_folder(word) } else { word.as_str() };
    let words = std::iter::once(without_folder(program)).chain(rest.iter().map(word));
    terminal::escaped(words.collect::<Vec<_>>().join(" ").as_bytes())
}

fn without_folder(path: &str) -> &str {
    path.rsplit('/').next().filter(|name| !name.is_empty()).unwrap_or(path)
}

/// How wide the columns are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Columns {
    /// In which its numbers are said.
    lang: Lang,
    address: usize,
    program: usize,
    /// Of a bar.
    bar: usize,
    /// Both queues have room, with their names and the round trip.
    is_wide: bool,
    /// A queue has room for its name.
    is_named: bool,
}

/// Whether it is chosen, and what became of it.
const MARK: usize = 2;
const STATE: usize = 13;
const QUEUE_NAME: usize = 8;
const COUNT: usize = 9;

impl Columns {
    pub(super) fn of(lang: Lang, n_columns: usize) -> Columns {
        let (is_wide, is_named) = (n_columns >= 112, n_columns >= 76);
        let bar = if n_columns < 70 { 4 } else { 6 };
        let address = if n_columns < 70 { 15 } else { 17 };
        let queue = usize::from(is_named) * QUEUE_NAME + bar + 2 + 1 + COUNT;
        let queues = if is_wide { 2 * queue + 14 } else { queue };
        let program = n_columns.saturating_sub(MARK + STATE + address + 2 + queues + 1).max(8);
        Columns { lang, address, program, bar, is_wide, is_named }
    }
}

/// Everything of a row but its mark.
pub(super) fn row(entry: &Entry, programs: &Programs, columns: Columns) -> String {
    let state = entry.state.map_or(entry.transport.name(), |state| state.name());
    let address = padded(&addresses(entry, columns.address), columns.address);
    let program = padded(&programs.holder(columns.lang, entry, columns.program), columns.program);
    let text = format!("{state:<STATE$}{address} {program} {}", queues(entry, columns));
    text.trim_end().to_owned()
}

/// `:53344 ↔ :8097`. Of a loopback address the port says enough; where the others do not fit, too.
fn addresses(entry: &Entry, n_columns: usize) -> String {
    let short = |addr: SocketAddr| format!(":{}", addr.port());
    let usual = |addr: SocketAddr| if addr.ip().is_loopback() { short(addr) } else { addr.to_string() };
    let both = |name: fn(&dyn Fn(SocketAddr) -> String, SocketAddr) -> String,
                of: &dyn Fn(SocketAddr) -> String| {
        let peer = entry.peer.map_or_else(String::new, |peer| format!(" ↔ {}", name(of, peer)));
        name(of, entry.local) + &peer
    };
    let name: fn(&dyn Fn(SocketAddr) -> String, SocketAddr) -> String = |of, addr| of(addr);
    let whole = both(name, &usual);
    if terminal::width(&whole) <= n_columns { whole } else { both(name, &short) }
}

/// The queue that matters, or both where there is room.
fn queues(entry: &Entry, columns: Columns) -> String {
    if let Some(queue) = entry.accept_queue {
        let count =
            queue.backlog.map_or_else(|| queue.len.to_string(), |backlog| format!("{}/{backlog}", queue.len));
        let share = queue.backlog.map_or(0.0, |backlog| ratio(queue.len, backlog.max(1)));
        return one(Queue::Accept, share, &count, columns);
    }
    if let Some(datagrams) = entry.datagrams {
        let share = datagrams.limit.map_or(0.0, |limit| ratio(datagrams.memory, limit.max(1)));
        return one(Queue::Memory, share, &catalogue::byte_size(columns.lang, datagrams.memory), columns);
    }
    let Some(stream) = entry.stream.filter(|_| !is_remnant(entry)) else { return String::new() };
    let of = |name, n_bytes| {
        one(name, share_of_bytes(n_bytes), &catalogue::byte_size(columns.lang, n_bytes), columns)
    };
    let (unread, unacked) = (of(Queue::Unread, stream.unread), of(Queue::Unacked, stream.unacked));
    if columns.is_wide {
        let rtt = stream.round_trip.map(|time| terminal::span(time.as_micros() as u64));
        let rtt = rtt.map(|span| format!(" {}", words::rtt(columns.lang, &span)));
        return format!("{unread} {unacked}{}", rtt.unwrap_or_default());
    }
    if stream.unread == 0 && stream.unacked > 0 { unacked } else { unread }
}

fn one(queue: Queue, share: f64, count: &str, columns: Columns) -> String {
    let name = || padded(words::queue(columns.lang, queue), QUEUE_NAME);
    let name = if columns.is_named { name() } else { String::new() };
    format!("{name}{} {}", bar(share, columns.bar), padded(count, COUNT))
}

/// From nothing to a mebibyte, each doubling as far as the one before: a byte can be seen, and a full buffer is full.
fn share_of_bytes(n_bytes: u64) -> f64 {
    const FULL: f64 = 20.0;
    if n_bytes == 0 { 0.0 } else { (f64::from(n_bytes.ilog2() + 1) / FULL).min(1.0) }
}

#[allow(clippy::cast_precision_loss, reason = "a bar has a few cells")]
fn ratio(part: u64, whole: u64) -> f64 {
    (part as f64 / whole as f64).min(1.0)
}

/// `▕██▌   ▏`: what is not empty shows at least an eighth of a cell.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a share of a few cells"
)]
fn bar(share: f64, n_cells: usize) -> String {
    const PARTS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = (share * n_cells as f64 * 8.0).ceil() as usize;
    let inside = "█".repeat(eighths / 8) + PARTS[eighths % 8];
    format!("▕{}▏", padded(&inside, n_cells))
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use crate::event::Transport;
    use crate::kernel::table::proc_net;

    fn entry(state: &str, unread: &str) -> Entry {
        let line = format!(
            "0: 0100007F:1F90 0100007F:B126 {state} 00000000:{unread} 00:00000000 00000000 0 0 7 1 0 0"
        );
        proc_net::entry(&line, Transport::Tcp).expect("a socket")
    }

    #[test]
    fn every_row_fits_whatever_its_program_is_called() {
        let owner = Owner { pid: 4_194_304, program: "python3".to_owned() };
        let arguments = ["/usr/bin/python3", "聊天室服务器.py", "--port\u{1b}[2J", "6346"].map(str::to_owned);
        let programs = Programs([(owner.pid, called(&owner, &arguments))].into());
        for n_columns in [60, 70, 80, 100, 112, 170] {
            for (state, unread) in
                [("01", "00000025"), ("01", "00400000"), ("0A", "00000000"), ("06", "00000000")]
            {
                let entry = Entry { owners: vec![owner.clone()], ..entry(state, unread) };
                let row = row(&entry, &programs, Columns::of(Lang::English, n_columns));
                assert!(terminal::width(&row) + MARK <= n_columns, "{n_columns}: {row}");
                assert!(row.contains("4194304") && !row.contains('\u{1b}'), "{row}");
            }
        }
    }

    #[test]
    fn a_bar_shows_a_single_byte_and_is_full_when_it_is_full() {
        let shown = |n_bytes| bar(share_of_bytes(n_bytes), 4);
        assert_eq!(shown(0), "▕    ▏");
        assert_ne!(shown(1), shown(0));
        assert_eq!(shown(1 << 20), "▕████▏");
        assert_eq!(bar(ratio(1, 2), 4), "▕██  ▏");
        assert_eq!(bar(ratio(9, 4), 4), "▕████▏");
    }

    #[test]
    fn loopback_is_said_by_its_ports_and_a_program_by_how_it_was_started() {
        let owner = Owner { pid: 7, program: "node".to_owned() };
        assert_eq!(addresses(&entry("01", "00000000"), 17), ":8080 ↔ :45350");
        assert_eq!(called(&owner, &["/opt/node".to_owned(), "server.js".to_owned()]), "node server.js");
        assert_eq!(called(&owner, &[]), "node");
        let check = |line: &str, expected: &str| {
            let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
            assert_eq!(called(&owner, &words), expected);
        };
        check("python3 -u /home/anna/room/main.py /tmp/log", "python3 -u main.py /tmp/log");
        check("/usr/bin/curl http://127.0.0.1:8080/news", "curl http://127.0.0.1:8080/news");
        check("serve site/", "serve site/");
    }
}
