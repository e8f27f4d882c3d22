//! A failed check, told to the one who wrote the program.
//!
//! The one idea: whoever reads this has just failed and wants to know three things, in this order: what the
//! mistake is called, what was expected and came, and what happened. Everything else comes after.
//!
//! See it run: `netlab check greeting-server -- python3 x.py`.

use crate::catalogue::Lang;
use crate::check::exercise::contract::Check;
use crate::check::peer::witness::{Captions, Drawing, Witness};
use crate::check::play::fact::{Came, Fact};
use crate::check::play::finding::Finding;
use crate::check::play::story::Told;
use crate::check::report::comparison::compared;
use crate::check::report::phrases::{is_first_copy, place};
use crate::check::report::story::story;
use crate::check::report::{labels, words};
use crate::check::subject::place::At;
use crate::check::verdict::{Failure, Mistake, Replay, Verdict};
use crate::terminal;
use crate::terminal::palette::{self, Ink};

/// What a report needs to know of the command that asked for it.
#[derive(Debug, Clone)]
pub struct Telling {
    /// In which language.
    pub lang: Lang,
    /// How wide it may be.
    pub n_columns: usize,
    /// Where in the lesson the reader finds more, as in `netlab lesson 2`.
    pub lesson: Option<String>,
    /// The command that repeats one check; `{check}` stands for its name.
    pub again: String,
    /// Who saw the judge's sockets, where their doings are to be drawn.
    pub witness: Option<Witness>,
}

/// The whole story of a check that failed; empty for one that passed.
#[must_use]
pub fn failure(verdict: &Verdict<'_>, telling: &Telling) -> String {
    let Check { id, title, .. } = verdict.check;
    let Some(failure) = &verdict.failure else { return String::new() };
    let head =
        terminal::wrapped(&safe(&format!("{id}: {title}")), telling.n_columns.saturating_sub(3), "   ");
    let mut out = format!("\n {} {}\n\n", palette::sign(Ink::Trouble, "✗"), palette::bold(head.trim_start()));
    out += &mistake(failure, telling);
    out += &finding(failure, telling);
    out += &places(failure, telling);
    out += &story(telling.lang, verdict, telling.n_columns);
    out += &tried_and_waits(failure, telling);
    out += &drawing(verdict, telling);
    out += &why(verdict.check, failure, telling);
    let again = telling.again.replace("{check}", id);
    out + &format!("\n  {} {again}\n\n", palette::bold(labels::again(telling.lang)))
}

/// The conversation, drawn: where the program was observed, both of its sides, else the judge's alone.
fn drawing(verdict: &Verdict<'_>, telling: &Telling) -> String {
    let again = verdict.replay.as_ref();
    let scope = if let Some(Replay::Same(scope)) = again { scope } else { &verdict.scope };
    let witness = telling.witness.as_ref();
    let captions = captions(telling.lang);
    let drawn = witness.and_then(|witness| witness.draw(scope, captions, telling.n_columns));
    let Some(Drawing { text, is_whole }) = drawn else { return String::new() };
    let title = labels::drawn(telling.lang, is_whole);
    let about = again.map(|again| words::about_picture(telling.lang, again)).unwrap_or_default();
    let note = again.and_then(|again| words::first_play_only(telling.lang, again));
    let note = note.map_or_else(String::new, |note| {
        format!("{}\n", terminal::wrapped(&safe(&note), telling.n_columns, "  "))
    });
    format!("\n  {}{about}\n{text}{note}", palette::bold(title))
}

/// What stands above the lines of a picture that have no name.
fn captions(lang: Lang) -> Captions {
    Captions { program: labels::your_program(lang), ours: "netlab", lang }
}

/// The same without its colours, for other programs.
pub(crate) fn uncoloured(verdict: &Verdict<'_>, telling: &Telling) -> String {
    anstream::adapter::strip_str(&failure(verdict, telling)).to_string()
}

/// The diagnosis, or those that look alike, or that none fits.
fn mistake(failure: &Failure<'_>, telling: &Telling) -> String {
    let mut out = String::new();
    let paragraph =
        |text: &str| terminal::wrapped(&terminal::safe_lines(text), telling.n_columns, "  ") + "\n";
    match failure.mistakes.as_slice() {
        [] => {
            out += &format!("  {}\n", palette::bold(labels::no_known_mistake(telling.lang)));
            out += &paragraph(labels::begin_with_the_step(telling.lang));
        }
        [one] => {
            out += &format!(
                "  {}\n",
                palette::bold_word(
                    Ink::Trouble,
                    &labels::the_mistake(telling.lang, title_of(telling.lang, *one))
                )
            );
            out += &paragraph(text_of(telling.lang, *one));
        }
        several => {
            out += &format!("  {}\n", palette::bold_word(Ink::Trouble, labels::one_of_these(telling.lang)));
            for one in several {
                out += &format!(
                    "\n  {}\n",
                    palette::word(Ink::Trouble, &format!("• {}", title_of(telling.lang, *one)))
                );
                out += &(terminal::wrapped(
                    &terminal::safe_lines(text_of(telling.lang, *one)),
                    telling.n_columns,
                    "    ",
                ) + "\n");
            }
        }
    }
    out
}

