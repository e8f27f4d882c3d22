//! What is said where a program cannot be observed.

use crate::catalogue::Lang;
use crate::cli::desk::failure::facts::{ObservedFailure, Wall};
use crate::cli::desk::failure::words::form::Words;
use crate::terminal::escaped_path;

pub(super) fn words_of(lang: Lang, failure: &ObservedFailure) -> Words {
    match failure {
        ObservedFailure::OtherSystem => Words::new(
            "observing a program needs Linux on x86-64: elsewhere its calls are shown to root alone, or not at all"
                .to_owned(),
            INSTEAD,
        ),
        ObservedFailure::NotFound { program } => Words::new(
            format!("there is no program {program}"),
            "is its name right, and is it installed? A file of this folder is ./NAME",
        ),
        ObservedFailure::NotRun { program, cause } => Words::new(
            format!("cannot run {program}: {}", cause.words(lang)),
            "chmod +x makes a file a program; a script may be given to its language: netlab observe -- python3 FILE",
        ),
        ObservedFailure::NotFollowed { wall, cause } => {
            let (why, hint) = wall_in_words(*wall);
            Words::new(format!("cannot follow the program: {why} ({})", cause.words(lang)), hint)
        }
        ObservedFailure::NoProcess { pid } => {
            Words::new(format!("there is no process {pid}"), "which there are: ps, or netlab sockets for those with sockets")
        }
        ObservedFailure::System(cause) => {
            Words::new(format!("cannot observe a program: {}", cause.words(lang)), "is a limit reached? ulimit -u tells of processes")
        }
        ObservedFailure::CallsNotWritten { path, cause } => Words::new(
            format!("cannot write the calls to {}: {}", escaped_path(path), cause.words(lang)),
            "give the name of a new file, in a folder that you may write to",
        ),
    }
}

fn wall_in_words(wall: Wall) -> (String, String) {
    match wall {
        Wall::Yama(scope @ 3..) => (
            format!(
                "the setting kernel.yama.ptrace_scope is {scope}, so nobody may, until the machine starts anew"
            ),
            INSTEAD.to_owned(),
        ),
        Wall::Yama(2) => (
            "the setting kernel.yama.ptrace_scope is 2, so root alone may".to_owned(),
            format!(
                "sudo sysctl kernel.yama.ptrace_scope=1 allows it for programs that you start; {INSTEAD}"
            ),
        ),
        Wall::Yama(scope) => (
            format!(
                "the setting kernel.yama.ptrace_scope is {scope}, so only a program that netlab itself starts may be"
            ),
            "start it with netlab: netlab observe -- PROGRAM; or sudo sysctl kernel.yama.ptrace_scope=0"
                .to_owned(),
        ),
        Wall::TracedBy(pid) => (
            format!("process {pid} traces it already, and a program has one tracer at most"),
            format!("end the debugger or strace first: ps {pid} names it"),
        ),
        Wall::OtherUser => (
            "it belongs to another user, or has other rights than you".to_owned(),
            "observe programs that you have started yourself; root may observe all".to_owned(),
        ),
        Wall::Unknown => (
            "a container or a sandbox refuses ptrace".to_owned(),
            format!("docker run --cap-add=SYS_PTRACE allows it; {INSTEAD}"),
        ),
    }
}

/// What can be done where a program cannot be observed.
const INSTEAD: &str = "what works here: put a relay before it, netlab impair --to 8080, or ask the kernel, netlab sockets --watch";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_value_of_the_setting_is_said_with_what_helps_against_it() {
        let check = |scope: u8, expected: &str, help: &str| {
            let (why, hint) = wall_in_words(Wall::Yama(scope));
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
