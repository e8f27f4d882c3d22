//! What is said where a program cannot be observed.

use std::path::Path;

use crate::catalogue::Lang;
use crate::cli::desk::failure::cause::Cause;
use crate::cli::desk::failure::facts::{ObservedFailure, Wall};
use crate::cli::desk::failure::words::form::Words;
use crate::terminal::escaped_path;

pub(super) fn words_of(lang: Lang, failure: &ObservedFailure) -> Words {
    match failure {
        ObservedFailure::OtherSystem => Words::new(
            lang.pick(
                "observing a program needs Linux on x86-64: elsewhere its calls are shown to root alone, or not at all",
                "观察程序需要 x86-64 的 Linux：在别处，程序的调用只给 root 看，或者完全看不到",
            )
            .to_owned(),
            instead(lang),
        ),
        ObservedFailure::NotFound { program } => Words::new(
            lang.pick(format!("there is no program {program}"), format!("没有程序 {program}")),
            lang.pick(
                "is its name right, and is it installed? A file of this folder is ./NAME",
                "名字写对了吗？安装了吗？当前目录里的文件写成 ./NAME",
            ),
        ),
        ObservedFailure::NotRun { program, cause } => {
            let why = cause.words(lang);
            Words::new(
                lang.pick(format!("cannot run {program}: {why}"), format!("未能运行 {program}：{why}")),
                lang.pick(
                    "chmod +x makes a file a program; a script may be given to its language: netlab observe -- \
                     python3 FILE",
                    "chmod +x 使文件可以运行；脚本可以交给它的语言： netlab observe -- python3 FILE",
                ),
            )
        }
        ObservedFailure::NotFollowed { wall, cause } => {
            let ((why, hint), cause) = (wall_in_words(lang, *wall), cause.words(lang));
            let message = lang.pick(
                format!("cannot follow the program: {why} ({cause})"),
                format!("未能跟踪程序：{why}（{cause}）"),
            );
            Words::new(message, hint)
        }
        ObservedFailure::NoProcess { pid } => Words::new(
            lang.pick(format!("there is no process {pid}"), format!("没有进程 {pid}")),
            lang.pick(
                "which there are: ps, or netlab sockets for those with sockets",
                "查看有哪些进程：ps；有套接字的进程： netlab sockets",
            ),
        ),
        ObservedFailure::System(cause) => {
            let why = cause.words(lang);
            Words::new(
                lang.pick(format!("cannot observe a program: {why}"), format!("未能观察程序：{why}")),
                lang.pick("is a limit reached? ulimit -u tells of processes", "达到上限了吗？ulimit -u 显示进程数的上限"),
            )
        }
        ObservedFailure::CallsNotWritten { path, cause } => calls_not_written(lang, path, cause),
    }
}

fn wall_in_words(lang: Lang, wall: Wall) -> (String, String) {
    let instead = instead(lang);
    match wall {
        Wall::Yama(scope @ 3..) => (
            lang.pick(
                format!(
                    "the setting kernel.yama.ptrace_scope is {scope}, so nobody may, until the machine starts anew"
                ),
                format!("设置 kernel.yama.ptrace_scope 是 {scope}，所以在机器重新启动之前，谁都不可以"),
            ),
            instead.to_owned(),
        ),
        Wall::Yama(2) => (
            lang.pick(
                "the setting kernel.yama.ptrace_scope is 2, so root alone may",
                "设置 kernel.yama.ptrace_scope 是 2，所以只有 root 可以",
            )
            .to_owned(),
            lang.pick(
                format!(
                    "sudo sysctl kernel.yama.ptrace_scope=1 allows it for programs that you start; {instead}"
                ),
                format!("sudo sysctl kernel.yama.ptrace_scope=1 允许观察你启动的程序；{instead}"),
            ),
        ),
        Wall::Yama(scope) => (
            lang.pick(
                format!(
                    "the setting kernel.yama.ptrace_scope is {scope}, so only a program that netlab itself starts may be"
                ),
                format!("设置 kernel.yama.ptrace_scope 是 {scope}，所以只可以观察 netlab 自己启动的程序"),
            ),
            lang.pick(
                "start it with netlab: netlab observe -- PROGRAM; or sudo sysctl kernel.yama.ptrace_scope=0",
                "用 netlab 启动它： netlab observe -- PROGRAM；或者 sudo sysctl kernel.yama.ptrace_scope=0",
            )
            .to_owned(),
        ),
        Wall::TracedBy(pid) => traced_by(lang, pid),
        Wall::OtherUser => (
            lang.pick(
                "it belongs to another user, or has other rights than you",
                "它属于另一个用户，或者权限与你不同",
            )
            .to_owned(),
            lang.pick(
                "observe programs that you have started yourself; root may observe all",
                "观察你自己启动的程序；root 可以观察全部程序",
            )
            .to_owned(),
        ),
        Wall::Unknown => (
            lang.pick("a container or a sandbox refuses ptrace", "容器或沙箱不允许 ptrace").to_owned(),
            lang.pick(
                format!("docker run --cap-add=SYS_PTRACE allows it; {instead}"),
                format!("docker run --cap-add=SYS_PTRACE 允许它；{instead}"),
            ),
        ),
    }
}

/// What can be done where a program cannot be observed.
fn instead(lang: Lang) -> &'static str {
    lang.pick(
        "what works here: put a relay before it, netlab impair --to 8080, or ask the kernel, netlab sockets --watch",
        "在这里可以做的：在它前面放一个中继， netlab impair --to 8080，或者查询内核， netlab sockets --watch",
    )
}

fn calls_not_written(lang: Lang, path: &Path, cause: &Cause) -> Words {
    let (path, why) = (escaped_path(path), cause.words(lang));
    Words::new(
        lang.pick(
            format!("cannot write the calls to {path}: {why}"),
            format!("未能把调用写到 {path}：{why}"),
        ),
        lang.pick(
            "give the name of a new file, in a folder that you may write to",
            "写一个新文件的名字，在可以写入的目录里",
        ),
    )
}

fn traced_by(lang: Lang, pid: u32) -> (String, String) {
    (
        lang.pick(
            format!("process {pid} traces it already, and a program has one tracer at most"),
            format!("进程 {pid} 已在跟踪它，而一个程序最多有一个跟踪者"),
        ),
        lang.pick(
            format!("end the debugger or strace first: ps {pid} names it"),
            format!("先结束调试器或 strace：ps {pid} 显示它的名字"),
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_value_of_the_setting_is_said_with_what_helps_against_it() {
        let check = |scope: u8, expected: &str, help: &str| {
            let (why, hint) = wall_in_words(Lang::English, Wall::Yama(scope));
            assert_eq!(why, format!("the setting kernel.yama.ptrace_scope is {scope}, so {expected}"));
            assert!(hint.contains(help), "{scope}: {hint}");
            assert_eq!(
                hint.contains("sysctl"),
                scope < 3,
                "{scope}: 3 stays until the machine starts anew: {hint}"
            );
        };
        check(
            1,
            "only a program that netlab itself starts may be",
            "netlab observe -- PROGRAM; or sudo sysctl kernel.yama.ptrace_scope=0",
        );
        check(
            2,
            "root alone may",
            "sudo sysctl kernel.yama.ptrace_scope=1 allows it for programs that you start",
        );
        check(3, "nobody may, until the machine starts anew", "netlab impair --to");
    }
}
