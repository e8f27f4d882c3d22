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
    match yama() {
        Some(scope @ 2..) => Wall::Yama(scope),
        _ => Wall::Unknown,
    }
}

/// What stands between us and this process.
pub(super) fn before_a_process(pid: u32) -> Wall {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let field = |name: &str| -> Option<u32> {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        line.split_whitespace().next()?.parse().ok()
    };
    let user = rustix::process::geteuid().as_raw();
    match (field("TracerPid:"), field("Uid:"), yama()) {
        (Some(tracer @ 1..), ..) => Wall::TracedBy(tracer),
        (_, Some(theirs), _) if theirs != user => Wall::OtherUser,
        (_, _, Some(scope @ 1..)) => Wall::Yama(scope),
        _ => Wall::Unknown,
    }
}

fn yama() -> Option<u8> {
    fs::read_to_string("/proc/sys/kernel/yama/ptrace_scope").ok()?.trim().parse().ok()
}
