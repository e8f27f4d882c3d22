//! Phrases that several sentences share, in Chinese.
//!
//! The one idea: what came from a stranger is made safe in one place, before it stands in any sentence.
//!
//! See it run: any failing check with `--lang zh-CN`.

use crate::catalogue::{self, Lang};
use crate::check::exercise::act::Payload;
use crate::check::exercise::template::{Template, Values};
use crate::check::report::phrases::{is_first_copy, place};
use crate::check::subject::known::ProgramEnd;
use crate::check::subject::place::{At, Place};
use crate::terminal;

/// Bytes in quotes, safe to show, cut where they are long.
pub(crate) fn quoted(bytes: &[u8]) -> String {
    let shown = terminal::escaped(&bytes[..bytes.len().min(200)]);
    if bytes.len() <= 48 && terminal::width(&shown) <= 60 {
        return format!("\"{shown}\"");
    }
    format!("\"{}\"（{}）", terminal::cut(&shown, 30), size(bytes.len() as u64))
}

/// A number of bytes with its unit.
pub(crate) fn size(n_bytes: u64) -> String {
    catalogue::byte_size(Lang::Chinese, n_bytes)
}

/// A text with holes, in quotes.
pub(crate) fn quoted_text(text: &Template, values: &Values) -> String {
    quoted(&text.told(values))
}

/// What goes through a socket.
pub(crate) fn payload(what: &Payload, values: &Values) -> String {
    match what {
        Payload::Text(text) => quoted_text(text, values),
        Payload::Lines(all) => lines(all, values),
        Payload::Frames(frames) => match frames.as_slice() {
            [frame] => format!("消息 {}", quoted_text(frame, values)),
            frames => format!("合在一起的 {} 个消息", frames.len()),
        },
        Payload::Filler(n_bytes) => format!("{} 字节", terminal::grouped(*n_bytes as u64)),
    }
}

/// One line or several.
pub(crate) fn lines(lines: &[Template], values: &Values) -> String {
    match lines {
        [line] => format!("一行 {}", quoted_text(line, values)),
        lines => {
            let lines: Vec<String> = lines.iter().map(|line| quoted_text(line, values)).collect();
            format!("{} 行 {}", lines.len(), lines.join("、"))
        }
    }
}

/// The subject, or a second copy of it.
pub(crate) fn the_program(who: &str) -> String {
    if is_first_copy(who) { "程序".to_owned() } else { format!("程序的副本 {who}") }
}

/// Where the program waits, or where its error was, as a clause.
pub(crate) fn located((at, found): &(At, Place)) -> String {
    match at {
        At::Waits => format!("程序在 {} 等待", place(Lang::Chinese, found)),
        At::Failed => format!("程序在 {} 出错", place(Lang::Chinese, found)),
    }
}

/// How a program ended.
pub(crate) fn how(end: ProgramEnd) -> String {
    match (end.code, end.signal) {
        (Some(code), _) => format!("已结束，退出码 {code}"),
        (None, Some(11)) => "被信号 11 杀死（SIGSEGV：访问了不属于它的内存）".to_owned(),
        (None, Some(9)) => "被信号 9 杀死（SIGKILL）".to_owned(),
        (None, Some(6)) => "被信号 6 杀死（SIGABRT：程序自己中止）".to_owned(),
        (None, Some(13)) => "被信号 13 杀死（SIGPIPE：向已不存在的连接写入）".to_owned(),
        (None, Some(signal)) => format!("被信号 {signal} 杀死"),
        (None, None) => "已结束，系统没有说明方式".to_owned(),
    }
}
