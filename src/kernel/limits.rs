//! How many files, and so sockets, this process may have open.
//!
//! The one idea: each connection is a file descriptor, and a process has a soft limit of them that is
//! often 1,024. A process may raise its soft limit up to the hard one by itself (`man 2 getrlimit`).
//!
//! See it run: `ulimit -n` before `netlab chat-server`.

/// Raises the soft limit of open files to the hard one, where the system has such limits.
///
/// Failing changes nothing: accept then fails at the old limit, and is told.
#[cfg(unix)]
pub fn raise_open_files() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    let limit = getrlimit(Resource::Nofile);
    let _ = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, ..limit });
}

/// From now on neither this process nor those that it starts leave an image of their memory behind when a signal
/// ends them (`man 5 core`).
#[cfg(unix)]
pub fn leave_no_core() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), ..getrlimit(Resource::Core) });
}

/// Raises the limit of open files: this system has none of that kind.
#[cfg(not(unix))]
pub fn raise_open_files() {}
