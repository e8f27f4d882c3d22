//! The watched sockets as a screen shows them: which rows, in which order, and what is said of one of them.
//!
//! The one idea: a row says how things stand, a sentence says who must act. There is room for two sentences: for the
//! socket that is chosen, and for the one that changed last.
//!
//! See it run: `netlab sockets --watch`.

use crate::catalogue::Lang;
use crate::cli::commands::sockets::row::{Columns, Programs, row};
use crate::cli::commands::sockets::sentences::{explanation, sentence};
use crate::cli::commands::sockets::watched::{Mark, Row, Watched, is_same};
use crate::cli::commands::sockets::words::{self, Order};
use crate::cli::keyboard::key::Key;
use crate::event::TcpState;
use crate::kernel::table::{Entry, Holding};
use crate::terminal;
use crate::terminal::palette::{self, Ink};

impl Order {
    const fn next(self) -> Order {
        match self {
            Order::Connection => Order::State,
            Order::State => Order::Program,
            Order::Program => Order::Queue,
            Order::Queue => Order::Connection,
        }
    }
}

/// What the person who watches has chosen.
#[derive(Debug, Default)]
pub(super) struct Board {
    lang: Lang,
    order: Order,
    filter: String,
    is_typing: bool,
    is_unfolded: bool,
    explains: bool,
    chosen: Option<Entry>,
    /// The first line of the body that is seen.
    top: usize,
}

/// What is known at this moment.
pub(super) struct Moment<'m> {
    pub(super) watched: &'m Watched,
    pub(super) programs: &'m Programs,
    /// `:8080`, or empty.
    pub(super) what: &'m str,
    /// `13:14:02`.
    pub(super) time: &'m str,
    /// What stands where there is no socket.
    pub(super) nothing: &'m str,
}

impl Board {
    pub(super) fn new(lang: Lang) -> Board {
        Board { lang, ..Board::default() }
    }

    pub(super) const fn lang(&self) -> Lang {
        self.lang
    }

    /// Does what a key asks for; true where it asks to leave.
    pub(super) fn press(&mut self, key: &Key, moment: &Moment<'_>) -> bool {
        if std::mem::take(&mut self.explains) {
            return *key == Key::EndOfInput;
        }
        if self.is_typing {
            self.type_into_filter(key);
            return false;
        }
        match key {
            Key::Enter => self.explains = self.chosen_row(moment).is_some(),
            Key::Up => self.choose(moment, -1),
            Key::Down => self.choose(moment, 1),
            Key::PageUp => self.choose(moment, -10),
            Key::PageDown => self.choose(moment, 10),
            Key::EndOfInput => return true,
            Key::Text(text) => match text.as_str() {
                "q" => return true,
                "s" => self.order = self.order.next(),
                "t" => self.is_unfolded = !self.is_unfolded,
                "/" => self.is_typing = true,
                "k" => self.choose(moment, -1),
                "j" => self.choose(moment, 1),
                _ => {}
            },
            _ => {}
        }
        false
    }

    fn type_into_filter(&mut self, key: &Key) {
        match key {
            Key::Text(text) => self.filter += text,
            Key::Pasted(text) => self.filter += &terminal::escaped(text.as_bytes()),
            Key::Backspace => drop(self.filter.pop()),
            Key::EraseToStart => self.filter.clear(),
            Key::Enter | Key::EndOfInput => self.is_typing = false,
            _ => {}
        }
    }

    /// Chooses the row so many rows further.
    fn choose(&mut self, moment: &Moment<'_>, step: isize) {
        let rows = self.seen(moment);
        let here = rows.iter().position(|row| self.is_chosen(row));
        let next = here.map_or(0, |here| here.saturating_add_signed(step)).min(rows.len().saturating_sub(1));
        self.chosen = rows.get(next).map(|row| row.entry.clone());
    }

    fn is_chosen(&self, row: &Row) -> bool {
        self.chosen.as_ref().is_some_and(|chosen| is_same(chosen, &row.entry))
    }

