//! A step as lines of a terminal: its text, its terminals, and what came out of them.
//!
//! The one idea: a command first stands alone, so that its reader can guess. What came out when the text was
//! written can be unfolded; what comes out here stands in its place, and where the two differ, that is marked.
//!
//! See it run: `netlab lesson 1`, and `netlab lesson 1 --plain`.

use crate::catalogue::Lang;
use crate::cli::commands::lesson::window::{MIN_COMPARED, came, edge, fold, sample, window};
use crate::lessons::{ANSWER, Part, Step, Terminal};
use crate::markdown::{Block, Look, draw};
use crate::terminal;

/// What came out of a terminal's commands, run here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Outcome {
    /// For each command that was typed, the lines that it wrote.
    pub(super) lines: Vec<Vec<String>>,
    /// What is said of the last of them: that it runs, or how it ended.
    pub(super) state: String,
}

/// What stands below the commands of a step.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shown<'a> {
    /// Nothing yet; nor does the text that speaks of it.
    Folded,
    /// What came out when the text was written.
    Sample,
    /// What comes out here.
    Running(&'a [Outcome]),
    /// What came out here.
    Run(&'a [Outcome]),
}

/// A step as lines.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) lines: Vec<String>,
    /// The first line of the first terminal.
    pub(super) stage: Option<usize>,
}

/// How a step is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Layout<'a> {
    /// That of the text.
    pub(super) look: Look,
    /// That of each terminal.
    pub(super) pane: Look,
    /// How many terminals stand beside each other.
    pub(super) n_beside: usize,
    pub(super) lang: Lang,
    /// What stands at commands that have not been run.
    pub(super) invitation: &'a str,
}

/// The most columns of a text or a terminal: so wide are the terminals that the lessons show, and a
/// wider text is tiring to read.
pub(super) const MAX_COLUMNS: usize = 80;
/// What is wider than the screen is cut off there.
const MIN_COLUMNS: usize = 20;
/// The fewest columns in which a terminal stands beside another: two of them in a window of 120.
const MIN_BESIDE: usize = MIN_COMPARED;
/// The gap between two terminals that stand beside each other.
const GAP: usize = 4;

impl Layout<'_> {
    /// The layout that makes the best of so many columns.
    pub(super) fn of(
        n_columns: usize,
        n_terminals: usize,
        has_colour: bool,
        (lang, invitation): (Lang, &str),
    ) -> Layout<'_> {
        let n_beside = ((n_columns + GAP) / (MIN_BESIDE + GAP)).clamp(1, n_terminals.max(1));
        let pane = (n_columns + GAP) / n_beside - GAP;
        let look =
            |n_columns: usize| Look { n_columns: n_columns.clamp(MIN_COLUMNS, MAX_COLUMNS), has_colour };
        Layout { look: look(n_columns), pane: look(pane), n_beside, lang, invitation }
    }

    /// The same, but one terminal below the other where what came out once is too wide to stand beside another: a
    /// drawing whose rows go on below themselves cannot be read.
    fn for_samples(self, step: &Step, shown: Shown<'_>) -> Self {
        let samples = step.terminals().unwrap_or_default().iter().flat_map(|it| &it.exchanges);
        let mut lines = samples.flat_map(|it| &it.sample);
        let is_wide = lines.any(|line| terminal::width(line) > self.pane.n_columns);
        if is_wide && matches!(shown, Shown::Sample) {
            Layout { pane: self.look, n_beside: 1, ..self }
        } else {
            self
        }
    }
}

/// The lines of a step; `answer` stands where the text has a place for it.
pub(super) fn page(step: &Step, shown: Shown<'_>, answer: &[Block], layout: &Layout<'_>) -> Page {
    let is_seen = step.terminals().is_none() || matches!(shown, Shown::Sample | Shown::Run(_));
    let layout = &layout.for_samples(step, shown);
    let mut page = Page::default();
    for part in &step.parts {
        let lines = match part {
            Part::Text(_) if page.stage.is_some() && !is_seen => continue,
            Part::Text(blocks) => draw(&answered(blocks, if is_seen { answer } else { &[] }), layout.look),
            Part::Terminals(terminals) => {
                page.stage = Some(page.lines.len() + usize::from(!page.lines.is_empty()));
                stage(terminals, shown, layout)
            }
        };
        if !page.lines.is_empty() && !lines.is_empty() {
            page.lines.push(String::new());
        }
        page.lines.extend(lines);
    }
    page
}

