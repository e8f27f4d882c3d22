//! What is said of all lessons, and of how far somebody has come.
//!
//! The one idea: a row has its columns, and each of its words knows how wide it is.
//!
//! See it run: `netlab lesson list`, `netlab progress`.

use crate::catalogue::Lang;
use crate::cli::desk::words::{in_lesson, no_lesson_yet};

/// Behind the last step.
pub(super) fn finished(lang: Lang, number: u32) -> String {
    lang.pick(
        format!("You have read lesson {number} to its end. Its exercise is in the section Build."),
        format!("你读完了第 {number} 课。练习在“动手”一节里。"),
    )
}

/// Behind the last step: what comes next.
pub(super) fn next_one(lang: Lang, command: &str, title: &str) -> String {
    lang.pick(format!("The next one: {command}   {title}"), format!("下一课： {command}   {title}"))
}

/// Behind the last step of the last lesson.
pub(super) fn was_the_last(lang: Lang, list_command: &str) -> String {
    lang.pick(
        format!("It was the last one. All of them: {list_command}"),
        format!("这是最后一课。全部课程： {list_command}"),
    )
}

/// Below the list: how many lessons, and how long they take, in all and as far as they were read.
pub(super) fn sum(lang: Lang, n_lessons: usize, minutes: u32, minutes_read: u32) -> String {
    let (all, read) = (time(lang, minutes), time(lang, minutes_read));
    match (lang, n_lessons) {
        (Lang::English, 1) => format!("1 lesson, {all}; read to the end: {read}."),
        (Lang::English, n) => format!("{n} lessons, {all}; read to the end: {read}."),
        (Lang::Chinese, n) => format!("共 {n} 课，{all}；已读完：{read}。"),
    }
}

/// Below the list: the commands that open a lesson.
pub(super) fn how_to_open(lang: Lang) -> &'static str {
    lang.pick(
        "netlab lesson N opens one; netlab lesson goes on where you were.",
        "netlab lesson N 打开一课；netlab lesson 从上次的地方继续。",
    )
}

/// In a row of the list: how long it takes.
pub(super) fn minutes(lang: Lang, minutes: u32) -> String {
    lang.pick(format!("{minutes:>3} min"), format!("{minutes:>3} 分钟"))
}

/// In a row of the list: the exercise is done.
pub(super) fn passed(lang: Lang) -> &'static str {
    lang.pick("✓ passed", "✓ 已通过")
}

/// Where a reader stands, and what the next lesson is to him.
pub(super) enum Standing<'a> {
    /// In a lesson.
    Within { number: u32, step: usize, n_steps: usize, title: &'a str },
    /// Before the first.
    Before,
    /// Between two.
    Between,
    /// Behind the last.
    Behind,
}

/// Where a reader stands, and the command that goes on from there.
pub(super) fn standing(lang: Lang, standing: &Standing<'_>, command: &str, title: &str) -> String {
    match standing {
        Standing::Within { number, step, n_steps, title: within } => {
            let place = in_lesson(lang, (*number, within), *step, *n_steps);
            let go_on = lang.pick("To go on:", "继续：");
            format!("{place}\n{go_on} {command}   {title}")
        }
        Standing::Before => {
            let begin = lang.pick("To begin:", "开始：");
            format!("{}\n{begin} {command}   {title}", no_lesson_yet(lang))
        }
        Standing::Between => lang.pick(
            format!("You are between two lessons.\nTo begin: {command}   {title}"),
            format!("你在两课之间。\n开始： {command}   {title}"),
        ),
        Standing::Behind => lang.pick(
            format!("You have opened every lesson.\nTo look again: {command}   {title}"),
            format!("你打开过每一课。\n再看一遍： {command}   {title}"),
        ),
    }
}

/// How much was read and passed, of how many.
pub(super) fn read_and_passed(lang: Lang, read: (usize, usize), passed: (usize, usize)) -> String {
    let ((n_read, n_lessons), (n_passed, n_exercises)) = (read, passed);
    lang.pick(
        format!("Read: {n_read} of {n_lessons} lessons; passed: {n_passed} of {n_exercises} exercises"),
        format!("已读 {n_read} 课，共 {n_lessons} 课；已通过 {n_passed} 个练习，共 {n_exercises} 个"),
    )
}

/// The file of progress: at the start of a row of its own, as its path is long.
pub(super) fn kept_in(lang: Lang, place: &str) -> String {
    lang.pick(format!("Kept in {place}"), format!("保存在 {place}"))
}

/// `25 min`, `1 h 15 min`.
fn time(lang: Lang, minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => lang.pick(format!("{minutes} min"), format!("{minutes} 分钟")),
        (hours, 0) => lang.pick(format!("{hours} h"), format!("{hours} 小时")),
        (hours, minutes) => {
            lang.pick(format!("{hours} h {minutes} min"), format!("{hours} 小时 {minutes} 分钟"))
        }
    }
}
