//! What stands on the screen: where one is, a page or a piece of it, and the keys.
//!
//! The one idea: a page is as long as it is and a screen is not, so going on means further down first,
//! and to the next step at the end of the page.
//!
//! See it run: `netlab lesson 1`, in a low terminal.

use crate::catalogue::Lang;
use crate::cli::commands::lesson::page::Page;
use crate::cli::commands::lesson::words::{self, Does};
use crate::markdown::{Look, Paint, paint};
use crate::terminal;

/// All that the screen shows, but the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Frame<'a> {
    pub(super) lang: Lang,
    /// The lesson's number.
    pub(super) lesson: u32,
    pub(super) section: &'a str,
    /// The step, from 1, and how many there are.
    pub(super) step: (usize, usize),
    /// What can be done at the step.
    pub(super) stage: Stage,
    /// Something to say once, or what is being typed, in place of the keys.
    pub(super) notice: Option<&'a str>,
    /// The first line of the page that is shown.
    pub(super) top: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// It is read.
    Text,
    /// It asks a question with so many answers.
    Question(usize),
    /// Its commands have not been run, and what came out once is folded away, or not.
    Ready {
        is_folded: bool,
    },
    Running,
    /// Its commands were run, and events are told there, or not.
    Run {
        is_told: bool,
    },
}

/// Rows that the page does not have: the head, a blank, and the keys with a blank above them.
const N_OTHER_ROWS: usize = 4;
/// In fewer rows than these there is only the page; where one is, and the keys, are known by then.
const N_ROWS_FOR_ALL: usize = 8;

/// How many lines of a page are seen at once.
pub(super) fn n_body_rows(n_rows: usize) -> usize {
    if n_rows < N_ROWS_FOR_ALL { n_rows } else { n_rows - N_OTHER_ROWS }
}

/// The last line at which a page may begin: from there its end is seen.
pub(super) fn last_top(page: &Page, n_rows: usize) -> usize {
    page.lines.len().saturating_sub(n_body_rows(n_rows))
}

/// The rows of the screen.
pub(super) fn rows(frame: &Frame<'_>, page: &Page, n_rows: usize, look: Look) -> Vec<String> {
    let n_body = n_body_rows(n_rows);
    let mut body: Vec<String> = page.lines.iter().skip(frame.top).take(n_body).cloned().collect();
    if n_rows < N_ROWS_FOR_ALL {
        return body;
    }
    body.resize(n_body + 1, String::new());
    let mut rows = vec![head(frame, look), String::new()];
    rows.append(&mut body);
    rows.push(foot(frame, page.lines.len().saturating_sub(frame.top + n_body), look));
    rows
}

/// `Lesson 1 · Predict          ●●○○○○ 2 of 6`, or as much of it as there is room for.
fn head(frame: &Frame<'_>, look: Look) -> String {
    let (step, n_steps) = frame.step;
    let lesson = words::lesson(frame.lang, frame.lesson);
    let section = if frame.section.is_empty() { String::new() } else { format!(" · {}", frame.section) };
    let count = words::place(frame.lang, step, n_steps);
    let dots = format!("{}{} {count}", "●".repeat(step), "○".repeat(n_steps.saturating_sub(step)));
    let gap = |section: &str, right: &str| {
        let used = terminal::width(&lesson) + terminal::width(section) + terminal::width(right);
        look.n_columns.checked_sub(used).filter(|gap| *gap > 0)
    };
    let kept = [(section.as_str(), dots.as_str()), (&section, &count), ("", &count), ("", "")];
    let kept = kept.into_iter().find_map(|(section, right)| Some((section, gap(section, right)?, right)));
    let (section, gap, right) = kept.unwrap_or_default();
    let left =
        paint(&lesson, Paint::Strong, look.has_colour) + &paint(section, Paint::Quiet, look.has_colour);
    format!("{left}{}{}", " ".repeat(gap), paint(right, Paint::Quiet, look.has_colour))
}

/// The keys that do something here, as many as there is room for; the first are the most needed.
fn foot(frame: &Frame<'_>, n_below: usize, look: Look) -> String {
    if let Some(notice) = frame.notice {
        return paint(&terminal::cut(notice, look.n_columns), Paint::Strong, look.has_colour);
    }
    let is_last = frame.step.0 == frame.step.1;
    let does = |what| words::does(frame.lang, what);
    let numbers = "1 2 3 4 5 6 7 8 9";
    let go_on = match (n_below, frame.stage) {
        (0, Stage::Ready { is_folded: true }) => does(Does::Sample).to_owned(),
        (0, _) if is_last => does(Does::End).to_owned(),
        (0, _) => does(Does::GoOn).to_owned(),
        (n_below, _) => words::more_below(frame.lang, n_below),
    };
    let mut keys = vec![("Enter", go_on.as_str())];
    match frame.stage {
        Stage::Text => {}
        Stage::Question(n) => keys.insert(0, (&numbers[..(2 * n.clamp(1, 9)) - 1], does(Does::Answer))),
        Stage::Ready { is_folded: true } => keys.insert(0, ("r", does(Does::Run))),
        Stage::Ready { is_folded: false } => keys.push(("r", does(Does::Run))),
        Stage::Running => keys.insert(0, ("Ctrl-C", does(Does::EndWhatRuns))),
        Stage::Run { is_told } => {
            keys.extend([("r", does(Does::RunAgain)), ("e", does(Does::Sample))]);
            keys.extend(is_told.then_some(("x", does(Does::Explain))));
        }
    }
    keys.extend([("q", does(Does::Quit)), ("?", does(Does::Keys)), ("b", does(Does::Back))]);
    let mut out = String::new();
    let mut used = 0;
    for (key, what) in keys {
        let width = terminal::width(key) + terminal::width(what) + 4;
        if used + width > look.n_columns + 3 {
            break;
        }
        if used > 0 {
            out += "   ";
        }
        out += &format!(
            "{} {}",
            paint(key, Paint::Strong, look.has_colour),
            paint(what, Paint::Quiet, look.has_colour)
        );
        used += width;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_that_matter_most_remain_where_the_room_is_short() {
        let (lang, stage) = (Lang::English, Stage::Ready { is_folded: true });
        let frame = Frame { lang, lesson: 2, section: "Run", step: (3, 9), stage, notice: None, top: 0 };
        let check = |n_columns, head_expected: &str, foot_expected: &str| {
            let look = Look { n_columns, has_colour: false };
            assert_eq!(head(&frame, look), head_expected);
            assert_eq!(foot(&frame, 0, look), foot_expected);
        };
        check(
            50,
            "Lesson 2 · Run                    ●●●○○○○○○ 3 of 9",
            "r run   Enter what we saw   q quit   ? keys",
        );
        check(25, "Lesson 2 · Run     3 of 9", "r run   Enter what we saw");
    }

    #[test]
    fn a_screen_has_as_many_rows_as_it_has() {
        let frame = Frame {
            lang: Lang::English,
            lesson: 2,
            section: "",
            step: (1, 1),
            stage: Stage::Text,
            notice: None,
            top: 1,
        };
        let page = Page { lines: (0..20).map(|n| n.to_string()).collect(), stage: None };
        let look = Look { n_columns: 40, has_colour: false };
        for n_rows in 1..19 {
            assert_eq!(rows(&frame, &page, n_rows, look).len(), n_rows, "{n_rows}");
        }
        assert_eq!(rows(&frame, &page, 8, look)[2..6], ["1", "2", "3", "4"]);
        assert_eq!(rows(&frame, &page, 2, look), ["1", "2"]);
    }
}
