//! What is said of a scenario that is not understood.

use crate::catalogue::Lang;
use crate::cli::desk::failure::words::form::Words;
use crate::cli::desk::failure::words::{rule, toml_file, value};
use crate::impair::ScenarioError;

/// `path` is the file, safe to show.
pub(super) fn words_of(lang: Lang, path: &str, error: &ScenarioError) -> Words {
    let in_line = |line: usize, Words { message, hint }: Words| Words {
        message: lang.pick(format!("{path}:{line}: {message}"), format!("{path}:{line}：{message}")),
        hint: hint.or_else(|| Some(shape(lang).to_owned())),
    };
    let on_the_whole = |message: String| {
        Words::new(lang.pick(format!("{path}: {message}"), format!("{path}：{message}")), shape(lang))
    };
    match error {
        ScenarioError::Form(mistake) => {
            let hint = toml_file::hint(lang, &mistake.flaw).map(str::to_owned);
            in_line(mistake.line, Words { message: toml_file::words_of(lang, &mistake.flaw), hint })
        }
        ScenarioError::Rule { line, name, flaw } => in_line(*line, rule::flaw_of(lang, name, flaw)),
        ScenarioError::Length { line, error } => in_line(*line, value::of_rule(lang, error)),
        ScenarioError::NoPhase => on_the_whole(lang.pick("it has no [[phase]]", "没有 [[phase]]").to_owned()),
        ScenarioError::Endless(name) => on_the_whole(lang.pick(
            format!("phase {name:?} has no `for`, so the next one never comes"),
            format!("阶段 {name:?} 没有 `for`，所以下一个阶段不会到来"),
        )),
        ScenarioError::NeverAgain(name) => on_the_whole(lang.pick(
            format!("phase {name:?} has no `for`, so nothing is repeated"),
            format!("阶段 {name:?} 没有 `for`，所以不会重复"),
        )),
        ScenarioError::NoTime => on_the_whole(
            lang.pick("its phases take no time, so they cannot be repeated", "各阶段不占时间，所以不能重复")
                .to_owned(),
        ),
    }
}

/// How a phase is written.
fn shape(lang: Lang) -> &'static str {
    lang.pick(
        "a phase is [[phase]], then name = \"…\", for = \"3s\" and rules such as both.delay = \"100ms\"",
        "一个阶段是 [[phase]]，然后是 name = \"…\"、for = \"3s\" 和规则，如 both.delay = \"100ms\"",
    )
}
