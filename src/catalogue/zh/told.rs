//! What a narration says of one event, in one line of Chinese.
//!
//! The one idea: a fact names the numbers and addresses of this very call and nothing more; what the
//! kind of event means in general stands in `events.rs`.
//!
//! See it run: the right-hand column of `netlab tour`.

use std::fmt::Write;
use std::net::SocketAddr;

use crate::catalogue::change;
use crate::catalogue::entry::Labels;
use crate::catalogue::zh::numbers::{bytes, n_bytes, number};
use crate::catalogue::zh::rules;
use crate::catalogue::zh::tls;
use crate::event::{Event, Kind, Transport};

/// The words beside the details of an event.
pub(crate) const LABELS: Labels = Labels {
    call: "调用",
    state: "状态",
    kernel: "内核",
    waited: "等待了",
    prints: "（打印）",
    sent: "sent",
    got: "got",
    sent_to: " 字节到 ",
    colon: "：",
    semicolon: "；",
    gap: "",
};

/// The fact of one event, without its payload.
#[must_use]
pub(crate) fn fact(event: &Event<'_>) -> String {
    let peer = address(event.peer);
    match event.kind {
        Kind::Resolved => format!("{} 的地址：{}", name(event), addresses(&event.addresses)),
        Kind::ResolveFailed => format!("{} 没有地址{}", name(event), because(event)),
        Kind::Bound => format!("{}{}", address(event.local), option(event)),
        Kind::BindFailed => format!("{}{}", address(event.local), because(event)),
        Kind::Listening => format!("{}，backlog {}", address(event.local), number(event.asked)),
        Kind::ListenFailed => format!("{}{}", address(event.local), because(event)),
        Kind::Connecting => format!("到 {peer}"),
        Kind::Connected => format!("到 {peer}，本端端口 {}", port(event.local)),
        Kind::Refused => format!("{peer} 拒绝"),
        Kind::TimedOut => format!("{peer} 没有应答"),
        Kind::ConnectFailed => format!("{peer}{}", because(event)),
        Kind::GaveUp => format!("不再等待 {peer}"),
        Kind::Accepted => format!("来自 {peer}"),
        Kind::AcceptFailed => format!("没有得到连接{}", because(event)),
        Kind::Sent => moved(event),
        Kind::Waiting => format!("{}内核都没有接收", bytes(event.asked)),
        Kind::SendFailed => format!("什么都没有{}", because(event)),
        Kind::Received => moved(event),
        Kind::ReceiveFailed => format!("什么都没有{}", because(event)),
        Kind::PeerFinished => format!("在 {}之后", bytes(event.offset)),
        Kind::Finished => {
            event.offset.map_or_else(|| "在最后一个字节之后".to_owned(), |n| format!("在 {}之后", n_bytes(n)))
        }
        Kind::Reset => format!("来自 {peer}{}", because(event)),
        Kind::Closed => closed(event),
        Kind::PeerSet => format!("{peer}；没有发送任何数据"),
        Kind::DatagramSent => format!("{} 字节到 {peer}", number(event.len)),
        Kind::DatagramReceived => format!("{} 字节来自 {peer}", number(event.len)),
        Kind::DatagramCut => cut(event, &peer),
        Kind::Unreachable => format!("先前到 {peer}{}", because(event)),
        Kind::OptionSet => event.option.as_deref().unwrap_or("?").to_owned(),
        Kind::OptionFailed => format!("{}{}", event.option.as_deref().unwrap_or("?"), because(event)),
        Kind::TlsBegun | Kind::ClientHello | Kind::TlsFinished | Kind::TlsFailed | Kind::TlsClosed => {
            tls::fact(event)
        }
        Kind::HandedOver => "交给不受观察的代码".to_owned(),
        Kind::Impaired => rules::touched(event),
        Kind::RulesChanged => rules::in_force(event.name.as_deref(), event.option.as_deref().unwrap_or("?")),
    }
}

/// What the kernel says of a connection: `ESTABLISHED，往返 40 µs，0 字节未确认`.
#[must_use]
pub(crate) fn kernel_view(event: &Event<'_>) -> Option<String> {
    let tcp = event.tcp?;
    let mut parts = Vec::new();
    parts.extend((event.kind == Kind::Closed).then(|| "关闭之前".to_owned()));
    parts.extend(tcp.state.map(|state| state.name().to_owned()));
    parts.extend(tcp.rtt_us.map(|us| format!("往返 {us} µs")));
    parts.extend(tcp.send_queue.map(|n| format!("{}未确认", n_bytes(n))));
    parts.extend(tcp.recv_queue.map(|n| format!("{}未读", n_bytes(n))));
    Some(parts.join("，"))
}

/// The line that stands for events which came faster than they could be shown.
#[must_use]
pub(crate) fn skipped(parts: &[String]) -> String {
    format!("……没有逐一报告：{}", parts.join("，"))
}

fn moved(event: &Event<'_>) -> String {
    // A row is short, and the payload has to fit in too.
    let mut text = match event.offset.filter(|offset| *offset > 0) {
        Some(from) => format!("{} B @{from}", number(event.len)),
        None => bytes(event.len),
    };
    if event.kind == Kind::Sent && event.asked > event.len {
        let _ = write!(text, "（共 {}）", number(event.asked));
    }
    text
}

/// What is closed, and what makes the kernel end a connection that still stands with a reset.
fn closed(event: &Event<'_>) -> String {
    let (Transport::Tcp, Some(peer)) = (event.transport, event.peer) else {
        // Nobody has asked the kernel for its address, or it has none.
        return event.local.map_or_else(|| "没有地址的套接字".to_owned(), |local| format!("套接字 {local}"));
    };
    let mut text = format!("与 {peer} 的连接");
    let unread = event.tcp.and_then(|tcp| tcp.recv_queue).unwrap_or(0);
    if unread > 0 {
        let _ = write!(text, "；{}没有读取", n_bytes(unread));
    } else if change::closes_by_reset(event) {
        text += "；SO_LINGER 为 0";
    }
    if change::closes_by_reset(event) {
        text += "，所以内核发送 RST";
    }
    text
}

fn cut(event: &Event<'_>, peer: &str) -> String {
    let of = event.full_len.map_or_else(String::new, |full| format!("（共 {full}）"));
    format!("{}{of}，来自 {peer}；其余丢失", bytes(event.len))
}

fn because(event: &Event<'_>) -> String {
    event.error.map_or_else(String::new, |error| format!("（{}）", error.code))
}

fn option(event: &Event<'_>) -> String {
    event.option.as_deref().map_or_else(String::new, |option| format!("（{option}）"))
}

fn name<'a>(event: &'a Event<'_>) -> &'a str {
    event.name.as_deref().unwrap_or("?")
}

fn address(addr: Option<SocketAddr>) -> String {
    addr.map_or_else(|| "?".to_owned(), |addr| addr.to_string())
}

fn addresses(all: &[SocketAddr]) -> String {
    all.iter().map(|addr| addr.ip().to_string()).collect::<Vec<_>>().join(", ")
}

fn port(addr: Option<SocketAddr>) -> String {
    addr.map_or_else(|| "?".to_owned(), |addr| addr.port().to_string())
}
