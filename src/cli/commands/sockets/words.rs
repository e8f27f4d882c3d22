//! What the list of sockets says: of each, of the whole table, and of its keys.
//!
//! The one idea: the numbers are facts of the kernel; each word beside one is a function of it.
//!
//! See it run: `netlab sockets`, `netlab sockets --watch`.

use std::time::Duration;

use crate::catalogue::Lang;
use crate::kernel::table::{Source, Timer, TimerKind};
use crate::terminal::grouped;

/// No socket has the port that was asked for.
pub(super) fn no_socket_has(lang: Lang, port: u16) -> String {
    lang.pick(format!("no socket has port {port}"), format!("没有套接字使用端口 {port}"))
}

/// There is no socket at all.
pub(super) fn no_socket(lang: Lang) -> &'static str {
    lang.pick("this machine has no TCP or UDP socket", "本机没有 TCP 或 UDP 套接字")
}

/// There is no socket of those that are listed where nothing is asked for.
pub(super) fn no_usual_socket(lang: Lang) -> &'static str {
    lang.pick(
        "no socket on ports 8080 and 8081, and no netlab program runs",
        "8080 和 8081 端口上没有套接字，也没有 netlab 程序在运行",
    )
}

/// Where nothing was found: how all are listed.
pub(super) fn every_socket(lang: Lang, command: &str) -> String {
    lang.pick(format!("Every socket of this machine: {command}"), format!("本机的所有套接字： {command}"))
}

/// A watch begins, through a pipe.
pub(super) fn watching(lang: Lang) -> &'static str {
    lang.pick(
        "watching: all sockets now, then what changes; Ctrl-C ends it",
        "持续显示：先是所有套接字，然后是变化；按 Ctrl-C 结束",
    )
}

/// Above the sockets of a watch on a screen.
pub(super) fn legend(lang: Lang) -> &'static str {
    lang.pick(
        "netlab sockets --watch   + new   * changed   - gone   Ctrl-C ends it",
        "netlab sockets --watch   + 新   * 变了   - 没了   按 Ctrl-C 结束",
    )
}

/// Below them, where there are more than there is room for.
pub(super) fn more_lines(lang: Lang, n_lines: usize) -> String {
    lang.pick(
        format!("… {n_lines} more lines; a PORT shows less"),
        format!("…… 还有 {n_lines} 行；写出 PORT 就显示得少些"),
    )
}

/// Below the board's rows, where there are more than there is room for.
pub(super) fn more_rows(lang: Lang, n_lines: usize) -> String {
    lang.pick(
        format!("… {n_lines} more lines: ↓ goes there, / leaves rows out"),
        format!("…… 还有 {n_lines} 行：按 ↓ 到那里，按 / 略去一些行"),
    )
}

/// Below the board's rows: holders that are not told.
pub(super) fn hidden_programs(lang: Lang, n_sockets: usize) -> String {
    match (lang, n_sockets) {
        (Lang::English, 1) => {
            "The program of 1 socket is not shown: it is another user's, outside of this container, or the \
             kernel's own. Root sees those of all users."
                .to_owned()
        }
        (Lang::English, n) => format!(
            "The programs of {n} sockets are not shown: they are other users', outside of this container, or the \
             kernel's own. Root sees those of all users."
        ),
        (Lang::Chinese, n) => format!(
            "有 {n} 个套接字没有显示程序：程序属于其他用户，或者在这个容器之外，或者就是内核自己。root 能看到\
             所有用户的程序。"
        ),
    }
}

/// A socket was there a moment ago.
pub(super) fn gone(lang: Lang) -> &'static str {
    lang.pick("the kernel has forgotten it", "内核已不再保存它")
}

/// At the board's head, how many sockets there are.
pub(super) fn counts(lang: Lang, n_open: usize, n_time_wait: usize) -> String {
    lang.pick(
        format!("{n_open} open · {n_time_wait} TIME_WAIT"),
        format!("打开 {n_open} · TIME_WAIT {n_time_wait}"),
    )
}

/// Stands for the connections in TIME_WAIT.
pub(super) fn folded(lang: Lang, n_time_wait: usize) -> String {
    lang.pick(
        format!("{n_time_wait} × TIME_WAIT (t unfolds)"),
        format!("{n_time_wait} × TIME_WAIT（按 t 展开）"),
    )
}

/// At the board's foot, below an explanation.
pub(super) fn any_key_goes_back(lang: Lang) -> &'static str {
    lang.pick("Any key goes back.", "按任意键返回。")
}

/// At the board's foot, while a filter is typed.
pub(super) fn typing(lang: Lang, filter: &str) -> String {
    lang.pick(format!("/{filter}▏ Enter ends typing"), format!("/{filter}▏ 按 Enter 结束输入"))
}

