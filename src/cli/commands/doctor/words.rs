//! What the doctor says: what was found, what it is for, and what to do without it.
//!
//! The one idea: three short sentences a row, each a function of what was tried.
//!
//! See it run: `netlab doctor`.

/// Above the rows.
pub(super) fn version_and_system(version: &str, system: &str, machine: &str) -> String {
    format!("netlab {version} on {system} {machine}")
}

/// Below the rows.
pub(super) fn missing(n_missing: usize) -> String {
    match n_missing {
        0 => "Nothing is missing.".to_owned(),
        1 => "1 thing is missing; everything that does not need it works.".to_owned(),
        n => format!("{n} things are missing; everything that does not need them works."),
    }
}

/// Before what a row is for.
pub(super) fn is_for(what: &str) -> String {
    format!("for {what}")
}

/// The lessons that use a program, by their numbers.
pub(super) fn lessons(numbers: &[String]) -> String {
    match numbers {
        [] => String::new(),
        [one] => format!("lesson {one}"),
        [firsts @ .., last] => format!("lessons {} and {last}", firsts.join(", ")),
    }
}

/// What a program is for: lessons, and what else.
pub(super) fn lessons_and(lessons: &str, serves: &str) -> String {
    format!("{lessons}; {serves}")
}

/// What a program serves beside the lessons whose commands name it.
pub(super) fn serves(program: &str) -> &'static str {
    match program {
        "python3" => "programs of your own in Python",
        "node" => "programs of your own in JavaScript",
        "rustc" => "start --in rust",
        _ => "",
    }
}

/// A program said nothing when it was asked for its version.
pub(super) const fn says_nothing() -> &'static str {
    "it says nothing"
}

/// A program failed when it was asked for its version, and said this.
pub(super) fn does_not_run(said: &str) -> String {
    format!("it does not run: {said}")
}

/// There is no such program.
pub(super) const fn not_found() -> &'static str {
    "not found"
}

/// The system does not start a program, and why.
pub(super) fn does_not_start(why: &str) -> String {
    format!("does not start: {why}")
}

/// A program was asked for its version, and went on.
pub(super) fn does_not_answer(seconds: u64) -> String {
    format!("does not answer within {seconds} s")
}

/// A program of the same name, and what it calls itself.
pub(super) fn another_nc(found: &str) -> String {
    format!("another nc than OpenBSD's: {found}")
}

/// How a package is got where its name is known.
pub(super) fn get_by(command: &str) -> String {
    format!("get it: {command}")
}

/// How a package is got elsewhere.
pub(super) fn get_package(package: &str) -> String {
    format!("get it from your system's packages; its name there may be {package}")
}

/// An address can be bound.
pub(super) const fn can_listen() -> &'static str {
    "programs can listen there"
}

/// An address cannot be bound, and why.
pub(super) fn cannot_listen(why: &str) -> String {
    format!("nobody can listen there: {why}")
}

/// What 127.0.0.1 is for.
pub(super) const fn for_loopback() -> &'static str {
    "all commands: the programs talk to each other there"
}

/// What to do without 127.0.0.1.
pub(super) const fn without_loopback() -> &'static str {
    "bring the loopback interface up: ip link set lo up"
}

/// What `::1` is for.
pub(super) const fn for_ipv6() -> &'static str {
    "the same over IPv6, in lesson 3"
}

/// What to do without `::1`.
pub(super) const fn without_ipv6() -> &'static str {
    "IPv6 is switched off here; everything else works over IPv4"
}

/// The name of the row of the kernel's table.
pub(super) const fn socket_table() -> &'static str {
    "socket table"
}

/// Where the kernel's table was read.
pub(super) fn table_read_from(source: &str) -> String {
    format!("read from {source}")
}

/// The kernel's table cannot be read, and why.
pub(super) fn table_not_shown(why: &str) -> String {
    format!("not shown: {why}")
}

/// What the kernel's table is for.
pub(super) const fn for_table() -> &'static str {
    "sockets; check, which sees there that a server listens"
}

/// What to do without the kernel's table.
pub(super) const fn without_table() -> &'static str {
    "run netlab where /proc can be read"
}

/// The name of the row of pseudo-terminals.
pub(super) const fn terminals() -> &'static str {
    "terminals"
}

/// There are pseudo-terminals.
pub(super) const fn has_terminals() -> &'static str {
    "a program can be given one of its own"
}

/// There are no pseudo-terminals, and why.
pub(super) fn has_no_terminals(why: &str) -> String {
    format!("no program can be given one: {why}")
}

/// What pseudo-terminals are for.
pub(super) const fn for_terminals() -> &'static str {
    "check, and r in a lesson"
}

/// What to do without pseudo-terminals.
pub(super) const fn without_terminals() -> &'static str {
    "mount /dev/pts; check runs a program in a terminal of its own"
}

/// The name of the row of network namespaces.
pub(super) const fn own_network() -> &'static str {
    "own network"
}

/// A network of one's own can be made.
pub(super) const fn network_without_root() -> &'static str {
    "without root (unshare -rn)"
}

/// A network of one's own cannot be made, and nothing says why.
pub(super) const fn network_refused() -> &'static str {
    "unshare -rn was refused"
}

/// What a network of one's own is for: these lessons.
pub(super) fn for_network(lessons: &str) -> String {
    format!("{lessons}: to cut a cable")
}

/// What to do without a network of one's own.
pub(super) const fn without_network() -> &'static str {
    "this system lets only root make one; the lesson says what stands for it"
}

/// Another program's calls can be looked at.
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
pub(super) const fn can_follow() -> &'static str {
    "a program can be followed"
}

/// The system has nothing of the kind.
#[cfg(not(unix))]
pub(super) const fn not_here() -> &'static str {
    "not on this system"
}

/// What looking at another program's calls is for: a command, and these lessons.
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
pub(super) fn for_ptrace(lessons: &str) -> String {
    format!("observe: {lessons}")
}
