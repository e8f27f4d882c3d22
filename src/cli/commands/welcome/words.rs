//! What `netlab` alone says.
//!
//! The one idea: where one is, and a few commands, each with what it does.
//!
//! See it run: `netlab`.

use crate::catalogue::Lang;

/// At the top.
pub(super) fn what_netlab_is(lang: Lang) -> &'static str {
    lang.pick(
        "netlab: learn network programming by seeing what your sockets do.",
        "netlab：看到你的套接字做了什么，由此学习网络编程。",
    )
}

/// No lesson is being read, and this one was the last.
pub(super) fn between_lessons(
    lang: Lang,
    n_opened: usize,
    n_lessons: usize,
    (number, title): (u32, &str),
) -> String {
    lang.pick(
        format!("You have opened {n_opened} of {n_lessons} lessons, the last one: {number}. {title}"),
        format!("{n_lessons} 课中你打开过 {n_opened} 课，最近的是第 {number} 课：{title}"),
    )
}

/// How many exercises are done.
pub(super) fn passed(lang: Lang, n_passed: usize, n_exercises: usize) -> String {
    lang.pick(
        format!("You have passed {n_passed} of {n_exercises} exercises."),
        format!("{n_exercises} 个练习中你通过了 {n_passed} 个。"),
    )
}

/// Above the commands.
pub(super) fn what_next(lang: Lang) -> &'static str {
    lang.pick("What to do next:", "接下来可以做：")
}

/// Beside `netlab lesson N`, where N was begun.
pub(super) fn go_on(lang: Lang) -> &'static str {
    lang.pick("go on where you were", "从上次的地方继续")
}

/// Beside `netlab start N`.
pub(super) fn write_a_program(lang: Lang, number: u32, check_command: &str) -> String {
    lang.pick(
        format!("exercise {number}: write a program; {check_command} judges it"),
        format!("练习 {number}：写一个程序；{check_command} 检查它"),
    )
}

/// Beside `netlab tour`.
pub(super) fn tour(lang: Lang) -> &'static str {
    lang.pick(
        "a server and a client greet each other, told and drawn",
        "服务器和客户端互相问候，有叙述，有图",
    )
}

/// Beside `netlab help`.
pub(super) fn help(lang: Lang) -> &'static str {
    lang.pick("all commands", "全部命令")
}
