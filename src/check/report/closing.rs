//! The last rows of a run: how many passed, and what the mistake is called.
//!
//! The one idea: the last row is the one that is on the screen whatever came before. It says the mistake in words,
//! and the command that explains it.
//!
//! See it run: `netlab check greeting-server -- python3 x.py`.

use crate::catalogue::Lang;
use crate::check::report::failure::{names, title_of};
use crate::check::verdict::{Failure, Verdict};
use crate::terminal;
use crate::terminal::palette::{self, Ink};

/// What the closing rows need to know of the command that asked.
#[derive(Debug, Clone)]
pub struct Closing {
    /// In which language.
    pub lang: Lang,
    /// How many checks were asked for.
    pub n_checks: usize,
    /// How netlab is called, as in `netlab` or `netlab --lessons DIR`.
    pub netlab: String,
    /// How wide a row may be.
    pub n_columns: usize,
}

/// How many passed, and in the last row the mistake in words.
#[must_use]
pub fn summary(verdicts: &[Verdict<'_>], closing: &Closing) -> String {
    let failures: Vec<&Failure<'_>> =
        verdicts.iter().filter_map(|verdict| verdict.failure.as_ref()).collect();
    let n_passed = verdicts.len() - failures.len();
    let Some(first) = failures.first() else {
        return palette::bold_word(Ink::Data, &all_passed(closing.lang, n_passed)) + "\n";
    };
    let mut known: Vec<&Failure<'_>> = Vec::new();
    for failure in &failures {
        if known.iter().all(|known| names(known) != names(failure)) {
            known.push(failure);
        }
    }
    let counts =
        palette::quiet(&counts(closing.lang, n_passed, failures.len(), closing.n_checks - verdicts.len()));
    let is_judged = !verdicts.iter().any(Verdict::could_not_judge);
    let rows: Vec<String> = match (known.len(), first.mistakes.as_slice()) {
        (1, []) => vec![palette::bold_word(Ink::Trouble, unnamed(closing.lang))],
        (1, [_]) => rows_of(first, only_mistake(closing.lang, is_judged), closing),
        (1, _) => {
            let heading = palette::bold_word(
                Ink::Trouble,
                closing.lang.pick("1 mistake, one of these:", "1 个错误，以下之一："),
            );
            std::iter::once(heading).chain(rows_of(first, "  ", closing)).collect()
        }
        (n_mistakes, _) => {
            let heading = palette::bold_word(Ink::Trouble, &several(closing.lang, n_mistakes));
            let rows = known.iter().take(MAX_NAMED).flat_map(|failure| rows_of(failure, "  ", closing));
            let more = n_mistakes.saturating_sub(MAX_NAMED);
            let more = (more > 0)
                .then(|| closing.lang.pick(format!("  and {more} more"), format!("  另有 {more} 个")));
            std::iter::once(heading).chain(rows).chain(more).collect()
        }
    };
    format!("{counts}\n{}\n", rows.join("\n"))
}

/// Of many mistakes so many are named: the first is to be mended first.
const MAX_NAMED: usize = 4;

fn unnamed(lang: Lang) -> &'static str {
    lang.pick(
        "1 mistake, and none of those with a name: begin with the step marked ✗",
        "1 个错误，不属于有名字的错误：从标有 ✗ 的步骤查起",
    )
}

fn only_mistake(lang: Lang, is_judged: bool) -> &'static str {
    if is_judged {
        lang.pick("1 mistake: ", "1 个错误：")
    } else {
        lang.pick("not judged: ", "没有判定：")
    }
}

/// What was found before somebody pressed Ctrl-C, and the command that goes on.
#[must_use]
pub fn stopped(verdicts: &[Verdict<'_>], closing: &Closing, go_on: &str) -> String {
    let n_failed = verdicts.iter().filter(|verdict| verdict.failure.is_some()).count();
    let counts = counts(closing.lang, verdicts.len() - n_failed, n_failed, closing.n_checks - verdicts.len());
    let go_on = palette::bold(go_on);
    closing
        .lang
        .pick(format!("stopped: {counts}\nto go on: {go_on}\n"), format!("已停止：{counts}\n继续：{go_on}\n"))
}

fn all_passed(lang: Lang, n_passed: usize) -> String {
    let english = if n_passed == 1 {
        "✓ 1 of 1 checks passed".to_owned()
    } else {
        format!("✓ all {n_passed} checks passed")
    };
    lang.pick(english, format!("✓ {n_passed} 项检查全部通过"))
}

fn counts(lang: Lang, n_passed: usize, n_failed: usize, n_not_run: usize) -> String {
    if n_not_run == 0 {
        return lang.pick(
            format!("{n_passed} passed, {n_failed} failed"),
            format!("{n_passed} 项通过，{n_failed} 项失败"),
        );
    }
    lang.pick(
        format!("{n_passed} passed, {n_failed} failed, {n_not_run} not run"),
        format!("{n_passed} 项通过，{n_failed} 项失败，{n_not_run} 项没有运行"),
    )
}

fn several(lang: Lang, n_mistakes: usize) -> String {
    lang.pick(
        format!("{n_mistakes} mistakes; begin with the first:"),
        format!("{n_mistakes} 个错误，从第一个查起："),
    )
}

/// A row for each mistake that a failure proves, with the command that explains it; in two rows where it is long.
fn rows_of(failure: &Failure<'_>, begin: &str, closing: &Closing) -> Vec<String> {
    let row = |title: &str, command: &str| {
        let text = format!("{begin}{}", terminal::escaped(title.as_bytes()));
        let gap =
            if terminal::width(&text) + command.len() + 3 <= closing.n_columns { "   " } else { "\n    " };
        format!("{}{gap}{command}", palette::bold_word(Ink::Trouble, &text))
    };
    if failure.mistakes.is_empty() {
        return vec![palette::bold_word(
            Ink::Trouble,
            &format!("{begin}{}", closing.lang.pick("a mistake without a name", "没有名字的错误")),
        )];
    }
    let named = failure.mistakes.iter();
    named
        .map(|mistake| {
            row(title_of(closing.lang, *mistake), &format!("{} explain {}", closing.netlab, mistake.id()))
        })
        .collect()
}
