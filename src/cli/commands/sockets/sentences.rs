//! What is said below the rows of a watch.
//!
//! The one idea: a row has numbers; each sentence here has a function of its own.

use crate::catalogue::{self, Lang};
use crate::cli::commands::sockets::report::{Detail, Report, remarks};
use crate::cli::commands::sockets::watched::{Mark, Row};
use crate::terminal;
use crate::terminal::palette;

pub(super) fn more(n_lines: usize) -> String {
    format!("… {n_lines} more lines: ↓ goes there, / leaves rows out")
}

pub(super) fn hidden(n_sockets: usize) -> String {
    if n_sockets == 1 {
        return "The program of 1 socket is not shown: it is another user's, outside of this container, or the \
                kernel's own. Root sees those of all users."
            .to_owned();
    }
    format!(
        "The programs of {n_sockets} sockets are not shown: they are other users', outside of this container, or \
         the kernel's own. Root sees those of all users."
    )
}

/// What is so, and who is to act next; with what was before, where it has changed.
pub(super) fn sentence(lang: Lang, row: &Row, n_columns: usize, most: usize) -> Vec<String> {
    let about = remarks(&row.entry).first().map(|remark| catalogue::remark(lang, *remark));
    let about = about.or_else(|| row.entry.state.map(|state| catalogue::state(lang, state)));
    let mut lines: Vec<String> = Vec::new();
    if let Some(before) = &row.before {
        let report = Report::new(lang, Detail::Never, n_columns);
        lines.extend(
            report.before(before, &row.entry).lines().take(1).map(|line| terminal::cut(line, n_columns)),
        );
    }
    if row.mark == Mark::Gone {
        lines.push(terminal::cut("     the kernel has forgotten it", n_columns));
    } else if let Some(about) = about {
        lines.extend(terminal::wrapped(about.next, n_columns, "     ").lines().map(str::to_owned));
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            *last = terminal::cut(&format!("{last} …"), n_columns);
        }
    }
    lines.iter().map(|line| palette::quiet(line)).collect()
}

/// All that is known of a socket, explained.
pub(super) fn explanation(lang: Lang, row: &Row, n_columns: usize) -> Vec<String> {
    let mut report = Report::new(lang, Detail::EveryTime, n_columns);
    report.entry(&row.entry).lines().map(str::to_owned).collect()
}
