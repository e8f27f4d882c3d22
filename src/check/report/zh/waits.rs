//! Who waits for whom, told in Chinese.
//!
//! The one idea: one sentence for each side, ours first. A call is named as it is in the manual (`man 2 recv`).
//!
//! See it run: `netlab --lang zh-CN check greeting-server -- python3 one_at_a_time.py`, on Linux.

use crate::check::play::fact::Expected;
use crate::check::play::who_waits::{Doing, Process, Sent, Socket, Waiting};
use crate::check::report::zh::findings;
use crate::check::report::zh::phrases::size;
use crate::terminal;

/// A sentence for each, none twice.
pub(crate) fn sentences(waits: &[Waiting], expected: &Expected) -> Vec<String> {
    let mut sentences = Vec::new();
    for sentence in waits.iter().map(|waiting| sentence(waiting, expected)) {
        if !sentences.contains(&sentence) {
            sentences.push(sentence);
        }
    }
    sentences
}

fn sentence(waiting: &Waiting, expected: &Expected) -> String {
    match waiting {
        Waiting::Judge(sent) if sent.is_empty() => {
            format!("netlab 什么都没有发送，在等待：{}", findings::expected(expected))
        }
        Waiting::Judge(sent) => {
            let sent: Vec<String> = sent.iter().map(of_sent).collect();
            format!("netlab 已发送 {}，在等待：{}", sent.join("、"), findings::expected(expected))
        }
        Waiting::Unread { who, n_bytes } => {
            format!("程序的接收队列里有来自 {who} 的未读数据：{}", size(*n_bytes))
        }
        Waiting::NotAccepted { who, n_bytes: 0 } => format!("程序还没有接受 {who} 的连接"),
        Waiting::NotAccepted { who, n_bytes } => {
            format!("程序还没有接受 {who} 的连接；其中等待的数据有 {}", size(*n_bytes))
        }
        Waiting::NotClosed { who } => {
            format!("{who} 已结束发送，程序还没有关闭自己的一端（CLOSE_WAIT）")
        }
        Waiting::InAcceptQueue(count) => {
            format!("已完成连接队列里有 {count} 条连接在等待：内核已建立连接，程序还没有 accept")
        }
        Waiting::Process(Process { name, pid }, doing) => of_process(&format!("{name}（pid {pid}）"), doing),
    }
}

fn of_sent(Sent { who, count, is_datagrams }: &Sent) -> String {
    match (is_datagrams, count) {
        (false, n_bytes) => format!("{}（以 {who} 的身份）", size(*n_bytes)),
        (true, count) => format!("{} 个数据报（以 {who} 的身份）", terminal::grouped(*count)),
    }
}

fn of_process(name: &str, doing: &Doing) -> String {
    match doing {
        Doing::Stopped => format!("{name} 已停住（SIGSTOP 或 Ctrl-Z）：在等待 SIGCONT"),
        Doing::StoppedByDebugger => format!("{name} 被调试器停住"),
        Doing::Busy => format!("{name} 什么也不等：它使一个核一直忙碌"),
        Doing::Lock => format!("{name} 在等待一个锁，或者自己的一个线程"),
        Doing::Sleeps => format!("{name} 在睡眠"),
        Doing::Keyboard => format!("{name} 在等待键盘：它在读标准输入，如同 Python 的 input()"),
        Doing::EventLoop(call, sockets) => format!("{name} 在 {call} 里等待 {}", list(sockets)),
        Doing::Accepts(call) => format!("{name} 在 {call} 里等待下一个客户端"),
        Doing::Reads(call, socket) => format!("{name} 在 {call} 里等待从{}读取", of_socket(socket)),
        Doing::Writes(call, socket) => format!("{name} 在 {call} 里等待能够向{}写入", of_socket(socket)),
        Doing::Connects => format!("{name} 在 connect 里等待"),
        Doing::ReadsElsewhere => format!("{name} 在 read 里等待，但不是在套接字上"),
    }
}

fn of_socket(socket: &Socket) -> String {
    match socket {
        Socket::Listening => "新客户端（监听套接字）".to_owned(),
        Socket::Udp => "它的 UDP 套接字".to_owned(),
        Socket::ConnectionOf(who) => format!(" {who} 的连接"),
    }
}

fn list(sockets: &[Socket]) -> String {
    let named: Vec<String> =
        sockets.iter().take(2).map(|one| of_socket(one).trim_start().to_owned()).collect();
    let named = named.join("、");
    match sockets.len().saturating_sub(2) {
        0 => named,
        n_more => format!("{named}，另外还有 {n_more} 个"),
    }
}
