//! What `start`, `check` and `solution` say around the judge's report.
//!
//! The one idea: each of the three names the next command.
//!
//! See it run: `netlab start 2`.

use crate::catalogue::Lang;

/// What is checked is what was checked before; the folder is given where it is another one.
pub(super) fn as_last_time(typed: &str, folder: Option<&str>) -> String {
    match folder {
        Some(folder) => format!("as last time: {typed}, in {folder}"),
        None => format!("as last time: {typed}"),
    }
}

/// After a pass: the commands that go on, and that show our own solution.
pub(super) fn passed(next: &str, ours: &str) -> String {
    format!("Passed. Next: {next}   Compare with ours: {ours}")
}

/// Where the contract is read, for a report: the command, and the heading there.
pub(super) fn section_build(lang: Lang, lesson_command: &str) -> String {
    lang.pick(format!("{lesson_command}, the section \"Build\""), format!("{lesson_command} 的“动手”一节"))
}

/// A starter was written: where it is, where its contract is read, and the lines that check it.
pub(super) fn begun(
    number: u32,
    folder: &str,
    contract: Option<&str>,
    lines: &[String],
    netlab: &str,
) -> String {
    let contract = contract.map_or_else(String::new, |place| format!("What it must do: {place}.\n"));
    format!(
        "The beginning of exercise {number} is in {folder}.\n{contract}Check it, now and after every change:\n  {}\n\
         After that, {netlab} check {number} alone is enough.\n",
        lines.join("\n  ")
    )
}

/// Below the list of checks: how one is run alone.
pub(super) fn one_alone(command: &str) -> String {
    format!("One alone: {command}\n")
}

/// Stands where the program is typed.
pub(super) const fn your_command() -> &'static str {
    "COMMAND"
}

/// Whose mistake it is: any exercise's, and where the exercises are listed.
pub(super) fn mistake_of_any(list_command: &str) -> String {
    format!("a mistake in any exercise: {list_command}")
}

/// Whose mistake it is.
pub(super) fn exercise(number: u32, name: &str) -> String {
    format!("exercise {number}, {name}")
}
