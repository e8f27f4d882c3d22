//! A verdict, told to the one who wrote the program.
//!
//! The one idea: whoever reads this has just failed and wants to know three things, in this order: what
//! happened, what was expected there, and what the mistake is called. Everything else comes after.
//!
//! See it run: `netlab check greeting-server -- python3 x.py`.

use std::time::Duration;

use colored::Colorize;

use crate::check::exercise::contract::Check;
use crate::check::peer::witness::Witness;
use crate::check::play::fact::{Came, Fact};
use crate::check::play::finding::Finding;
use crate::check::play::story::Told;
use crate::check::report::comparison::compared;
use crate::check::report::phrases::{THE_PROGRAM, how, is_first_copy, the_program};
use crate::check::report::{findings, steps, troubles, waits};
use crate::check::verdict::{Failure, Mistake, Printed, Verdict};
use crate::terminal;
use crate::terminal::palette::{self, Ink};

/// What a report needs to know of the command that asked for it.
#[derive(Debug, Clone)]
pub struct Telling {
    /// How wide it may be.
    pub n_columns: usize,
    /// Where in the lesson the reader finds more, as in `netlab lesson 2`.
    pub lesson: Option<String>,
    /// The command that repeats one check; `{check}` stands for its name.
    pub again: String,
    /// Who saw the judge's sockets, where their doings are to be drawn.
    pub witness: Option<Witness>,
}

/// One line for a check that passed; the whole story for one that did not.
#[must_use]
pub fn text(verdict: &Verdict<'_>, telling: &Telling, is_first_failure: bool) -> String {
    let Check { id, title, .. } = verdict.check;
    let took = format!("{:.1} s", verdict.took.as_secs_f64());
    let Some(failure) = &verdict.failure else {
        let head = format!("ok    {title}");
        let line = right(&head, &took, telling.n_columns).replacen("ok", &palette::word(Ink::Data, "ok"), 1);
        return format!("{line}\n{}", left(verdict, telling));
    };
    let head = format!("FAIL  {id}: {title}");
    let fits = terminal::width(&head) + took.len() < telling.n_columns;
    let head = if fits {
        right(&head, &took, telling.n_columns)
    } else {
        let title = terminal::wrapped(title, telling.n_columns, "      ");
        format!("{}\n{title}", right(&format!("FAIL  {id}"), &took, telling.n_columns))
    };
    let head = head.replacen("FAIL", &palette::bold_word(Ink::Trouble, "FAIL"), 1);
    if !is_first_failure {
        let first = failure.mistakes.first();
        let first = first.map_or_else(|| findings::came(&failure.finding.got), |it| title_of(*it).to_owned());
        let first = terminal::wrapped(&safe(&first), telling.n_columns, "      ");
        return format!("{head}\n{first}\n{}", left(verdict, telling));
    }
    let mut out = format!("{head}\n\n");
    out += &story(verdict, telling);
    out += &finding(failure, telling);
    out += &mistake(failure, telling);
    out += &further(verdict.check, failure, telling);
    let drawn = telling.witness.as_ref().map(|witness| witness.draw(verdict.addr, telling.n_columns));
    if let Some(drawn) = drawn.filter(|drawn| !drawn.is_empty()) {
        out += &format!("\n  {}\n{drawn}", "What netlab's own sockets did".bold());
    }
    out += &left(verdict, telling);
    out + &format!("\n  {} {}\n\n", "Again:".bold(), telling.again.replace("{check}", id))
}

/// The same without its colours, for other programs.
pub(crate) fn uncoloured(verdict: &Verdict<'_>, telling: &Telling) -> String {
    anstream::adapter::strip_str(&text(verdict, telling, true)).to_string()
}

/// What could not be ended with the check.
fn left(verdict: &Verdict<'_>, telling: &Telling) -> String {
    if verdict.left.is_empty() {
        return String::new();
    }
    let names = safe(&verdict.left.join(", "));
    let note = format!(
        "note: this could not be ended, as it belongs to another user or hangs in the kernel: {names}"
    );
    terminal::wrapped(&note, telling.n_columns, "      ") + "\n"
}

fn right(left: &str, right: &str, n_columns: usize) -> String {
    let left = terminal::cut(left, n_columns.saturating_sub(right.len() + 1));
    let gap = n_columns.saturating_sub(terminal::width(&left) + right.len());
    format!("{left}{:gap$}{right}", "")
}