/// In which order rows stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Order {
    /// Listening sockets first, then the two ends of each connection together.
    #[default]
    Connection,
    State,
    Program,
    /// Those with the most bytes or clients waiting first.
    Queue,
}

fn order_name(lang: Lang, order: Order) -> &'static str {
    match order {
        Order::Connection => lang.pick("connection", "连接"),
        Order::State => lang.pick("state", "状态"),
        Order::Program => lang.pick("program", "程序"),
        Order::Queue => lang.pick("queue", "队列"),
    }
}

/// What waits in a row's queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Queue {
    /// Connections that no program has taken.
    Accept,
    /// Memory that datagrams take.
    Memory,
    Unread,
    Unacked,
}

/// What a row's queue is called, in at most seven columns.
pub(super) fn queue(lang: Lang, queue: Queue) -> &'static str {
    match queue {
        Queue::Accept => lang.pick("accept", "未接受"),
        Queue::Memory => lang.pick("memory", "内存"),
        Queue::Unread => lang.pick("unread", "未读"),
        Queue::Unacked => lang.pick("unacked", "未确认"),
    }
}

/// The round trip, where there is little room.
pub(super) fn rtt(lang: Lang, span: &str) -> String {
    lang.pick(format!("rtt {span}"), format!("RTT {span}"))
}

/// The keys, with the order and the filter that hold.
pub(super) fn keys(lang: Lang, order: Order, filter: &str) -> String {
    let (order, filter) = (order_name(lang, order), or_filter(lang, filter));
    lang.pick(
        format!("↑↓ choose  ⏎ explain  s sort: {order}  / {filter}  t fold  q quit"),
        format!("↑↓ 选择  ⏎ 解释  s 排序：{order}  / {filter}  t 折叠  q 退出"),
    )
}

/// The keys, where there is less room.
pub(super) fn keys_in_short(lang: Lang, order: Order, filter: &str) -> String {
    let (order, filter) = (order_name(lang, order), or_filter(lang, filter));
    lang.pick(
        format!("↑↓  ⏎ explain  s {order}  / {filter}  t fold  q quit"),
        format!("↑↓  ⏎ 解释  s {order}  / {filter}  t 折叠  q 退出"),
    )
}

fn or_filter(lang: Lang, filter: &str) -> &str {
    if filter.is_empty() { lang.pick("filter", "过滤") } else { filter }
}

/// Without root, other users' programs are not told.
pub(super) fn owners_need_root(lang: Lang) -> &'static str {
    lang.pick(
        "note: some owners are not told: without root you see those of your own programs only",
        "注意：有些所有者没有显示：没有 root 权限，只能看到你自己的程序",
    )
}

/// With root, some are not told all the same.
pub(super) fn owners_are_elsewhere(lang: Lang) -> &'static str {
    lang.pick(
        "note: some owners are not told: they are outside of this container, or the kernel itself",
        "注意：有些所有者没有显示：它们在这个容器之外，或者就是内核自己",
    )
}

/// What a table lacks for its source's sake.
pub(super) fn lacks(lang: Lang, source: Source) -> Option<&'static str> {
    match source {
        Source::SockDiag => None,
        Source::ProcNet => Some(lang.pick(
            "note: read from /proc/net, as the kernel does not answer sock_diag here: no backlog, window, \
             round trip, nor clients turned away",
            "注意：内核在这里不应答 sock_diag，所以从 /proc/net 读取：没有 backlog、窗口、往返时间，也不知道\
             拒绝了多少客户端",
        )),
        Source::Listed => Some(lang.pick(
            "note: this system tells local addresses, states and owners only: no peers, queues or timers, \
             and no socket without a program",
            "注意：这个系统只给出本地地址、状态和所有者：没有对端、队列和计时器，也没有不属于任何程序的套接字",
        )),
    }
}

/// Stands for a state that the system does not tell.
pub(super) fn no_state(lang: Lang) -> &'static str {
    lang.pick("(no state)", "（无状态）")
}

/// The holder is another user's program.
pub(super) fn owner_not_told(lang: Lang, uid: Option<u32>) -> String {
    match uid {
        Some(uid) => lang.pick(format!("(not told; user {uid})"), format!("（不显示；用户 {uid}）")),
        None => lang.pick("(not told)", "（不显示）").to_owned(),
    }
}

/// The same, in a narrow column.
pub(super) fn hidden(lang: Lang, uid: Option<u32>) -> String {
    match uid {
        Some(uid) => lang.pick(format!("(hidden; user {uid})"), format!("（隐藏；用户 {uid}）")),
        None => lang.pick("(hidden)", "（隐藏）").to_owned(),
    }
}

/// The connection waits in an accept queue.
pub(super) fn not_accepted(lang: Lang) -> &'static str {
    lang.pick("(not accepted yet)", "（还没有接受）")
}

