//! TLS in Chinese: its events, what one of them tells, and why it failed.
//!
//! The one idea: two questions are kept apart in every sentence: can others read it, and who is at the other end.
//!
//! See it run: `netlab --lang zh-CN explain tls-failed`.

use std::fmt::Write;

use crate::catalogue::entry::EventText;
use crate::catalogue::records::runs;
use crate::catalogue::zh::numbers::n_bytes;
use crate::event::{Event, Kind, TlsClose, TlsFacts, TlsFailure, TlsHandshake, TlsSide};
use crate::packet::{Content, Records};
use crate::terminal::{escaped, span};

pub(super) const TLS_BEGUN: EventText = EventText {
    title: "在一条连接之上开始了 TLS 握手",
    proves: "连接已经建立，程序要在上面使用 TLS。客户端先开始：它的第一个消息写明它支持什么。随后的内容仍然按\
        字节报告。",
    does_not_prove: "这不能证明另一端使用 TLS。现在还没有任何内容保密，也没有谁表明了身份。",
};

pub(super) const CLIENT_HELLO: EventText = EventText {
    title: "TLS 服务器读到了客户端支持什么",
    proves: "客户端的第一个消息完整了：它支持的版本、密码套件和群，以及它要访问的名字。这个消息没有加密：途中\
        的任何设备都能读到，包括名字。",
    does_not_prove: "这不能证明客户端是谁，也不能证明双方有共同支持的内容。",
};

pub(super) const TLS_FINISHED: EventText = EventText {
    title: "双方都有了密钥：TLS 握手已完成",
    proves: "双方有了相同的密钥，握手的每个消息都没有被改动。会验证的客户端还知道：证书属于它要访问的名字，而\
        且由它信任的机构签署。从现在起，写入的内容都会加密。",
    does_not_prove: "这不能向服务器证明客户端是谁。TLS 隐藏说了什么，不隐藏是否、何时、说了多少、对谁说。",
};

pub(super) const TLS_FAILED: EventText = EventText {
    title: "TLS 会话失败",
    proves: "一端拒绝了，并报告了原因：证书属于别的名字、签署机构未知、证书不在有效期内；双方没有共同支持的内\
        容；或者收到的不是 TLS。如果可以，拒绝的一端用警报（alert）告诉另一端。程序要说的内容不再发送。",
    does_not_prove: "这不能证明有攻击：命令里写错名字，或者没有给出机构的文件，看起来也是这样。",
};

pub(super) const TLS_CLOSED: EventText = EventText {
    title: "TLS 会话的一个方向结束了",
    proves: "发送方说了 close_notify：内容到此为止，没有被截断。如果没有收到它，字节就是在没有它的情况下结束\
        的：途中的任何设备都能伪造 FIN，但不能伪造 close_notify。",
    does_not_prove: "没有收到它不能证明有攻击：许多程序结束时不发送它。这不能证明另一个方向已经结束。",
};

/// The fact of one event.
pub(super) fn fact(event: &Event<'_>) -> String {
    let unknown = TlsFacts::default();
    let facts = event.tls.as_deref().unwrap_or(&unknown);
    let name = event.name.as_deref().map(|name| escaped(name.as_bytes()));
    match event.kind {
        Kind::ClientHello => hello(facts, name.as_deref()),
        Kind::TlsFinished => finished(facts, event.t_us.saturating_sub(event.began_us)),
        Kind::TlsFailed => failure(facts, name.as_deref()),
        Kind::TlsClosed => closed(facts),
        _ => begun(facts, name.as_deref()),
    }
}

fn begun(facts: &TlsFacts, name: Option<&str>) -> String {
    match (facts.side, name) {
        (Some(TlsSide::Client), Some(name)) => format!("作为客户端，访问 {name}"),
        (Some(TlsSide::Server), _) => "作为服务器".to_owned(),
        _ => "作为客户端".to_owned(),
    }
}

fn hello(facts: &TlsFacts, name: Option<&str>) -> String {
    let mut text = name.map_or_else(|| "没有写名字".to_owned(), |name| format!("访问 {name}"));
    let _ = write!(text, "；{} 个密码套件，{} 个群", facts.ciphers.len(), facts.groups.len());
    if !facts.protocols.is_empty() {
        let _ = write!(text, "；ALPN {}", list(&facts.protocols));
    }
    text
}

