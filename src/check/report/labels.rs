//! The headings and labels of a report, both languages side by side.
//!
//! The one idea: a label is short, and its column is as wide as the longest in either language.
//!
//! See it run: any failing check.

use crate::catalogue::Lang;

/// What stands before what was expected.
pub(crate) fn expected(lang: Lang) -> &'static str {
    lang.pick("expected", "期望")
}

/// What stands before what came.
pub(crate) fn got(lang: Lang) -> &'static str {
    lang.pick("got", "实际")
}

/// What stands before how the program ended.
pub(crate) fn the_program(lang: Lang) -> &'static str {
    lang.pick("the program", "程序")
}

/// What stands before the last that the program printed.
pub(crate) fn its_words(lang: Lang) -> &'static str {
    lang.pick("its words", "它的输出")
}

/// What stands before the line in which the program waits.
pub(crate) fn waits_at(lang: Lang) -> &'static str {
    lang.pick("it waits at", "等待之处")
}

/// What stands before the line of the program's error.
pub(crate) fn error_at(lang: Lang) -> &'static str {
    lang.pick("its error at", "出错之处")
}

/// Above the drawing.
pub(crate) fn drawn(lang: Lang, is_whole: bool) -> &'static str {
    if is_whole {
        lang.pick("The conversation, drawn", "会话的梯形图")
    } else {
        lang.pick("The end of the conversation, drawn", "会话末尾的梯形图")
    }
}

/// What the subject is called above the drawing.
pub(crate) fn your_program(lang: Lang) -> &'static str {
    lang.pick("your program", "你的程序")
}

/// Before the command that repeats a check.
pub(crate) fn again(lang: Lang) -> &'static str {
    lang.pick("Again:", "再来一次：")
}

/// Where no diagnosis fits: the heading.
pub(crate) fn no_known_mistake(lang: Lang) -> &'static str {
    lang.pick("No known mistake fits these bytes.", "没有已知的错误与这些字节相符。")
}

/// Where no diagnosis fits: what to do.
pub(crate) fn begin_with_the_step(lang: Lang) -> &'static str {
    lang.pick(
        "What was expected and what came is all that is certain. Begin with the step marked ✗.",
        "可以确定的只有期望的内容和实际的内容。从标有 ✗ 的步骤查起。",
    )
}

/// The mistake by its title.
pub(crate) fn the_mistake(lang: Lang, title: &str) -> String {
    lang.pick(format!("The mistake: {title}"), format!("错误：{title}"))
}

/// Above several diagnoses.
pub(crate) fn one_of_these(lang: Lang) -> &'static str {
    lang.pick("One of these mistakes; the bytes cannot tell them apart:", "以下错误之一，从字节上无法区分：")
}

/// Whether a step of the judge's own trial held.
pub(crate) fn tried(lang: Lang, step: &str, held: bool) -> String {
    match (lang, held) {
        (Lang::English, true) => format!("{step}: yes"),
        (Lang::English, false) => format!("{step}: no"),
        (Lang::Chinese, true) => format!("{step}：是"),
        (Lang::Chinese, false) => format!("{step}：否"),
    }
}

/// Above what the judge tried.
pub(crate) fn judge_tried(lang: Lang) -> &'static str {
    lang.pick("Then the judge tried", "然后，netlab 又试了")
}

/// Above who waits.
pub(crate) fn who_waits(lang: Lang) -> &'static str {
    lang.pick("Who waits for whom, at that moment", "那一刻谁在等谁")
}

/// Above the reason.
pub(crate) fn why(lang: Lang) -> &'static str {
    lang.pick("Why it matters", "为什么重要")
}

/// Before the place in the lesson.
pub(crate) fn read_on(lang: Lang) -> &'static str {
    lang.pick("Read on:", "继续阅读：")
}

/// Above the steps.
pub(crate) fn what_happened(lang: Lang) -> &'static str {
    lang.pick("What happened", "发生了什么")
}

/// In the place of the first steps.
pub(crate) fn steps_before(lang: Lang, n_steps: usize) -> String {
    lang.pick(format!("… {n_steps} steps before these went well"), format!("……此前的 {n_steps} 步都正常"))
}

/// In the place of lines that the program printed.
pub(crate) fn more_lines(lang: Lang, n_lines: usize) -> String {
    let lines = if n_lines == 1 { "line" } else { "lines" };
    lang.pick(format!("… {n_lines} more {lines} …"), format!("……另有 {n_lines} 行……"))
}

/// What could not be ended with a check.
pub(crate) fn left(lang: Lang, names: &str) -> String {
    lang.pick(
        format!(
            "note: this could not be ended, as it belongs to another user or hangs in the kernel: {names}"
        ),
        format!("注意：以下进程无法结束，因为它属于其他用户或者停在内核里：{names}"),
    )
}

/// That the program starts, in the row that lives.
pub(crate) fn running(lang: Lang, command: &str) -> String {
    lang.pick(format!("▸ running: {command}"), format!("▸ 运行：{command}"))
}

/// A step, in the row that lives.
pub(crate) fn step(lang: Lang, number: &str, step: &str) -> String {
    lang.pick(format!("▸ step {number}: {step}"), format!("▸ 第 {number} 步：{step}"))
}

/// A step of the judge's own trial, in the row that lives.
pub(crate) fn tries(lang: Lang, step: &str) -> String {
    lang.pick(format!("▸ netlab tries: {step}"), format!("▸ netlab 在试：{step}"))
}

/// That the check is played again, in the row that lives.
pub(crate) fn looks_again(lang: Lang) -> &'static str {
    lang.pick("▸ once more, to see where the program waits", "▸ 再来一次，看程序在哪里等待")
}

/// That the check is played once more under the eyes of the observer, in the row that lives.
pub(crate) fn observes(lang: Lang) -> &'static str {
    lang.pick(
        "▸ once more, to see what the program's own sockets do",
        "▸ 再来一次，看程序自己的套接字做了什么",
    )
}