/// The numbered steps, with what the program printed between them.
fn story(verdict: &Verdict<'_>, telling: &Telling) -> String {
    let mut out = format!("  {}\n", "What happened".bold());
    let mut said = Said::of(&verdict.printed);
    let n_shown = verdict.story.len().saturating_sub(MAX_STEPS);
    if n_shown > 0 {
        out += &format!("      … {n_shown} steps before these went well\n");
    }
    for (index, told) in verdict.story.iter().enumerate().skip(n_shown) {
        out += &said.until(told.at, telling.n_columns);
        out += &step(index + 1, told, telling.n_columns);
    }
    out + &said.until(Duration::MAX, telling.n_columns)
}

const MAX_STEPS: usize = 20;
/// So many lines of the program's own are shown, and of more so many at the beginning.
const MAX_PRINTED: usize = 12;
const FIRST_PRINTED: usize = 4;

fn step(number: usize, told: &Told<'_>, n_columns: usize) -> String {
    let mark = if told.held { " ".to_owned() } else { palette::sign(Ink::Trouble, "✗") };
    let indent = "  ".repeat(told.depth);
    let body = terminal::wrapped(&safe(&steps::sentence(told)), n_columns.saturating_sub(9), &indent);
    let mut lines = body.lines();
    let first = format!("  {mark} {number:>2}. {}\n", lines.next().unwrap_or_default());
    lines.fold(first, |out, line| out + &format!("        {line}\n"))
}

/// What the program printed, line by line. Of much, the beginning is shown and the end: the last line of a
/// traceback is the one that counts.
struct Said {
    /// When, on which stream, and the line.
    lines: Vec<(Duration, &'static str, String)>,
    /// How many have been shown or left out.
    n_done: usize,
}

impl Said {
    fn of(printed: &[Printed]) -> Said {
        let mut lines = Vec::new();
        for printed in printed {
            let stream = if printed.is_err { "stderr" } else { "stdout" };
            let text = terminal::Escaper::default().push(&terminal::without_colours(&printed.bytes));
            let said = text.lines().filter(|line| !line.trim().is_empty());
            lines.extend(said.map(|line| (printed.at, stream, line.to_owned())));
        }
        Said { lines, n_done: 0 }
    }