    fn chosen_row<'m>(&self, moment: &Moment<'m>) -> Option<&'m Row> {
        self.seen(moment).into_iter().find(|row| self.is_chosen(row))
    }

    /// The rows that are wanted, in their order; folded ones are not among them.
    fn seen<'m>(&self, moment: &Moment<'m>) -> Vec<&'m Row> {
        let mut rows: Vec<&Row> = moment.watched.rows.iter().filter(|row| self.wants(row, moment)).collect();
        rows.retain(|row| self.is_unfolded || !is_time_wait(row));
        match self.order {
            Order::Connection => {}
            Order::State => rows.sort_by_key(|row| row.entry.state),
            Order::Program => {
                rows.sort_by_key(|row| moment.programs.holder(self.lang, &row.entry, usize::MAX / 2));
            }
            Order::Queue => rows.sort_by_key(|row| std::cmp::Reverse(waiting(&row.entry))),
        }
        rows
    }

    fn wants(&self, found: &Row, moment: &Moment<'_>) -> bool {
        let entry = &found.entry;
        let peer = entry.peer.map_or_else(String::new, |peer| peer.to_string());
        let state = entry.state.map_or(entry.transport.name(), |state| state.name());
        let holder = moment.programs.holder(self.lang, entry, usize::MAX / 2);
        let text = format!("{state} {} {peer} {holder}", entry.local).to_lowercase();
        self.filter.to_lowercase().split_whitespace().all(|word| text.contains(word))
    }

    /// The whole screen, in rows that fit.
    pub(super) fn rows(&mut self, moment: &Moment<'_>, n_rows: usize, n_columns: usize) -> Vec<String> {
        let room = n_rows.saturating_sub(2).max(1);
        let explained = self.chosen_row(moment).filter(|_| self.explains);
        let body = match explained {
            Some(row) => explanation(self.lang, row, n_columns),
            None => self.body(moment, n_columns, room),
        };
        let mut rows = vec![self.head(moment, n_columns)];
        rows.extend(body.into_iter().take(room));
        rows.resize(room + 1, String::new());
        rows.push(self.foot(explained.is_some(), n_columns));
        rows
    }

    fn head(&self, moment: &Moment<'_>, n_columns: usize) -> String {
        let wanted =
            || moment.watched.rows.iter().filter(|row| self.wants(row, moment) && row.mark != Mark::Gone);
        let n_folded = wanted().filter(|row| is_time_wait(row)).count();
        let n_open = wanted().count() - n_folded;
        let title = format!("netlab sockets --watch {}", moment.what);
        let counts = words::counts(self.lang, n_open, n_folded);
        let text = format!("{}  {}  {counts}", title.trim_end(), moment.time);
        palette::bold(&terminal::cut(&text, n_columns))
    }

    fn foot(&self, explains: bool, n_columns: usize) -> String {
        let text = match (explains, self.is_typing) {
            (true, _) => words::any_key_goes_back(self.lang).to_owned(),
            (_, true) => {
                return terminal::cut_front(&words::typing(self.lang, &self.filter), n_columns);
            }
            _ => {
                let (order, filter) = (self.order, self.filter.as_str());
                let keys = words::keys(self.lang, order, filter);
                let fits = terminal::width(&keys) <= n_columns;
                if fits { keys } else { words::keys_in_short(self.lang, order, filter) }
            }
        };
        palette::quiet(&terminal::cut(&text, n_columns))
    }

    /// The rows with their sentences, from where the chosen one is seen.
    fn body(&mut self, moment: &Moment<'_>, n_columns: usize, room: usize) -> Vec<String> {
        let columns = Columns::of(self.lang, n_columns);
        let seen = self.seen(moment);
        let marked = seen.iter().filter(|row| matches!(row.mark, Mark::New | Mark::Changed | Mark::Gone));
        let latest = marked.max_by_key(|row| row.since).map(|row| &row.entry);
        let mut lines = Vec::new();
        let mut chosen = (0, 0);
        for row in &seen {
            let first = lines.len();
            lines.push(self.line(row, moment, columns, n_columns));
            let is_latest = latest.is_some_and(|latest| is_same(latest, &row.entry));
            if self.is_chosen(row) {
                lines.extend(sentence(self.lang, row, n_columns, 3));
                chosen = (first, lines.len());
            } else if is_latest {
                lines.extend(sentence(self.lang, row, n_columns, 2));
            }
        }
        lines.extend(self.remarks(&seen, moment, n_columns));
        let last_top = lines.len().saturating_sub(room);
        self.top = self.top.max(chosen.1.saturating_sub(room)).min(chosen.0.max(self.top)).min(last_top);
        if chosen.1 > 0 && chosen.0 < self.top {
            self.top = chosen.0;
        }
        let n_below = lines.len().saturating_sub(self.top + room);
        lines.drain(..self.top.min(lines.len()));
        if n_below > 0 && lines.len() >= room {
            lines.truncate(room - 1);
            lines.push(palette::quiet(&words::more_rows(self.lang, n_below + 1)));
        }
        lines
    }

    fn line(&self, watched: &Row, moment: &Moment<'_>, columns: Columns, n_columns: usize) -> String {
        let sign = watched.mark.sign();
        let mark = match watched.mark {
            Mark::Same => " ".to_owned(),
            Mark::New => palette::sign(Ink::Opening, sign),
            Mark::Changed => palette::sign(Ink::Data, sign),
            Mark::Gone => palette::sign(Ink::Ending, sign),
        };
        let text = terminal::cut(&row(&watched.entry, moment.programs, columns), n_columns.saturating_sub(2));
        if self.is_chosen(watched) {
            palette::bold("▸") + &mark + &palette::bold(&text)
        } else {
            format!(" {mark}{text}")
        }
    }

    /// What is so of the whole: what is folded, and what cannot be seen.
    fn remarks(&self, seen: &[&Row], moment: &Moment<'_>, n_columns: usize) -> Vec<String> {
        let all = moment.watched.rows.iter().filter(|row| self.wants(row, moment));
        let n_folded = all.filter(|row| is_time_wait(row)).count();
        let mut lines = Vec::new();
        if n_folded > 0 && !self.is_unfolded {
            lines.push(terminal::cut(&format!("  {}", words::folded(self.lang, n_folded)), n_columns));
        }
        if seen.is_empty() && n_folded == 0 {
            lines.extend(moment.nothing.lines().map(|line| terminal::cut(line, n_columns)));
        }
        let n_hidden = seen.iter().filter(|row| row.entry.holding() == Holding::Hidden).count();
        if n_hidden > 0 {
            let wrapped = terminal::wrapped(&words::hidden_programs(self.lang, n_hidden), n_columns, "  ");
            lines.extend(palette::quiet(&wrapped).lines().map(str::to_owned));
        }
        lines
    }
}