fn finished(facts: &TlsFacts, took_us: u64) -> String {
    let mut parts = Vec::new();
    for one in [&facts.version, &facts.cipher, &facts.group].into_iter().flatten() {
        parts.push(escaped(one.as_bytes()));
    }
    parts.extend(facts.alpn.as_ref().map(|alpn| format!("ALPN {}", escaped(alpn.as_bytes()))));
    match facts.handshake {
        Some(TlsHandshake::Resumed) => parts.push("会话恢复".to_owned()),
        Some(TlsHandshake::HelloRetry) => parts.push("第二次 hello 之后".to_owned()),
        Some(TlsHandshake::Full) | None => {}
    }
    let certificate = match facts.names.as_slice() {
        [] => String::new(),
        names => format!("；证书属于 {}", list(names)),
    };
    format!("{}{certificate}；用时 {}", parts.join("，"), span(took_us))
}

fn closed(facts: &TlsFacts) -> String {
    let after = facts.n_plain.map_or_else(String::new, |n_plain| format!("在 {}之后", n_bytes(n_plain)));
    match facts.close {
        Some(TlsClose::Sent) => format!("本端{after}发送了 close_notify"),
        Some(TlsClose::Received) => format!("对端{after}发送了 close_notify"),
        Some(TlsClose::Missing) | None => format!("对端{after}结束，没有 close_notify"),
    }
}

/// Why it failed, and who refused.
pub(in crate::catalogue) fn failure(facts: &TlsFacts, name: Option<&str>) -> String {
    let name = name.map_or_else(|| "所要的名字".to_owned(), |name| format!(" {name}"));
    match facts.failure.unwrap_or(TlsFailure::Other) {
        TlsFailure::WrongName => match facts.names.as_slice() {
            [] => format!("证书不属于{name}"),
            names => format!("证书属于 {}，不属于{name}", list(names)),
        },
        TlsFailure::UnknownAuthority => "证书不是由所信任的机构签署的".to_owned(),
        TlsFailure::Expired => "证书已过期".to_owned(),
        TlsFailure::NotYetValid => "证书尚未生效".to_owned(),
        TlsFailure::BadCertificate => "证书在这里不能用".to_owned(),
        TlsFailure::Alert => refused(facts.alert.as_deref()),
        TlsFailure::NotTls => "收到的不是 TLS".to_owned(),
        TlsFailure::Garbled => "收到的内容违反 TLS 的规则".to_owned(),
        TlsFailure::Tampered => "一条 TLS 记录无法解密：它在途中被改动了".to_owned(),
        TlsFailure::NothingInCommon => "双方没有共同的版本、套件或群".to_owned(),
        TlsFailure::NoProtocol => "双方没有共同的上层协议（ALPN）".to_owned(),
        TlsFailure::CutOff => "对端在握手中途结束了".to_owned(),
        TlsFailure::TooSlow => "握手在 10 s 内没有完成".to_owned(),
        TlsFailure::Broken => "连接中断".to_owned(),
        TlsFailure::Other => "原因在这里没有名字".to_owned(),
    }
}

/// The peer's alert, and what it means.
fn refused(alert: Option<&str>) -> String {
    let Some(alert) = alert else { return "对端拒绝了".to_owned() };
    let means = match alert {
        "unknown_ca" => "：它不信任签署证书的机构",
        "bad_certificate" | "certificate_unknown" => "：它不接受这张证书",
        "certificate_expired" => "：它认为证书已过期",
        "handshake_failure" => "：双方没有共同支持的内容",
        "protocol_version" => "：它不使用这个版本",
        "unexpected_message" | "decode_error" => "：它不理解收到的内容",
        "unrecognised_name" | "unrecognized_name" => "：它不认识所要的名字",
        _ => "",
    };
    format!("对端用警报 {} 拒绝了{means}", escaped(alert.as_bytes()))
}

/// What bytes are that are TLS.
pub(in crate::catalogue) fn records(records: &Records) -> String {
    let parts = runs(records).into_iter().map(|(content, sizes, n_left_out)| {
        let name = match content {
            Content::ChangeCipherSpec => "更改密码规范",
            Content::Alert => "警报",
            Content::Handshake => "握手",
            Content::ApplicationData => "应用数据",
            Content::Heartbeat => "心跳",
        };
        let sizes = match (sizes.as_slice(), n_left_out) {
            (sizes, 1..) => format!("{} 和另外 {n_left_out} 条", sizes.join("、")),
            ([one], _) => one.clone(),
            ([first @ .., last], _) => format!("{} 和 {last}", first.join("、")),
            ([], _) => String::new(),
        };
        format!("{name} {sizes}")
    });
    let parts: Vec<String> = parts.collect();
    if records.has_more {
        return format!("TLS 记录，{}，还有更多", parts.join("，"));
    }
    format!("{} 条 TLS 记录，{}", records.all.len(), parts.join("，"))
}

fn list(names: &[String]) -> String {
    escaped(names.join(", ").as_bytes())
}