    /// The lines up to this moment that have not been shown yet, set off from what the judge did.
    fn until(&mut self, end: Duration, n_columns: usize) -> String {
        let mut out = String::new();
        let n_left_out = self.lines.len().saturating_sub(MAX_PRINTED);
        let left_out = FIRST_PRINTED..FIRST_PRINTED + n_left_out;
        while let Some((_, stream, line)) = self.lines.get(self.n_done).filter(|(at, ..)| *at <= end) {
            if !left_out.contains(&self.n_done) {
                let line = terminal::cut(line, n_columns.saturating_sub(18));
                out += &format!("        {}\n", format!("{stream} │ {line}").dimmed());
            } else if self.n_done == left_out.start {
                let lines = if n_left_out == 1 { "line" } else { "lines" };
                out += &format!("        {}\n", format!("… {n_left_out} more {lines} …").dimmed());
            }
            self.n_done += 1;
        }
        out
    }
}

/// What was expected and what came.
fn finding(failure: &Failure<'_>, telling: &Telling) -> String {
    let Finding { expected, got, expected_bytes, bytes, facts, .. } = &failure.finding;
    let mut out = String::from("\n");
    match expected_bytes {
        Some(expected) if !bytes.is_empty() && bytes != expected => {
            for line in compared(expected, bytes, "  ", telling.n_columns) {
                out += &format!("{line}\n");
            }
            if let Came::Heard(_, end) = got {
                out += &format!("  {:13}{}\n", "", findings::and_then(*end));
            }
        }
        _ => {
            out += &labelled("expected", &findings::expected(expected), telling.n_columns);
            out += &labelled("got", &findings::came(got), telling.n_columns);
        }
    }
    for fact in facts {
        let fact = safe(&findings::fact(fact));
        out += &format!("{}\n", terminal::wrapped(&fact, telling.n_columns, "               "));
    }
    if let Some((who, end)) = &failure.ended {
        let how = how(*end);
        let how = if is_first_copy(who) { how } else { format!("{} {how}", the_program(who)) };
        out += &labelled(THE_PROGRAM, &how, telling.n_columns);
        let is_told = |words: &&String| facts.contains(&Fact::LastWords((*words).clone()));
        if let Some(words) = failure.last_words.as_ref().filter(|words| !is_told(words)) {
            out += &labelled("its words", words, telling.n_columns);
        }
    }
    out
}

/// Names, errors and last words come from the program or from the system: nothing of them may steer a terminal.
fn safe(text: &str) -> String {
    terminal::escaped(text.as_bytes())
}

fn labelled(label: &str, text: &str, n_columns: usize) -> String {
    let body = terminal::wrapped(&safe(text), n_columns, "               ");
    format!("  {label:<13}{}\n", body.trim_start())
}

/// The diagnosis, or those that look alike, or that none fits.
fn mistake(failure: &Failure<'_>, telling: &Telling) -> String {
    let mut out = String::from("\n");
    let paragraph = |text: &str| terminal::wrapped(text, telling.n_columns, "  ") + "\n";
    match failure.mistakes.as_slice() {
        [] => {
            out += &format!("  {}\n", "No known mistake fits these bytes.".bold());
            out += &paragraph(
                "What was expected and what came is all that is certain. Begin with the step marked ✗.",
            );
        }
        [one] => {
            out += &format!(
                "  {}\n",
                palette::bold_word(Ink::Trouble, &format!("The mistake: {}", title_of(*one)))
            );
            out += &paragraph(text_of(*one));
        }
        several => {
            out += &format!(
                "  {}\n",
                palette::bold_word(Ink::Trouble, "One of these mistakes; the bytes cannot tell them apart:")
            );
            for one in several {
                out += &format!("\n  {}\n", palette::word(Ink::Trouble, &format!("• {}", title_of(*one))));
                out += &(terminal::wrapped(text_of(*one), telling.n_columns, "    ") + "\n");
            }
        }
    }
    out
}

fn title_of(mistake: Mistake<'_>) -> &str {
    match mistake {
        Mistake::Diagnosis(diagnosis) => &diagnosis.title,
        Mistake::Trouble(trouble) => troubles::title(trouble),
    }
}

fn text_of(mistake: Mistake<'_>) -> &str {
    match mistake {
        Mistake::Diagnosis(diagnosis) => &diagnosis.text,
        Mistake::Trouble(trouble) => troubles::text(trouble),
    }
}

/// How the judge knows, who waits for whom, why it matters, and where to read on.
fn further(check: &Check, failure: &Failure<'_>, telling: &Telling) -> String {
    let mut out = String::new();
    let list = |title: &str, sentences: &[String]| {
        let mut out = format!("\n  {}\n", title.bold());
        for sentence in sentences {
            let body = terminal::wrapped(&safe(sentence), telling.n_columns, "    ");
            out += &format!("  - {}\n", body.trim_start());
        }
        out
    };
    if !failure.tried.is_empty() {
        let told =
            |told: &Told<'_>| format!("{}: {}", steps::sentence(told), if told.held { "yes" } else { "no" });
        let tried: Vec<String> = failure.tried.iter().map(told).collect();
        out += &list("Then the judge tried", &tried);
    }
    if !failure.waits.is_empty() {
        let waits = waits::sentences(&failure.waits, &failure.finding.expected);
        out += &list("Who waits for whom, at that moment", &waits);
    }
    let why = failure.step.why.as_deref().unwrap_or(&check.why);
    if failure.finding.trouble.is_none() && !why.is_empty() {
        out += &format!(
            "\n  {}\n{}\n",
            "Why it matters".bold(),
            terminal::wrapped(why, telling.n_columns, "  ")
        );
    }
    if let Some(lesson) = &telling.lesson {
        out += &format!("\n  {} {lesson}\n", "Read on:".bold());
    }
    out
}

/// The closing line: how many passed, and the verdict.
#[must_use]
pub fn summary(verdicts: &[Verdict<'_>], n_checks: usize) -> String {
    let n_passed = verdicts.iter().filter(|verdict| verdict.failure.is_none()).count();
    let first = verdicts.iter().find_map(|verdict| verdict.failure.as_ref());
    let Some(failure) = first else {
        return format!("{} all {n_passed} checks passed\n", palette::bold_word(Ink::Data, "PASS"));
    };
    let names = if failure.mistakes.is_empty() { "no known mistake".to_owned() } else { names(failure) };
    let n_skipped = n_checks - verdicts.len();
    let skipped = if n_skipped > 0 { format!(", {n_skipped} not run") } else { String::new() };
    let n_failed = verdicts.len() - n_passed;
    format!(
        "{} {n_passed} passed, {n_failed} failed{skipped}; verdict: {}\n",
        palette::bold_word(Ink::Trouble, "FAIL"),
        names.bold()
    )
}

/// The mistakes by their ids, for a closing line or another program.
pub(crate) fn names(failure: &Failure<'_>) -> String {
    failure.mistakes.iter().map(Mistake::id).collect::<Vec<_>>().join(" or ")
}
