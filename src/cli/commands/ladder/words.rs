//! What the ladder says of the records that it was given.
//!
//! The one idea: what could not be drawn is said beside the name of its file; nothing is left out in silence.
//!
//! See it run: `netlab ladder run.jsonl run.jsonl`.

use crate::catalogue::Lang;
use crate::terminal::grouped;

/// The drawing stands in this file.
pub(super) fn drawn_into(lang: Lang, path: &str) -> String {
    lang.pick(format!("drawn into {path}"), format!("已画入 {path}"))
}

/// Two of the files hold the same record.
pub(super) fn given_twice(lang: Lang, file: &str) -> String {
    lang.pick(
        format!("note: a record of {file} is given twice; it is drawn once"),
        format!("注意：{file} 里有一个记录给出了两次；只画一次"),
    )
}

/// Lines of a newer netlab, or of no netlab.
pub(super) fn lines_skipped(lang: Lang, file: &str, n_lines: usize) -> String {
    let n = grouped(n_lines as u64);
    match (lang, n_lines) {
        (Lang::English, 1) => format!("note: {file} has 1 line that is no event known here; it is left out"),
        (Lang::English, _) => {
            format!("note: {file} has {n} lines that are no events known here; they are left out")
        }
        (Lang::Chinese, _) => format!("注意：{file} 里有 {n} 行不是这里认识的事件；已略去"),
    }
}

/// The program ended in the middle of writing a line.
pub(super) fn line_cut_short(lang: Lang, file: &str) -> String {
    lang.pick(
        format!("note: {file} has a line that was cut short; it is left out"),
        format!("注意：{file} 里有一行不完整；已略去"),
    )
}

/// The file is longer than what is read of one.
pub(super) fn too_long(lang: Lang, file: &str, n_events: u64) -> String {
    let n = grouped(n_events);
    lang.pick(
        format!("note: {file} is longer than is ever read; its first {n} events are drawn"),
        format!("注意：{file} 太长，没有全部读取；只画出前 {n} 个事件"),
    )
}

/// The name of `-`.
pub(super) fn standard_input(lang: Lang) -> &'static str {
    lang.pick("standard input", "标准输入")
}