/// The program is done with it.
pub(super) fn held_by_the_kernel(lang: Lang) -> &'static str {
    lang.pick("(no program: the kernel)", "（没有程序：内核）")
}

/// The same, in a narrow column.
pub(super) fn the_kernel(lang: Lang) -> &'static str {
    lang.pick("(the kernel)", "（内核）")
}

/// Several facts in one line.
pub(super) fn all(lang: Lang, facts: &[String]) -> String {
    facts.join(lang.pick("; ", "；"))
}

/// What was so a moment ago: facts, each in words.
pub(super) fn before(lang: Lang, facts: &[String]) -> String {
    let facts = all(lang, facts);
    lang.pick(format!("before: {facts}"), format!("之前：{facts}"))
}

/// Connections that wait for accept.
pub(super) fn accept_queue(lang: Lang, n_waiting: u64, backlog: Option<u64>) -> String {
    match backlog {
        Some(backlog) => lang.pick(
            format!("accept queue: {n_waiting} waiting, backlog {backlog}"),
            format!("已完成连接队列：{n_waiting} 条在等待，backlog {backlog}"),
        ),
        None => lang.pick(
            format!("accept queue: {n_waiting} waiting"),
            format!("已完成连接队列：{n_waiting} 条在等待"),
        ),
    }
}

/// Bytes that the program has not read.
pub(super) fn not_read(lang: Lang, n_bytes: u64) -> String {
    let n = grouped(n_bytes);
    match (lang, n_bytes) {
        (Lang::English, 1) => "1 byte not read".to_owned(),
        (Lang::English, _) => format!("{n} bytes not read"),
        (Lang::Chinese, _) => format!("{n} 字节未读"),
    }
}

/// Bytes that the peer's kernel has not acknowledged.
pub(super) fn not_acknowledged(lang: Lang, n_bytes: u64) -> String {
    let n = grouped(n_bytes);
    match (lang, n_bytes) {
        (Lang::English, 1) => "1 byte not acknowledged".to_owned(),
        (Lang::English, _) => format!("{n} bytes not acknowledged"),
        (Lang::Chinese, _) => format!("{n} 字节未确认"),
    }
}

/// How much the peer has room for.
pub(super) fn peer_window(lang: Lang, n_bytes: u64) -> String {
    let n = grouped(n_bytes);
    lang.pick(format!("the peer's window {n}"), format!("对端的窗口 {n}"))
}

/// The round trip time, as a span.
pub(super) fn round_trip(lang: Lang, span: &str) -> String {
    lang.pick(format!("round trip {span}"), format!("往返 {span}"))
}

/// Memory that unread datagrams take.
pub(super) fn datagram_memory(lang: Lang, n_bytes: u64, limit: Option<u64>) -> String {
    let used = grouped(n_bytes);
    match limit.map(grouped) {
        Some(limit) => lang.pick(
            format!("datagrams not read take {used} of {limit} bytes of memory"),
            format!("未读的数据报占用内存 {used} 字节（最多 {limit}）"),
        ),
        None => lang.pick(
            format!("datagrams not read take {used} bytes of memory"),
            format!("未读的数据报占用内存 {used} 字节"),
        ),
    }
}

/// Datagrams that found the queue full.
pub(super) fn datagrams_dropped(lang: Lang, n_drops: u64) -> String {
    let n = grouped(n_drops);
    lang.pick(format!("{n} datagrams dropped"), format!("丢弃了 {n} 个数据报"))
}

/// Connections that found the accept queue full.
pub(super) fn clients_turned_away(lang: Lang, n_drops: u64) -> String {
    let n = grouped(n_drops);
    lang.pick(format!("{n} tries of clients turned away"), format!("拒绝了客户端的 {n} 次尝试"))
}

/// A timer, and what happens when it ends.
pub(super) fn timer(lang: Lang, timer: Timer) -> String {
    let time = seconds(timer.left);
    match lang {
        Lang::English => {
            let what = match timer.kind {
                TimerKind::Retransmission => "sent again",
                TimerKind::Keepalive => "keepalive",
                TimerKind::TimeWait => "forgotten",
                TimerKind::WindowProbe => "window probe",
            };
            match timer.n_tries {
                0 => format!("{what} in {time}"),
                1 => format!("{what} in {time}, after 1 try"),
                n => format!("{what} in {time}, after {n} tries"),
            }
        }
        Lang::Chinese => {
            let what = match timer.kind {
                TimerKind::Retransmission => "重传",
                TimerKind::Keepalive => "发送保活探测",
                TimerKind::TimeWait => "不再保存",
                TimerKind::WindowProbe => "发送窗口探测",
            };
            match timer.n_tries {
                0 => format!("{time} 后{what}"),
                n => format!("{time} 后{what}，已试过 {n} 次"),
            }
        }
    }
}

/// A tenth of a second is as fine as anybody reads.
fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}
