//! `netlab check N --list`: what an exercise checks, without a program.
//!
//! The one idea: the checks are the contract. Whoever reads them before he writes knows what is asked for, and each
//! has an id by which it alone is run.
//!
//! See it run: `netlab check 2 --list`.

use colored::Colorize;

use crate::catalogue::Lang;
use crate::check::{Check, Exercise};
use crate::cli::commands::exercise::words::{one_alone, your_command};
use crate::cli::desk::width::of_narration;
use crate::terminal;

/// A row for each check, with its id, and how one is run alone.
pub(super) fn list(lang: Lang, exercise: &Exercise, netlab: &str, number: u32) -> String {
    let width = exercise.checks.iter().map(|check| terminal::width(&check.id)).max().unwrap_or_default();
    let row = |Check { id, title, .. }: &Check| {
        let room = of_narration().saturating_sub(width + 4).max(20);
        let title = terminal::wrapped(&terminal::escaped(title.as_bytes()), room, "");
        let indent = format!("\n{:indent$}", "", indent = width + 4);
        let gap = width - terminal::width(id);
        format!(
            "  {}{:gap$}  {}\n",
            terminal::escaped(id.as_bytes()).bold(),
            "",
            title.replace('\n', &indent)
        )
    };
    let rows: String = exercise.checks.iter().map(row).collect();
    let first = exercise.checks.first().map_or("ID", |check| &check.id);
    let first = terminal::escaped(first.as_bytes());
    let command = format!("{netlab} check {number} --check {first} -- {}", your_command());
    format!("{rows}\n{}", one_alone(lang, &command))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::check::report::Rows;
    use crate::cli::commands::exercise::check::exercise_of;
    use crate::lessons::Lessons;

    #[test]
    fn no_title_of_any_check_is_cut_in_its_result_and_no_row_is_too_wide() {
        let lessons = Lessons::embedded().expect("lessons");
        for lesson in lessons.exercises() {
            let exercise = exercise_of(lesson).expect("an exercise");
            let checks: Vec<&Check> = exercise.checks.iter().collect();
            for n_columns in [60, 80, 100] {
                let rows = Rows::of(Lang::English, &checks, String::new(), n_columns);
                for check in &checks {
                    let row = rows.row("✓", check, Duration::from_secs(12));
                    let row = String::from_utf8(terminal::without_colours(row.as_bytes())).expect("text");
                    let words: Vec<&str> = row.split_whitespace().collect();
                    let mut title = check.title.split_whitespace();
                    assert!(title.all(|word| words.contains(&word)), "{row}");
                    assert!(row.lines().all(|line| terminal::width(line) <= n_columns), "{row}");
                }
            }
        }
    }
}
