//! What is said of a file that could not be read, written or understood.

use std::io;
use std::path::Path;

use crate::catalogue::Lang;
use crate::cli::desk::failure::cause::{Cause, words as system_words};
use crate::cli::desk::failure::facts::FileFailure;
use crate::cli::desk::failure::words::form::Words;
use crate::cli::desk::failure::words::scenario;
use crate::cli::desk::shell::quoted;
use crate::terminal::escaped_path;
use crate::trace::{HeaderFlaw, TraceError};

pub(super) fn words_of(lang: Lang, failure: &FileFailure) -> Words {
    Words { message: message(lang, failure), hint: hint(lang, failure) }
}

fn message(lang: Lang, failure: &FileFailure) -> String {
    match failure {
        FileFailure::StdinNotRead(cause) => {
            not_read(lang, lang.pick("standard input", "标准输入"), &cause.words(lang))
        }
        FileFailure::NotRecorded { path, cause, .. } => {
            let (path, why) = (escaped_path(path), cause.words(lang));
            lang.pick(format!("cannot record to {path}: {why}"), format!("未能记录到 {path}：{why}"))
        }
        FileFailure::RecordCut { path, cause, is_empty } => {
            let (path, why) = (escaped_path(path), cause.words(lang));
            match (lang, is_empty) {
                (Lang::English, true) => format!("the record {path} could not be written: {why}"),
                (Lang::English, false) => format!("the record {path} is not whole: {why}"),
                (Lang::Chinese, true) => format!("未能写入记录 {path}：{why}"),
                (Lang::Chinese, false) => format!("记录 {path} 不完整：{why}"),
            }
        }
        FileFailure::TraceNotRead { path, cause } => not_read(lang, &name(lang, path), &cause.words(lang)),
        FileFailure::NotATrace { path, error } => {
            let (name, why) = (name(lang, path), no_trace(lang, error));
            lang.pick(format!("{name} is not a trace: {why}"), format!("{name} 不是记录：{why}"))
        }
        FileFailure::PictureNotWritten { path, cause } | FileFailure::StarterNotWritten { path, cause } => {
            let (path, why) = (escaped_path(path), cause.words(lang));
            lang.pick(format!("cannot write {path}: {why}"), format!("未能写入 {path}：{why}"))
        }
        FileFailure::PagesNotWritten { dir, cause } => {
            let (dir, why) = (escaped_path(dir), cause.words(lang));
            lang.pick(
                format!("cannot write the manual pages to {dir}: {why}"),
                format!("未能把手册页写到 {dir}：{why}"),
            )
        }
        FileFailure::ScenarioNotRead { path, cause } => {
            not_read(lang, &escaped_path(path), &cause.words(lang))
        }
        FileFailure::ScenarioTooLong { path } => {
            not_read(lang, &escaped_path(path), lang.pick("it is larger than 1 MiB", "它大于 1 MiB"))
        }
        FileFailure::ScenarioNotUnderstood { path, error } => {
            scenario::words_of(lang, &escaped_path(path), error).message
        }
    }
}

fn not_read(lang: Lang, name: &str, why: &str) -> String {
    let blank = if name.is_ascii() { " " } else { "" };
    lang.pick(format!("cannot read {name}: {why}"), format!("未能读取{blank}{name}：{why}"))
}

