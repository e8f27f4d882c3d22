//! What is said of all lessons, and of how far somebody has come.
//!
//! The one idea: a row has its columns, and each of its words knows how wide it is.
//!
//! See it run: `netlab lesson list`, `netlab progress`.

use crate::catalogue::Lang;

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

/// Where a reader stands.
pub(super) enum Standing {
    /// In a lesson.
    Within { number: u32, step: usize, n_steps: usize },
    /// Before the first.
    Before,
    /// Between two.
    Between,
    /// Behind the last.
    Behind,
}

/// Where a reader stands, and of how many lessons and exercises he has read and passed how many.
pub(super) fn standing(
    lang: Lang,
    standing: &Standing,
    (n_read, n_lessons): (usize, usize),
    (n_passed, n_exercises): (usize, usize),
) -> String {
    let place = match standing {
        Standing::Within { number, step, n_steps } => lang.pick(
            format!("Lesson {number}, step {step} of {n_steps}."),
            format!("第 {number} 课，第 {step} 步，共 {n_steps} 步。"),
        ),
        Standing::Before => lang.pick("No lesson opened yet.", "还没有打开课程。").to_owned(),
        Standing::Between => lang.pick("Between two lessons.", "在两课之间。").to_owned(),
        Standing::Behind => lang.pick("Every lesson opened.", "每一课都打开过。").to_owned(),
    };
    lang.pick(
        format!(
            "{place} Lessons read: {n_read} of {n_lessons}; exercises passed: {n_passed} of {n_exercises}."
        ),
        format!("{place}课程已读 {n_read}/{n_lessons}，练习已通过 {n_passed}/{n_exercises}。"),
    )
}

/// The command that goes on from there, and what it opens.
pub(super) fn go_on(lang: Lang, standing: &Standing, command: &str, title: &str) -> String {
    let how = match standing {
        Standing::Within { .. } => lang.pick("To go on:", "继续："),
        Standing::Before | Standing::Between => lang.pick("To begin:", "开始："),
        Standing::Behind => lang.pick("To look again:", "再看一遍："),
    };
    format!("{how} {command}   {title}")
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
