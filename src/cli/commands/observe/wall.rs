//! Why a program may not be followed.
//!
//! The one idea: the kernel says "operation not permitted" and no more. Who looks at its settings, and at the program, finds
//! out what stands in the way.
//!
//! See it run: `netlab observe -p 1`.

use std::fs;

use crate::cli::desk::failure::Wall;

/// What stands between us and a program that was to be started.
pub(super) fn before_a_start() -> Wall {
    of_a_start(yama())
}

/// Its parent may follow a program up to scope 1.
const fn of_a_start(yama: Option<u8>) -> Wall {
    match yama {
        Some(scope @ 2..) => Wall::Yama(scope),
        _ => Wall::Unknown,
    }
}

/// What stands between us and this process.
pub(super) fn before_a_process(pid: u32) -> Wall {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    of_a_process(&status, rustix::process::geteuid().as_raw(), yama())
}

fn of_a_process(status: &str, user: u32, yama: Option<u8>) -> Wall {
    let field = |name: &str| -> Option<u32> {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        line.split_whitespace().next()?.parse().ok()
    };
    match (field("TracerPid:"), field("Uid:"), yama) {
        (Some(tracer @ 1..), ..) => Wall::TracedBy(tracer),
        (_, Some(theirs), _) if theirs != user => Wall::OtherUser,
        (_, _, Some(scope @ 1..)) => Wall::Yama(scope),
        _ => Wall::Unknown,
    }
}

fn yama() -> Option<u8> {
    fs::read_to_string("/proc/sys/kernel/yama/ptrace_scope").ok()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_setting_is_named_where_it_is_what_refuses() {
        let process = "Name:\tnode\nTracerPid:\t0\nUid:\t1000\t1000\t1000\t1000\n";
        let check = |yama: Option<u8>, start: Wall, running: Wall| {
            assert_eq!((of_a_start(yama), of_a_process(process, 1000, yama)), (start, running), "{yama:?}");
        };
        check(None, Wall::Unknown, Wall::Unknown);
        check(Some(0), Wall::Unknown, Wall::Unknown);
        check(Some(1), Wall::Unknown, Wall::Yama(1));
        check(Some(2), Wall::Yama(2), Wall::Yama(2));
        check(Some(3), Wall::Yama(3), Wall::Yama(3));
    }

    #[test]
    fn another_tracer_and_another_user_come_before_the_setting() {
        let traced = "TracerPid:\t77\nUid:\t0\t0\t0\t0\n";
        assert_eq!(of_a_process(traced, 1000, Some(1)), Wall::TracedBy(77));
        assert_eq!(of_a_process("TracerPid:\t0\nUid:\t0\t0\t0\t0\n", 1000, Some(1)), Wall::OtherUser);
        assert_eq!(of_a_process("", 1000, None), Wall::Unknown, "it has gone");
    }
}
