//! What stands around the entries of the catalogue: groups, labels, keys.
//!
//! The one idea: the entries have their words in the catalogue; here are those of the list and of the table.
//!
//! See it run: `netlab explain`, `netlab explain TIME_WAIT`.

use crate::catalogue::{Lang, Word};

/// The heading of a word's group.
pub(super) fn group(lang: Lang, word: Word) -> &'static str {
    match word {
        Word::Event(_) => lang.pick("Events: what a socket did", "事件：套接字做了什么"),
        Word::Error(_) => lang.pick("Errors: what a call failed with", "错误：调用为什么失败"),
        Word::State(_) => lang.pick("States of a TCP connection", "TCP 连接的状态"),
        Word::Term(_) => lang.pick("Terms", "术语"),
        Word::Field(_) => lang.pick("Header fields", "首部字段"),
    }
}

/// The heading of the exercises' mistakes.
pub(super) fn mistakes(lang: Lang) -> &'static str {
    lang.pick("Mistakes: what a check found in a program", "常见错误：检查在程序里发现的")
}

/// Below the list.
pub(super) fn tells_more(lang: Lang) -> &'static str {
    lang.pick("netlab explain WORD tells more of one.", "输入 netlab explain WORD 查看一条的详情。")
}

/// At the foot of an entry that was chosen.
pub(super) fn keys_of_entry(lang: Lang) -> &'static str {
    lang.pick(
        "↑ ↓ scroll   Enter or Esc: back to the list   q leaves",
        "↑ ↓ 滚动   Enter 或 Esc 返回列表   q 退出",
    )
}

/// At the foot of the list, with how many of all are shown.
pub(super) fn keys_of_list(lang: Lang, n_found: usize, n_all: usize) -> String {
    lang.pick(
        format!("{n_found} of {n_all}   type, or ↑ ↓   Enter shows   Esc leaves"),
        format!("{n_found}/{n_all}   输入文字，或 ↑ ↓   Enter 显示   Esc 退出"),
    )
}

/// Stands in the list's place.
pub(super) fn nothing_fits(lang: Lang) -> &'static str {
    lang.pick(
        "Nothing here speaks of it. Fewer letters find more.",
        "没有词条提到它。少输入几个字可以找到更多。",
    )
}

/// A fact that stands beside its label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Call,
    Calls,
    TcpState,
    Layer,
    Node,
    Python,
    Linux,
    SeeAlso,
    Source,
}

/// A fact's label, in at most ten columns.
pub(super) fn label(lang: Lang, label: Label) -> &'static str {
    match label {
        Label::Call => lang.pick("call", "调用"),
        Label::Calls => lang.pick("calls", "调用"),
        Label::TcpState => lang.pick("TCP state", "TCP 状态"),
        Label::Layer => lang.pick("layer", "层"),
        Label::Node => "Node.js",
        Label::Python => "Python",
        Label::Linux => "Linux",
        Label::SeeAlso => lang.pick("see also", "参见"),
        Label::Source => lang.pick("source", "出处"),
    }
}

/// Stands where an event changes no state.
pub(super) fn no_state_change(lang: Lang) -> &'static str {
    lang.pick("none", "不变")
}
