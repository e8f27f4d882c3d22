//! The rows of a run: one for each check with its result, and one that lives while the judge plays.
//!
//! The one idea: whoever waits wants to see that something moves, and what. So the row that lives names the check
//! and the very step, and each result takes its place above it.
//!
//! See it run: `netlab check greeting-server -- python3 x.py`, in a terminal.

use std::time::Duration;

use crate::catalogue::Lang;
use crate::check::exercise::contract::Check;
use crate::check::play::standing::{Doing, Now};
use crate::check::report::{labels, words};
use crate::check::verdict::Verdict;
use crate::terminal;
use crate::terminal::palette::{self, Ink};

/// How the rows of a run are laid out: its ids stand in one column.
#[derive(Debug, Clone)]
pub struct Rows {
    lang: Lang,
    n_checks: usize,
    id_width: usize,
    width: usize,
    /// The program as it is typed.
    command: String,
}

impl Rows {
    /// The rows of a run of these checks with this program, in so many columns.
    #[must_use]
    pub fn of(lang: Lang, checks: &[&Check], command: String, width: usize) -> Rows {
        let id_width = checks.iter().map(|check| terminal::width(&check.id)).max().unwrap_or_default();
        Rows { lang, n_checks: checks.len(), id_width, width, command }
    }

    /// The row of one result; below it, what could not be ended with the check.
    #[must_use]
    pub fn result(&self, verdict: &Verdict<'_>) -> String {
        let sign = match &verdict.failure {
            None => palette::sign(Ink::Data, "✓"),
            Some(_) => palette::sign(Ink::Trouble, "✗"),
        };
        self.row(&sign, verdict.check, verdict.took) + &self.left(verdict)
    }

    /// A sign, the check's id and title, and how long it took. What a program is asked for is never cut: a long title
    /// goes on below itself.
    #[must_use]
    pub fn row(&self, sign: &str, Check { id, title, .. }: &Check, span: Duration) -> String {
        let (id, took) = (safe(id), took(span));
        let gap = self.id_width.saturating_sub(terminal::width(&id));
        let room =
            self.width.saturating_sub(self.id_width + 6 + terminal::width(&took)).max(MIN_TITLE_COLUMNS);
        let title = terminal::wrapped(&safe(title), room, "");
        let (first, more) = title.split_once('\n').unwrap_or((&title, ""));
        let rest = room.saturating_sub(terminal::width(first));
        let took = palette::quiet(&took);
        let indent = " ".repeat(self.id_width + 5);
        let more = more.lines().fold(String::new(), |all, line| all + &indent + line + "\n");
        format!(" {sign} {id}{:gap$}  {first}{:rest$} {took}\n{more}", "", "")
    }

    /// What could not be ended with the check.
    fn left(&self, verdict: &Verdict<'_>) -> String {
        if verdict.left.is_empty() {
            return String::new();
        }
        let names = safe(&verdict.left.join(", "));
        let note = labels::left(self.lang, &names);
        terminal::wrapped(&note, self.width, "   ") + "\n"
    }

    /// The row that lives: which check is being played, and where it stands; the program's name where none is yet.
    /// It fills no more than these columns.
    #[must_use]
    pub fn living(&self, now: Option<&Now<'_>>, n_columns: usize) -> String {
        let running = || labels::running(self.lang, &self.command);
        let Some(now) = now else {
            return format!(" {}", terminal::cut(&safe(&running()), n_columns.saturating_sub(1)));
        };
        let step = match &now.doing {
            Doing::Begins => running(),
            Doing::Plays(number, step, values) => {
                labels::step(self.lang, &number.to_string(), &words::step(self.lang, step, values))
            }
            Doing::Tries(step, values) => labels::tries(self.lang, &words::step(self.lang, step, values)),
            Doing::LooksAgain => labels::looks_again(self.lang).to_owned(),
            Doing::Observes => labels::observes(self.lang).to_owned(),
        };
        let head = format!(" {}/{}  ", now.index + 1, self.n_checks);
        let took = format!("   {}", took(now.since.elapsed()));
        let room = n_columns.saturating_sub(head.len() + took.len() + 3);
        let (title, step) = (safe(&now.check.title), safe(&step));
        // Who needs less than half leaves the rest to the other.
        let n_step = terminal::width(&step).min(room.saturating_sub(terminal::width(&title)).max(room / 2));
        let title = terminal::cut(&title, room.saturating_sub(n_step));
        let step = terminal::cut(&step, n_step);
        format!("{head}{title}   {}{}", palette::word(Ink::Opening, &step), palette::quiet(&took))
    }
}

/// In fewer columns a title is a word below a word.
const MIN_TITLE_COLUMNS: usize = 20;

fn took(span: Duration) -> String {
    format!("{:.1} s", span.as_secs_f64())
}

/// Texts of an exercise may be anybody's: nothing of them may steer a terminal.
fn safe(text: &str) -> String {
    terminal::escaped(text.as_bytes())
}