/// The blocks, with the answer in the place that is marked for it.
fn answered(blocks: &[Block], answer: &[Block]) -> Vec<Block> {
    let is_place = |block: &Block| matches!(block, Block::Comment(words) if words == ANSWER);
    let one = |block: &Block| if is_place(block) { answer.to_vec() } else { vec![block.clone()] };
    blocks.iter().flat_map(one).collect()
}

/// Terminals below or beside each other.
fn stage(terminals: &[Terminal], shown: Shown<'_>, layout: &Layout<'_>) -> Vec<String> {
    let windows: Vec<Vec<String>> = windows(terminals, shown, layout)
        .into_iter()
        .map(|mut window| {
            window.push(edge("", "", layout.pane));
            window
        })
        .collect();
    let mut lines = Vec::new();
    for row in windows.chunks(layout.n_beside) {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(side_by_side(row, layout.pane.n_columns));
    }
    lines
}

/// Terminals, each without its lower edge.
pub(super) fn windows(terminals: &[Terminal], shown: Shown<'_>, layout: &Layout<'_>) -> Vec<Vec<String>> {
    let each = terminals.iter().enumerate();
    let pane = (layout.lang, layout.pane);
    each.map(|(index, terminal)| match shown {
        Shown::Folded => window(terminal, layout.invitation, pane, |_, it| fold(it, pane)),
        Shown::Sample => window(terminal, layout.invitation, pane, |_, it| sample(it, layout.pane)),
        Shown::Running(outcomes) | Shown::Run(outcomes) => {
            let outcome = &outcomes[index];
            let is_over = matches!(shown, Shown::Run(_));
            window(terminal, &outcome.state, pane, |at, exchange| {
                let lines = outcome.lines.get(at).map(Vec::as_slice);
                lines.map_or_else(Vec::new, |lines| came(lines, is_over.then_some(exchange), pane))
            })
        }
    })
    .collect()
}

/// The lines of terminals that stand beside each other.
pub(super) fn side_by_side(windows: &[Vec<String>], n_columns: usize) -> Vec<String> {
    let n_lines = windows.iter().map(Vec::len).max().unwrap_or(0);
    (0..n_lines).map(|index| beside(windows, index, n_columns)).collect()
}