fn hint(lang: Lang, failure: &FileFailure) -> Option<String> {
    let text = match failure {
        FileFailure::StdinNotRead(_) => lang.pick(
            "what was read before may have been sent; nothing after it was",
            "之前读到的内容可能已经发送；之后的没有发送",
        ),
        FileFailure::NotRecorded { path, cause, is_file } => {
            return Some(record_hint(lang, path, cause, *is_file));
        }
        FileFailure::RecordCut { .. } => {
            lang.pick("the program itself ran to its end", "程序本身已运行到结束")
        }
        FileFailure::NotATrace { error: TraceError::Utf16, .. } => lang.pick(
            "--record FILE writes UTF-8 whatever the shell does",
            "--record FILE 总是写 UTF-8，与 shell 无关",
        ),
        FileFailure::TraceNotRead { .. } | FileFailure::NotATrace { .. } => lang.pick(
            "a trace is made by any netlab program with --record FILE, as in: netlab --record run.jsonl tour",
            "netlab 的任何程序加上 --record FILE 都会写记录，如： netlab --record run.jsonl tour",
        ),
        FileFailure::PictureNotWritten { .. } => lang.pick(
            "choose a place where you may write, as in: -o /tmp/run.svg",
            "选一个可以写入的地方，如： -o /tmp/run.svg",
        ),
        FileFailure::StarterNotWritten { cause, .. } if cause.kind == io::ErrorKind::AlreadyExists => lang
            .pick(
                "your work is never written over; name another directory",
                "已有的作业不会被覆盖；写另一个目录",
            ),
        FileFailure::StarterNotWritten { .. } => lang.pick(
            "name a directory where you may write: netlab start 2 /tmp/greeting",
            "写一个可以写入的目录： netlab start 2 /tmp/greeting",
        ),
        FileFailure::PagesNotWritten { .. } => {
            lang.pick("the directory must be there, and yours to write in", "目录必须已经存在，并且可以写入")
        }
        FileFailure::ScenarioNotRead { .. } | FileFailure::ScenarioTooLong { .. } => return None,
        FileFailure::ScenarioNotUnderstood { path, error } => {
            return scenario::words_of(lang, &escaped_path(path), error).hint;
        }
    };
    Some(text.to_owned())
}

/// Why a file is no trace.
fn no_trace(lang: Lang, error: &TraceError) -> String {
    match error {
        TraceError::Io(error) => system_words(lang, error),
        TraceError::NoHeader => lang.pick(
            format!("expected a first line {FIRST_LINE}, and found none"),
            format!("第一行应为 {FIRST_LINE}，但没有找到"),
        ),
        TraceError::Version { line, found } => lang.pick(
            format!("line {line}: expected version 1, found version {found}"),
            format!("第 {line} 行：版本应为 1，实际是 {found}"),
        ),
        TraceError::Utf16 => lang
            .pick(
                "it is UTF-16 text, as PowerShell's > writes it: expected UTF-8",
                "它是 UTF-16 文本，是 PowerShell 的 > 写的：应为 UTF-8",
            )
            .to_owned(),
        TraceError::Header { line, flaw } => {
            let flaw = header_flaw(lang, flaw);
            lang.pick(
                format!("line {line} begins as {FIRST_LINE}, and {flaw}"),
                format!("第 {line} 行的开头是 {FIRST_LINE}，但{flaw}"),
            )
        }
    }
}

/// To stand behind `and`.
fn header_flaw(lang: Lang, flaw: &HeaderFlaw) -> String {
    match flaw {
        HeaderFlaw::Cut => lang.pick("its end is missing", "没有结尾").to_owned(),
        HeaderFlaw::NotJson { column } => lang.pick(
            format!("from character {column} on it is not JSON"),
            format!("从第 {column} 个字符起不是 JSON"),
        ),
        HeaderFlaw::Lacks(field) => lang.pick(format!("has no {field:?}"), format!("没有 {field:?}")),
        HeaderFlaw::Field => lang
            .pick("one of its fields holds something else than it should", "有一个字段的内容不是应有的内容")
            .to_owned(),
    }
}

const FIRST_LINE: &str = "{\"netlab_trace\":1,…}";

fn record_hint(lang: Lang, path: &Path, cause: &Cause, is_file: bool) -> String {
    match cause.kind {
        io::ErrorKind::AlreadyExists if is_file => lang.pick(
            format!("a record is never written over; choose another name, or: rm {}", quoted(path)),
            format!("记录不会被覆盖；选另一个名字，或者： rm {}", quoted(path)),
        ),
        io::ErrorKind::AlreadyExists => lang
            .pick("a record is a new file; choose another name", "记录是一个新文件；选另一个名字")
            .to_owned(),
        io::ErrorKind::NotFound => {
            lang.pick("its directory must exist already", "它的目录必须已经存在").to_owned()
        }
        _ => lang
            .pick(
                "choose a place where you may write, as in: --record /tmp/run.jsonl",
                "选一个可以写入的地方，如： --record /tmp/run.jsonl",
            )
            .to_owned(),
    }
}

/// The name of a trace's file, safe to show.
fn name(lang: Lang, path: &Path) -> String {
    if path.as_os_str() == "-" {
        lang.pick("standard input", "标准输入").to_owned()
    } else {
        escaped_path(path)
    }
}
