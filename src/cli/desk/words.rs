//! What is said on every desk: where a program can be reached, and what is not kept.
//!
//! The one idea: each sentence is one function of facts, so that a second language says it whole, in its own order.
//!
//! See it run: `netlab tcp-server 0:9191`.

use std::net::{IpAddr, SocketAddr};

use crate::catalogue::Lang;

/// Whether a line is one by which a program says that it is ready, in whatever language: whoever starts one waits for
/// it.
#[cfg(unix)]
pub(crate) fn says_it_is_ready(line: &str) -> bool {
    Lang::ALL.iter().any(|lang| line.contains(until_ctrl_c(*lang)))
}

/// Stands behind what a program says that goes on until it is told to end.
pub(crate) const fn until_ctrl_c(lang: Lang) -> &'static str {
    match lang {
        Lang::English => "; Ctrl-C ends it",
        Lang::Chinese => "；按 Ctrl-C 结束",
    }
}

/// A server or a relay is there.
pub(crate) fn listening_on(lang: Lang, at: SocketAddr) -> String {
    let end = until_ctrl_c(lang);
    lang.pick(format!("listening on {at}{end}"), format!("在 {at} 上监听{end}"))
}

/// A receiver of datagrams is there.
pub(crate) fn receiving_on(lang: Lang, at: SocketAddr) -> String {
    let end = until_ctrl_c(lang);
    lang.pick(format!("receiving on {at}{end}"), format!("在 {at} 上接收{end}"))
}

/// What is noted, without the word that says so.
pub(super) fn without_label(note: &str) -> &str {
    note.strip_prefix("note: ").or_else(|| note.strip_prefix("注意：")).unwrap_or(note)
}

/// A name has several addresses, and this one was bound.
pub(super) fn one_of_its_addresses(lang: Lang, at: IpAddr, n_addresses: usize, host: &str) -> String {
    lang.pick(
        format!("note: {at} is one of {n_addresses} addresses of {host}; nothing answers at the others"),
        format!("注意：{at} 是 {host} 的 {n_addresses} 个地址之一；其他地址上没有应答"),
    )
}

/// A page shows what happens as well.
#[cfg_attr(not(unix), allow(dead_code, reason = "only there it is found"))]
pub(super) fn also_told(lang: Lang, pid: Option<u32>) -> String {
    let who = pid.map_or_else(String::new, |pid| format!(" (pid {pid})"));
    let whose = pid.map_or_else(String::new, |pid| format!("（pid {pid}）"));
    lang.pick(format!("also told to netlab live{who}"), format!("也告诉了 netlab live{whose}"))
}

/// Connections are accepted from other machines.
pub(super) fn anyone_can_connect(lang: Lang) -> &'static str {
    lang.pick(
        "note: anyone who can reach this machine can connect; 127.0.0.1 would keep it to yourself",
        "注意：能到达本机的任何人都可以连接；用 127.0.0.1 就只有你自己可以",
    )
}

/// Datagrams are taken from other machines.
pub(super) fn anyone_can_send(lang: Lang) -> &'static str {
    lang.pick(
        "note: anyone who can reach this machine can send; 127.0.0.1 would keep it to yourself",
        "注意：能到达本机的任何人都可以发送；用 127.0.0.1 就只有你自己可以",
    )
}

/// A name has several addresses, and datagrams go to one of them.
pub(crate) fn sending_to_the_first(lang: Lang, to: SocketAddr, n_addresses: usize) -> String {
    lang.pick(
        format!("sending to {to}, the first of {n_addresses} addresses"),
        format!("发送到 {to}，{n_addresses} 个地址中的第一个"),
    )
}

/// There is no place for progress.
pub(super) fn no_home(lang: Lang) -> &'static str {
    lang.pick(
        "note: progress is not kept: this user has no home directory; HOME or NETLAB_HOME can name one",
        "注意：进度没有保存：这个用户没有主目录；HOME 或 NETLAB_HOME 可以写一个",
    )
}

/// Progress is there and cannot be read, so it is not written over.
pub(super) fn progress_is_unread(lang: Lang, why: &str) -> String {
    lang.pick(
        format!("note: progress is neither read nor kept: {why}"),
        format!("注意：进度没有读取，也没有保存：{why}"),
    )
}

/// Progress cannot be written.
pub(super) fn progress_is_not_kept(lang: Lang, why: &str) -> String {
    lang.pick(format!("note: progress is not kept: {why}"), format!("注意：进度没有保存：{why}"))
}

/// A record would have been empty.
pub(super) fn nothing_recorded(lang: Lang, path: &str) -> String {
    lang.pick(
        format!("note: no socket did anything, so there is no record {path}"),
        format!("注意：没有套接字做过任何事，所以没有记录 {path}"),
    )
}

/// A drawing leaves out what came last.
pub(super) fn events_left_out(lang: Lang, n_left_out: usize, n_drawn: usize) -> String {
    lang.pick(
        format!("{n_left_out} events came after the first {n_drawn}"),
        format!("前 {n_drawn} 个事件之后还有 {n_left_out} 个"),
    )
}

/// What a client said is in another encoding, or none: the catalogue's words for it.
pub(super) fn what_came_is(lang: Lang, encoding: &str) -> String {
    lang.pick(format!("note: what came is {encoding}"), format!("注意：收到的内容{encoding}"))
}

/// What `netlab lesson list` shows.
pub(crate) fn lesson_list(lang: Lang) -> &'static str {
    lang.pick("all lessons, and how far you are", "全部课程，以及你的进度")
}

/// Nothing was opened so far.
pub(crate) fn no_lesson_yet(lang: Lang) -> &'static str {
    lang.pick("You have not opened a lesson yet.", "你还没有打开过课程。")
}

/// A lesson is being read.
pub(crate) fn in_lesson(lang: Lang, (number, title): (u32, &str), step: usize, n_steps: usize) -> String {
    lang.pick(
        format!("You are in lesson {number}, at step {step} of {n_steps}: {title}"),
        format!("你在第 {number} 课，{n_steps} 步中的第 {step} 步：{title}"),
    )
}