/// One line of terminals that stand beside each other.
fn beside(windows: &[Vec<String>], index: usize, n_columns: usize) -> String {
    let mut out = String::new();
    for (place, window) in windows.iter().enumerate() {
        let gap = (place * (n_columns + GAP)).saturating_sub(terminal::painted_width(&out));
        if let Some(line) = window.get(index).filter(|line| !line.is_empty()) {
            out += &format!("{}{line}", " ".repeat(gap));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lessons::steps;
    use crate::markdown::parse;

    const LOOK: Look = Look { n_columns: 30, has_colour: false };
    const LAYOUT: Layout<'_> =
        Layout { look: LOOK, pane: LOOK, n_beside: 1, lang: Lang::English, invitation: "r runs it" };

    const TWO: &str = "read\n\n```console terminal=1\n$ a\nonce\n```\n\n```console terminal=2\n$ b\none\n...\ntwo\n```\n\n\
        <!-- answer -->\n\nend";

    fn lines(step: &Step, shown: Shown<'_>) -> Vec<String> {
        page(step, shown, &parse("> so it is"), &LAYOUT).lines
    }

    #[test]
    fn what_came_out_once_is_folded_until_it_is_asked_for() {
        let step = &steps(TWO)[0];
        let expected = [
            "read",
            "",
            "── terminal 1 ─── r runs it ──",
            "$ a",
            "(e shows the line that we saw…",
            "──────────────────────────────",
            "",
            "── terminal 2 ─── r runs it ──",
            "$ b",
            "(e shows the 2 lines that we …",
            "──────────────────────────────",
        ];
        assert_eq!(lines(step, Shown::Folded), expected);
        let unfolded = lines(step, Shown::Sample);
        assert_eq!(unfolded[3..5], ["$ a", "once"]);
        assert_eq!(unfolded[8..], ["$ b", "one", "...", "two", &"─".repeat(30), "", "▌ so it is", "", "end"]);
    }

    #[test]
    fn what_comes_out_here_stands_in_the_place_of_what_came_out_once() {
        let step = &steps(TWO)[0];
        let outcomes = [
            Outcome { lines: vec![vec!["now".to_owned(), "and more".to_owned()]], state: "ended".to_owned() },
            Outcome::default(),
        ];
        let during = lines(step, Shown::Running(&outcomes));
        assert_eq!(
            during[2..7],
            ["── terminal 1 ─────── ended ──", "$ a", "now", "and more", "──────────────────────────────"]
        );
        assert_eq!(
            during[8..],
            ["── terminal 2 ────────────────", "$ b", "──────────────────────────────"],
            "what is read about it is folded"
        );
        assert_eq!(lines(step, Shown::Run(&outcomes))[11..], ["", "▌ so it is", "", "end"]);
    }

    #[test]
    fn what_differs_from_what_came_out_once_is_marked_when_all_is_over() {
        let step = &steps("```console\n$ a\none\ntwo\n```\n")[0];
        let wide = Layout::of(60, 1, false, (Lang::English, ""));
        let outcomes =
            [Outcome { lines: vec![vec!["one".to_owned(), "three".to_owned()]], state: String::new() }];
        let rows = |shown| page(step, shown, &[], &wide).lines[1..].to_vec();
        assert_eq!(rows(Shown::Running(&outcomes))[..3], ["$ a", "one", "three"]);
        assert_eq!(rows(Shown::Run(&outcomes))[..4], ["$ a", "one", "≠ three", "≠ we saw: two"]);
    }

    #[test]
    fn a_wide_line_goes_on_in_the_next_row() {
        let step = &steps(&format!("```console\n$ {}\n{}\n```", "c".repeat(30), "o".repeat(31)))[0];
        assert_eq!(
            lines(step, Shown::Sample)[1..5],
            [format!("$ {}", "c".repeat(28)), "cc".to_owned(), "o".repeat(30), "o".to_owned()]
        );
    }

    #[test]
    fn a_command_can_be_marked_and_copied_whole() {
        let lines = |text: &str| lines(&steps(text)[0], Shown::Sample);
        assert_eq!(
            lines("```console\n$ python3 -c '\n> if 1:\n>     print(2)\n> '\n2\n```")[1..6],
            ["$ python3 -c '", "if 1:", "    print(2)", "'", "2"]
        );
        assert_eq!(
            lines("```console\n$ netlab impair --to 8080 --delay '1 s' --rate 64KiB/s --up\n```")[1..4],
            ["$ netlab impair --to 8080 \\", "--delay '1 s' --rate 64KiB/s \\", "--up"]
        );
    }

    #[test]
    fn where_there_is_room_terminals_stand_beside_each_other() {
        let text = "```console terminal=1\n$ a\nx\ny\n```\n\n```console terminal=2\n$ b\n```\n\n\
            ```console terminal=3\n$ c\n```";
        let page = page(&steps(text)[0], Shown::Sample, &[], &Layout { n_beside: 2, ..LAYOUT });
        let expected = [
            "── terminal 1 ─── r runs it ──    ── terminal 2 ─── r runs it ──",
            "$ a                               $ b",
            "x                                 ──────────────────────────────",
            "y",
            "──────────────────────────────",
            "",
            "── terminal 3 ─── r runs it ──",
            "$ c",
            "──────────────────────────────",
        ];
        assert_eq!(page.lines, expected);
        assert_eq!(page.stage, Some(0));
        let of = |n_columns, n_terminals| {
            let layout = Layout::of(n_columns, n_terminals, false, (Lang::English, ""));
            (layout.n_beside, layout.pane.n_columns)
        };
        assert_eq!(
            [10, 80, 119, 120, 164].map(|it| of(it, 2)),
            [(1, 20), (1, 80), (1, 80), (2, 58), (2, 80)]
        );
        let wide =
            format!("```console terminal=1\n$ a\n{}\n```\n\n```console terminal=2\n$ b\n```", "x".repeat(61));
        let rows = |shown| {
            super::page(&steps(&wide)[0], shown, &[], &Layout::of(124, 2, false, (Lang::English, ""))).lines
        };
        assert!(rows(Shown::Folded)[0].contains("terminal 2"));
        assert_eq!(rows(Shown::Sample)[2], "x".repeat(61), "what is too wide stands alone");
        assert_eq!([(200, 1), (120, 3), (182, 3)].map(|it| of(it.0, it.1)), [(1, 80), (2, 58), (3, 58)]);
    }
}
