//! What the doctor says: what was found, what it is for, and what to do without it.
//!
//! The one idea: three short sentences a row, each a function of what was tried.
//!
//! See it run: `netlab doctor`.

use crate::catalogue::Lang;

/// Above the rows.
pub(super) fn version_and_system(lang: Lang, version: &str, system: &str, machine: &str) -> String {
    lang.pick(
        format!("netlab {version} on {system} {machine}"),
        format!("netlab {version}，系统 {system} {machine}"),
    )
}

/// Below the rows.
pub(super) fn missing(lang: Lang, n_missing: usize) -> String {
    match (lang, n_missing) {
        (Lang::English, 0) => "Nothing is missing.".to_owned(),
        (Lang::English, 1) => "1 thing is missing; everything that does not need it works.".to_owned(),
        (Lang::English, n) => {
            format!("{n} things are missing; everything that does not need them works.")
        }
        (Lang::Chinese, 0) => "什么都不缺。".to_owned(),
        (Lang::Chinese, n) => format!("缺少 {n} 项；不需要它们的功能都能用。"),
    }
}

/// Before what a row is for.
pub(super) fn is_for(lang: Lang, what: &str) -> String {
    lang.pick(format!("for {what}"), format!("用途：{what}"))
}

/// The lessons that use a program, by their numbers.
pub(super) fn lessons(lang: Lang, numbers: &[String]) -> String {
    match (lang, numbers) {
        (_, []) => String::new(),
        (Lang::English, [one]) => format!("lesson {one}"),
        (Lang::English, [firsts @ .., last]) => format!("lessons {} and {last}", firsts.join(", ")),
        (Lang::Chinese, all) => format!("第 {} 课", all.join("、")),
    }
}

/// What a program is for: lessons, and what else.
pub(super) fn lessons_and(lang: Lang, lessons: &str, serves: &str) -> String {
    lang.pick(format!("{lessons}; {serves}"), format!("{lessons}；{serves}"))
}

/// What a program serves beside the lessons whose commands name it.
pub(super) fn serves(lang: Lang, program: &str) -> &'static str {
    match program {
        "python3" => lang.pick("programs of your own in Python", "你自己用 Python 写的程序"),
        "node" => lang.pick("programs of your own in JavaScript", "你自己用 JavaScript 写的程序"),
        "rustc" => "start --in rust",
        _ => "",
    }
}

/// A program said nothing when it was asked for its version.
pub(super) fn says_nothing(lang: Lang) -> &'static str {
    lang.pick("it says nothing", "没有任何输出")
}

/// A program failed when it was asked for its version, and said this.
pub(super) fn does_not_run(lang: Lang, said: &str) -> String {
    lang.pick(format!("it does not run: {said}"), format!("不能运行：{said}"))
}

/// There is no such program.
pub(super) fn not_found(lang: Lang) -> &'static str {
    lang.pick("not found", "没有找到")
}

/// The system does not start a program, and why.
pub(super) fn does_not_start(lang: Lang, why: &str) -> String {
    lang.pick(format!("does not start: {why}"), format!("未能启动：{why}"))
}

/// A program was asked for its version, and went on.
pub(super) fn does_not_answer(lang: Lang, seconds: u64) -> String {
    lang.pick(format!("does not answer within {seconds} s"), format!("在 {seconds} s 内没有应答"))
}

/// A program of the same name, and what it calls itself.
pub(super) fn another_nc(lang: Lang, found: &str) -> String {
    lang.pick(format!("another nc than OpenBSD's: {found}"), format!("不是 OpenBSD 的 nc：{found}"))
}

/// How a package is got where its name is known.
pub(super) fn get_by(lang: Lang, command: &str) -> String {
    lang.pick(format!("get it: {command}"), format!("安装： {command}"))
}

/// How a package is got elsewhere.
pub(super) fn get_package(lang: Lang, package: &str) -> String {
    lang.pick(
        format!("get it from your system's packages; its name there may be {package}"),
        format!("从系统的软件包安装；包名可能是 {package}"),
    )
}

/// An address can be bound.
pub(super) fn can_listen(lang: Lang) -> &'static str {
    lang.pick("programs can listen there", "程序可以在这里监听")
}

/// An address cannot be bound, and why.
pub(super) fn cannot_listen(lang: Lang, why: &str) -> String {
    lang.pick(format!("nobody can listen there: {why}"), format!("不能在这里监听：{why}"))
}

/// What 127.0.0.1 is for.
pub(super) fn for_loopback(lang: Lang) -> &'static str {
    lang.pick("all commands: the programs talk to each other there", "所有命令：程序之间在这里通信")
}