fn is_time_wait(row: &Row) -> bool {
    row.entry.state == Some(TcpState::TimeWait)
}

/// How much waits at a socket.
fn waiting(entry: &Entry) -> u64 {
    let stream = entry.stream.map_or(0, |stream| stream.unread.max(stream.unacked));
    let queue = entry.accept_queue.map_or(0, |queue| queue.len);
    stream.max(queue).max(entry.datagrams.map_or(0, |datagrams| datagrams.memory))
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::time::Instant;

    use super::*;
    use crate::event::Transport;
    use crate::kernel::table::proc_net;

    fn entry(port: u16, state: &str, unread: u32) -> Entry {
        let line = format!(
            "0: 0100007F:1F90 0100007F:{port:04X} {state} 00000000:{unread:08X} 00:00000000 00000000 1000 0 7 1 0 0"
        );
        proc_net::entry(&line, Transport::Tcp).expect("a socket")
    }

    fn seen(board: &mut Board, entries: &[Entry], n_rows: usize, n_columns: usize) -> String {
        let mut watched = Watched::default();
        watched.update(entries, Instant::now());
        let programs = Programs::default();
        let moment = Moment {
            watched: &watched,
            programs: &programs,
            what: ":8080",
            time: "13:14:02",
            nothing: "nothing",
        };
        let rows = board.rows(&moment, n_rows, n_columns);
        assert_eq!(rows.len(), n_rows);
        let text = palette::shown(&rows.join("\n"), None).into_owned();
        for row in text.lines() {
            assert!(terminal::width(row) <= n_columns, "{n_columns}: {row}");
        }
        text
    }

    fn press(board: &mut Board, entries: &[Entry], keys: &[Key]) {
        let mut watched = Watched::default();
        watched.update(entries, Instant::now());
        let programs = Programs::default();
        let moment = Moment { watched: &watched, programs: &programs, what: "", time: "", nothing: "" };
        for key in keys {
            assert!(!board.press(key, &moment));
        }
    }

    fn text(keys: &str) -> Vec<Key> {
        keys.chars().map(|char| Key::Text(char.to_string())).collect()
    }

    #[test]
    fn time_wait_is_folded_until_it_is_asked_for() {
        let entries = [entry(50_001, "01", 0), entry(50_002, "06", 0), entry(50_003, "06", 0)];
        let mut board = Board::default();
        let folded = seen(&mut board, &entries, 24, 80);
        assert!(
            folded.contains("1 open · 2 TIME_WAIT") && folded.contains("2 × TIME_WAIT (t unfolds)"),
            "{folded}"
        );
        press(&mut board, &entries, &text("t"));
        assert!(seen(&mut board, &entries, 24, 80).contains("TIME_WAIT    :8080 ↔ :50003"));
    }

    #[test]
    fn a_filter_leaves_rows_out_and_order_puts_the_fullest_first() {
        let entries = [entry(50_001, "01", 0), entry(50_002, "01", 37), entry(50_003, "0A", 0)];
        let mut board = Board::default();
        press(&mut board, &entries, &text("sss"));
        let all = seen(&mut board, &entries, 24, 80);
        assert!(all.find(":50002") < all.find(":50001") && all.contains("sort: queue"), "{all}");
        press(&mut board, &entries, &[text("/50001"), vec![Key::Enter]].concat());
        let few = seen(&mut board, &entries, 24, 80);
        assert!(few.contains(":50001") && !few.contains(":50002") && few.contains("/ 50001"), "{few}");
    }

    #[test]
    fn the_chosen_socket_says_who_acts_next_and_is_explained() {
        let entries = [entry(50_001, "01", 0), entry(50_002, "01", 37)];
        let mut board = Board::default();
        press(&mut board, &entries, &[Key::Down, Key::Down]);
        let said = seen(&mut board, &entries, 20, 60);
        assert!(
            said.contains("▸ ESTABLISHED  :8080 ↔ :50002") && said.contains("The program acts next"),
            "{said}"
        );
        press(&mut board, &entries, &[Key::Enter]);
        assert!(seen(&mut board, &entries, 20, 60).contains("Any key goes back."));
        press(&mut board, &entries, &[Key::Enter]);
        assert!(seen(&mut board, &entries, 20, 60).contains("q quit"));
    }

    #[test]
    fn what_is_chosen_stays_in_sight_and_what_is_below_is_counted() {
        let entries: Vec<Entry> = (0..50).map(|n| entry(50_000 + n, "01", 0)).collect();
        let mut board = Board::default();
        assert!(seen(&mut board, &entries, 24, 80).contains("… 31 more lines"), "it counts what is below");
        for n_down in [1, 10, 30, 60] {
            press(&mut board, &entries, &vec![Key::Down; n_down]);
            assert!(seen(&mut board, &entries, 24, 80).contains('▸'), "after {n_down}");
        }
        press(&mut board, &entries, &vec![Key::Up; 60]);
        assert!(seen(&mut board, &entries, 24, 80).contains("▸ ESTABLISHED  :8080 ↔ :50000"));
    }

    #[test]
    fn whose_program_cannot_be_seen_is_said() {
        let text = seen(&mut Board::default(), &[entry(50_001, "0A", 0)], 24, 100);
        assert!(
            text.contains("(hidden; user") && text.contains("The program of 1 socket is not shown"),
            "{text}"
        );
    }
}
