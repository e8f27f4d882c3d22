//! What is said of the row that is chosen in a watch.
//!
//! The one idea: a row has numbers; what they mean, and who acts next, stands below the one that is chosen.

use crate::catalogue::{self, Lang};
use crate::cli::commands::sockets::report::{Detail, Report, remarks};
use crate::cli::commands::sockets::watched::{Mark, Row};
use crate::cli::commands::sockets::words;
use crate::terminal;
use crate::terminal::palette;

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
        lines.push(terminal::cut(&format!("     {}", words::gone(lang)), n_columns));
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
