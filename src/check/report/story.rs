//! What happened, step by step, with what the program printed between the steps.
//!
//! The one idea: the judge's acts and the program's words have one clock, so they are told in one order.
//!
//! See it run: "What happened", in the report of any failing check.

use std::time::Duration;

use crate::catalogue::Lang;
use crate::check::play::story::Told;
use crate::check::report::{labels, words};
use crate::check::verdict::{Printed, Verdict};
use crate::terminal;
use crate::terminal::palette::{self, Ink};

/// The numbered steps, with what the program printed between them.
pub(crate) fn story(lang: Lang, verdict: &Verdict<'_>, n_columns: usize) -> String {
    let mut out = format!("\n  {}\n", palette::bold(labels::what_happened(lang)));
    let mut said = Said::of(lang, &verdict.printed);
    let n_shown = verdict.story.len().saturating_sub(MAX_STEPS);
    if n_shown > 0 {
        out += &format!("      {}\n", labels::steps_before(lang, n_shown));
    }
    for (index, told) in verdict.story.iter().enumerate().skip(n_shown) {
        out += &said.until(told.at, n_columns);
        out += &step(lang, index + 1, told, n_columns);
    }
    out + &said.until(Duration::MAX, n_columns)
}

const MAX_STEPS: usize = 20;
/// So many lines of the program's own are shown, and of more so many at the beginning.
const MAX_PRINTED: usize = 12;
const FIRST_PRINTED: usize = 4;

fn step(lang: Lang, number: usize, told: &Told<'_>, n_columns: usize) -> String {
    let mark = if told.held { " ".to_owned() } else { palette::sign(Ink::Trouble, "✗") };
    let indent = "  ".repeat(told.depth);
    let body = terminal::wrapped(
        &terminal::escaped(words::told(lang, told).as_bytes()),
        n_columns.saturating_sub(9),
        &indent,
    );
    let mut lines = body.lines();
    let first = format!("  {mark} {number:>2}. {}\n", lines.next().unwrap_or_default());
    lines.fold(first, |out, line| out + &format!("        {line}\n"))
}

/// What the program printed, line by line. Of much, the beginning is shown and the end: the last line of a
/// traceback is the one that counts.
struct Said {
    lang: Lang,
    /// When, on which stream, and the line.
    lines: Vec<(Duration, &'static str, String)>,
    /// How many have been shown or left out.
    n_done: usize,
}

impl Said {
    fn of(lang: Lang, printed: &[Printed]) -> Said {
        let mut lines = Vec::new();
        for printed in printed {
            let stream = if printed.is_err { "stderr" } else { "stdout" };
            let text = terminal::Escaper::default().push(&terminal::without_colours(&printed.bytes));
            let said = text.lines().filter(|line| !line.trim().is_empty());
            lines.extend(said.map(|line| (printed.at, stream, line.to_owned())));
        }
        Said { lang, lines, n_done: 0 }
    }

    /// The lines up to this moment that have not been shown yet, set off from what the judge did.
    fn until(&mut self, end: Duration, n_columns: usize) -> String {
        let mut out = String::new();
        let n_left_out = self.lines.len().saturating_sub(MAX_PRINTED);
        let left_out = FIRST_PRINTED..FIRST_PRINTED + n_left_out;
        while let Some((_, stream, line)) = self.lines.get(self.n_done).filter(|(at, ..)| *at <= end) {
            if !left_out.contains(&self.n_done) {
                let line = terminal::cut(line, n_columns.saturating_sub(18));
                out += &format!("        {}\n", palette::quiet(&format!("{stream} │ {line}")));
            } else if self.n_done == left_out.start {
                out += &format!("        {}\n", palette::quiet(&labels::more_lines(self.lang, n_left_out)));
            }
            self.n_done += 1;
        }
        out
    }
}
