//! What `start`, `check` and `solution` say around the judge's report.
//!
//! The one idea: each of the three names the next command.
//!
//! See it run: `netlab start 2`.

use crate::catalogue::Lang;

/// What is checked is what was checked before; the folder is given where it is another one.
pub(super) fn as_last_time(lang: Lang, typed: &str, folder: Option<&str>) -> String {
    match (lang, folder) {
        (Lang::English, Some(folder)) => format!("as last time: {typed}, in {folder}"),
        (Lang::English, None) => format!("as last time: {typed}"),
        (Lang::Chinese, Some(folder)) => format!("与上一次相同： {typed}，在 {folder} 里"),
        (Lang::Chinese, None) => format!("与上一次相同： {typed}"),
    }
}

/// After a pass: the commands that go on, and that show our own solution.
pub(super) fn passed(lang: Lang, next: &str, ours: &str) -> String {
    lang.pick(
        format!("Passed. Next: {next}   Compare with ours: {ours}"),
        format!("已通过。接下来： {next}   与参考答案比较： {ours}"),
    )
}

/// Where the contract is read, for a report: the command, and the heading there.
pub(super) fn section_build(lang: Lang, lesson_command: &str) -> String {
    lang.pick(format!("{lesson_command}, the section \"Build\""), format!("{lesson_command} 的“动手”一节"))
}

/// A starter was written: where it is, where its contract is read, and the lines that check it.
pub(super) fn begun(
    lang: Lang,
    (number, netlab): (u32, &str),
    (folder, contract): (&str, Option<&str>),
    lines: &[String],
) -> String {
    let lines = lines.join("\n  ");
    match lang {
        Lang::English => {
            let contract = contract.map_or_else(String::new, |place| format!("What it must do: {place}.\n"));
            format!(
                "The beginning of exercise {number} is in {folder}.\n{contract}Check it, now and after every \
                 change:\n  {lines}\nAfter that, {netlab} check {number} alone is enough.\n"
            )
        }
        Lang::Chinese => {
            let contract = contract.map_or_else(String::new, |place| format!("程序要做什么：见 {place}。\n"));
            format!(
                "练习 {number} 的起始代码在 {folder} 里。\n{contract}现在和每次修改之后都检查它：\n  {lines}\n以后输入 \
                 {netlab} check {number} 就够了。\n"
            )
        }
    }
}

/// Below the list of checks: how one is run alone.
pub(super) fn one_alone(lang: Lang, command: &str) -> String {
    lang.pick(format!("One alone: {command}\n"), format!("运行其中一项： {command}\n"))
}

/// Stands where the program is typed.
pub(super) const fn your_command() -> &'static str {
    "COMMAND"
}

/// Whose mistake it is: any exercise's, and where the exercises are listed.
pub(super) fn mistake_of_any(lang: Lang, list_command: &str) -> String {
    lang.pick(
        format!("a mistake in any exercise: {list_command}"),
        format!("任何练习里都可能有的错误： {list_command}"),
    )
}

/// Whose mistake it is.
pub(super) fn exercise(lang: Lang, number: u32, name: &str) -> String {
    lang.pick(format!("exercise {number}, {name}"), format!("练习 {number}，{name}"))
}