pub(crate) fn title_of(lang: Lang, mistake: Mistake<'_>) -> &str {
    match mistake {
        Mistake::Diagnosis(diagnosis) => &diagnosis.title,
        Mistake::Trouble(trouble) => words::title(lang, trouble),
    }
}

fn text_of(lang: Lang, mistake: Mistake<'_>) -> &str {
    match mistake {
        Mistake::Diagnosis(diagnosis) => &diagnosis.text,
        Mistake::Trouble(trouble) => words::text(lang, trouble),
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
                out += &format!("  {:13}{}\n", "", words::and_then(telling.lang, *end));
            }
        }
        _ => {
            out += &labelled(
                labels::expected(telling.lang),
                &words::expected(telling.lang, expected),
                telling.n_columns,
            );
            out += &labelled(labels::got(telling.lang), &words::came(telling.lang, got), telling.n_columns);
        }
    }
    for fact in facts {
        let fact = safe(&words::fact(telling.lang, fact));
        out += &format!("{}\n", terminal::wrapped(&fact, telling.n_columns, "               "));
    }
    if let Some((who, end)) = &failure.ended {
        let how = words::how(telling.lang, *end);
        let how =
            if is_first_copy(who) { how } else { format!("{} {how}", words::the_program(telling.lang, who)) };
        out += &labelled(labels::the_program(telling.lang), &how, telling.n_columns);
        let is_told = |words: &&String| facts.contains(&Fact::LastWords((*words).clone()));
        if let Some(words) = failure.last_words.as_ref().filter(|words| !is_told(words)) {
            out += &labelled(labels::its_words(telling.lang), words, telling.n_columns);
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
    let gap = 13_usize.saturating_sub(terminal::width(label));
    format!("  {label}{:gap$}{}\n", "", body.trim_start())
}

/// Lines of the learner's own source: where the program waits, and where it failed.
fn places(failure: &Failure<'_>, telling: &Telling) -> String {
    let mut out = String::new();
    for (at, found) in &failure.places {
        let label = match at {
            At::Waits => labels::waits_at(telling.lang),
            At::Failed => labels::error_at(telling.lang),
        };
        out += &labelled(label, &place(telling.lang, found), telling.n_columns);
    }
    out
}

/// How the judge knows, and who waits for whom.
fn tried_and_waits(failure: &Failure<'_>, telling: &Telling) -> String {
    let mut out = String::new();
    let list = |title: &str, sentences: &[String]| {
        let mut out = format!("\n  {}\n", palette::bold(title));
        for sentence in sentences {
            let body = terminal::wrapped(&safe(sentence), telling.n_columns, "    ");
            out += &format!("  - {}\n", body.trim_start());
        }
        out
    };
    if !failure.tried.is_empty() {
        let told = |told: &Told<'_>| labels::tried(telling.lang, &words::told(telling.lang, told), told.held);
        let tried: Vec<String> = failure.tried.iter().map(told).collect();
        out += &list(labels::judge_tried(telling.lang), &tried);
    }
    if !failure.waits.is_empty() {
        let waits = words::waits(telling.lang, &failure.waits, &failure.finding.expected);
        out += &list(labels::who_waits(telling.lang), &waits);
    }
    out
}

/// Why it matters, and where to read on.
fn why(check: &Check, failure: &Failure<'_>, telling: &Telling) -> String {
    let mut out = String::new();
    let why = failure.step.why.as_deref().unwrap_or(&check.why);
    if failure.finding.trouble.is_none() && !why.is_empty() {
        let why = terminal::wrapped(&safe(why), telling.n_columns, "  ");
        out += &format!("\n  {}\n{why}\n", palette::bold(labels::why(telling.lang)));
    }
    if let Some(lesson) = &telling.lesson {
        out += &format!("\n  {} {lesson}\n", palette::bold(labels::read_on(telling.lang)));
    }
    out
}

/// The mistakes by their ids, for a closing line or another program.
pub(crate) fn names(failure: &Failure<'_>) -> String {
    failure.mistakes.iter().map(Mistake::id).collect::<Vec<_>>().join(" or ")
}