/// What to do without 127.0.0.1.
pub(super) fn without_loopback(lang: Lang) -> &'static str {
    lang.pick("bring the loopback interface up: ip link set lo up", "启用环回接口： ip link set lo up")
}

/// What `::1` is for.
pub(super) fn for_ipv6(lang: Lang) -> &'static str {
    lang.pick("the same over IPv6, in lesson 3", "第 3 课里用 IPv6 做同样的事")
}

/// What to do without `::1`.
pub(super) fn without_ipv6(lang: Lang) -> &'static str {
    lang.pick(
        "IPv6 is switched off here; everything else works over IPv4",
        "IPv6 在这里已关闭；其余的都用 IPv4",
    )
}

/// The name of the row of the kernel's table.
pub(super) fn socket_table(lang: Lang) -> &'static str {
    lang.pick("socket table", "套接字表")
}

/// Where the kernel's table was read.
pub(super) fn table_read_from(lang: Lang, source: &str) -> String {
    lang.pick(format!("read from {source}"), format!("从 {source} 读取"))
}

/// The kernel's table cannot be read, and why.
pub(super) fn table_not_shown(lang: Lang, why: &str) -> String {
    lang.pick(format!("not shown: {why}"), format!("看不到：{why}"))
}

/// What the kernel's table is for.
pub(super) fn for_table(lang: Lang) -> &'static str {
    lang.pick(
        "sockets; check, which sees there that a server listens",
        "sockets；还有 check，它从这里得知服务器在监听",
    )
}

/// What to do without the kernel's table.
pub(super) fn without_table(lang: Lang) -> &'static str {
    lang.pick("run netlab where /proc can be read", "在能读取 /proc 的地方运行 netlab")
}

/// The name of the row of pseudo-terminals.
pub(super) fn terminals(lang: Lang) -> &'static str {
    lang.pick("terminals", "终端")
}

/// There are pseudo-terminals.
pub(super) fn has_terminals(lang: Lang) -> &'static str {
    lang.pick("a program can be given one of its own", "可以给程序一个专用的终端")
}

/// There are no pseudo-terminals, and why.
pub(super) fn has_no_terminals(lang: Lang, why: &str) -> String {
    lang.pick(format!("no program can be given one: {why}"), format!("不能给程序一个终端：{why}"))
}

/// What pseudo-terminals are for.
pub(super) fn for_terminals(lang: Lang) -> &'static str {
    lang.pick("check, and r in a lesson", "check，以及课文里的 r 键")
}

/// What to do without pseudo-terminals.
pub(super) fn without_terminals(lang: Lang) -> &'static str {
    lang.pick(
        "mount /dev/pts; check runs a program in a terminal of its own",
        "挂载 /dev/pts；check 在专用的终端里运行程序",
    )
}

/// The name of the row of network namespaces.
pub(super) fn own_network(lang: Lang) -> &'static str {
    lang.pick("own network", "专用网络")
}

/// A network of one's own can be made.
pub(super) fn network_without_root(lang: Lang) -> &'static str {
    lang.pick("without root (unshare -rn)", "不需要 root（unshare -rn）")
}

/// A network of one's own cannot be made, and nothing says why.
pub(super) fn network_refused(lang: Lang) -> &'static str {
    lang.pick("unshare -rn was refused", "unshare -rn 被拒绝")
}

/// What a network of one's own is for: these lessons.
pub(super) fn for_network(lang: Lang, lessons: &str) -> String {
    lang.pick(format!("{lessons}: to cut a cable"), format!("{lessons}：拔掉网线"))
}

/// What to do without a network of one's own.
pub(super) fn without_network(lang: Lang) -> &'static str {
    lang.pick(
        "this system lets only root make one; the lesson says what stands for it",
        "这个系统只允许 root 创建；课文里说明了用什么代替",
    )
}

/// Another program's calls can be looked at.
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
pub(super) fn can_follow(lang: Lang) -> &'static str {
    lang.pick("a program can be followed", "可以跟踪程序")
}

/// The system has nothing of the kind.
#[cfg(not(unix))]
pub(super) fn not_here(lang: Lang) -> &'static str {
    lang.pick("not on this system", "这个系统上没有")
}

/// What looking at another program's calls is for: a command, and these lessons.
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
pub(super) fn for_ptrace(lang: Lang, lessons: &str) -> String {
    lang.pick(format!("observe: {lessons}"), format!("observe：{lessons}"))
}
