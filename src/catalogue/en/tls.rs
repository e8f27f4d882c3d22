//! TLS in English: its events, what one of them tells, and why it failed.
//!
//! The one idea: two questions are kept apart in every sentence: can others read it, and who is at the other end.
//!
//! See it run: `netlab explain tls-failed`.

use std::fmt::Write;

use crate::catalogue::en::numbers::n_bytes;
use crate::catalogue::entry::EventText;
use crate::catalogue::records::runs;
use crate::event::{Event, Kind, TlsClose, TlsFacts, TlsFailure, TlsHandshake, TlsSide};
use crate::packet::{Content, Records};
use crate::terminal::{escaped, span};

pub(super) const TLS_BEGUN: EventText = EventText {
    title: "a TLS handshake was begun above a connection",
    proves: "The connection stands, and this program wants to speak TLS over it. The client begins: its first \
        message says what it can do. What comes next is told as bytes, as ever.",
    does_not_prove: "It does not prove that the other end speaks TLS. Nothing is secret yet, and nobody has \
        shown who they are.",
};

pub(super) const CLIENT_HELLO: EventText = EventText {
    title: "a TLS server read what the client can do",
    proves: "The client's first message is whole: the versions, cipher suites and groups that it can use, and \
        the name that it wants to reach. It is not encrypted: whoever carries it can read it, the name too.",
    does_not_prove: "It does not prove who the client is, or that the two have anything in common.",
};

pub(super) const TLS_FINISHED: EventText = EventText {
    title: "both ends have their keys: the TLS handshake is done",
    proves: "Both ends have the same keys, and each message of the handshake came as it was sent. A client that \
        verifies knows more: the certificate is for the name that it asked for, and somebody whom it trusts has \
        signed it. What is written from now on is encrypted.",
    does_not_prove: "It does not prove to the server who the client is. It hides what is said: not that, when, \
        how much and to whom.",
};

pub(super) const TLS_FAILED: EventText = EventText {
    title: "a TLS conversation failed",
    proves: "One end refused, and says why: the certificate is for another name, is of an unknown authority or \
        out of date; nothing is in common; or what came is no TLS. An alert tells the other end, where it can. \
        Of what the programs wanted to say nothing more goes.",
    does_not_prove: "It does not prove an attack: a wrong name in a command, or a forgotten file of authorities, \
        looks the same.",
};

pub(super) const TLS_CLOSED: EventText = EventText {
    title: "one direction of a TLS conversation came to its end",
    proves: "Its sender said close_notify: this was all, and nobody cut it. Where none came, the bytes ended \
        without it: a FIN can be forged by anybody on the way, close_notify cannot.",
    does_not_prove: "A missing one does not prove an attack: many programs end without it. It does not prove that \
        the other direction has ended.",
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
        (Some(TlsSide::Client), Some(name)) => format!("as client, for {name}"),
        (Some(TlsSide::Server), _) => "as server".to_owned(),
        _ => "as client".to_owned(),
    }
}

fn hello(facts: &TlsFacts, name: Option<&str>) -> String {
    let mut text = name.map_or_else(|| "for no name".to_owned(), |name| format!("for {name}"));
    let _ = write!(text, "; {} cipher suites, {} groups", facts.ciphers.len(), facts.groups.len());
    if !facts.protocols.is_empty() {
        let _ = write!(text, "; ALPN {}", list(&facts.protocols));
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
        Some(TlsHandshake::Resumed) => parts.push("resumed".to_owned()),
        Some(TlsHandshake::HelloRetry) => parts.push("after a second hello".to_owned()),
        Some(TlsHandshake::Full) | None => {}
    }
    let certificate = match facts.names.as_slice() {
        [] => String::new(),
        names => format!("; certificate for {}", list(names)),
    };
    format!("{}{certificate}; took {}", parts.join(", "), span(took_us))
}

fn closed(facts: &TlsFacts) -> String {
    let after = facts.n_plain.map_or_else(String::new, |n_plain| format!(" after {}", n_bytes(n_plain)));
    match facts.close {
        Some(TlsClose::Sent) => format!("our close_notify{after}"),
        Some(TlsClose::Received) => format!("the peer's close_notify{after}"),
        Some(TlsClose::Missing) | None => format!("the peer ended{after} without close_notify"),
    }
}

/// Why it failed, and who refused.
pub(in crate::catalogue) fn failure(facts: &TlsFacts, name: Option<&str>) -> String {
    match facts.failure.unwrap_or(TlsFailure::Other) {
        TlsFailure::WrongName => match facts.names.as_slice() {
            [] => format!("the certificate is not for {}", name.unwrap_or("the name")),
            names => {
                format!("the certificate is for {}, not for {}", list(names), name.unwrap_or("the name"))
            }
        },
        TlsFailure::UnknownAuthority => "nobody whom we trust has signed the certificate".to_owned(),
        TlsFailure::Expired => "the certificate is valid no more".to_owned(),
        TlsFailure::NotYetValid => "the certificate is not valid yet".to_owned(),
        TlsFailure::BadCertificate => "the certificate is of no use here".to_owned(),
        TlsFailure::Alert => refused(facts.alert.as_deref()),
        TlsFailure::NotTls => "what came is no TLS".to_owned(),
        TlsFailure::Garbled => "what came breaks the rules of TLS".to_owned(),
        TlsFailure::Tampered => "a record does not decrypt: it was changed on its way".to_owned(),
        TlsFailure::NothingInCommon => "the two have no version, suite or group in common".to_owned(),
        TlsFailure::NoProtocol => "the two have no protocol in common (ALPN)".to_owned(),
        TlsFailure::CutOff => "the peer ended in the middle of the handshake".to_owned(),
        TlsFailure::TooSlow => "the handshake was not done within 10 s".to_owned(),
        TlsFailure::Broken => "the connection broke".to_owned(),
        TlsFailure::Other => "for a reason that has no name here".to_owned(),
    }
}

/// The peer's alert, and what it means.
fn refused(alert: Option<&str>) -> String {
    let Some(alert) = alert else { return "the peer refused".to_owned() };
    let means = match alert {
        "unknown_ca" => ": it does not trust whoever signed our certificate",
        "bad_certificate" | "certificate_unknown" => ": our certificate does not satisfy it",
        "certificate_expired" => ": our certificate is out of date for it",
        "handshake_failure" => ": the two have nothing in common",
        "protocol_version" => ": it does not speak our version",
        "unexpected_message" | "decode_error" => ": it did not understand us",
        "unrecognised_name" | "unrecognized_name" => ": it does not know the name that was asked for",
        _ => "",
    };
    format!("the peer refused with the alert {}{means}", escaped(alert.as_bytes()))
}

/// What bytes are that are TLS.
pub(in crate::catalogue) fn records(records: &Records) -> String {
    let parts = runs(records).into_iter().map(|(content, sizes, n_left_out)| {
        let name = match content {
            Content::ChangeCipherSpec => "change cipher spec",
            Content::Alert => "alert",
            Content::Handshake => "handshake",
            Content::ApplicationData => "application data",
            Content::Heartbeat => "heartbeat",
        };
        let sizes = match (sizes.as_slice(), n_left_out) {
            (sizes, 1..) => format!("{} and {n_left_out} more", sizes.join(", ")),
            ([one], _) => one.clone(),
            ([first @ .., last], _) => format!("{} and {last}", first.join(", ")),
            ([], _) => String::new(),
        };
        format!("{name} {sizes}")
    });
    let parts: Vec<String> = parts.collect();
    let more = if records.has_more { ", and more" } else { "" };
    match (records.all.len(), records.has_more) {
        (1, false) => format!("1 TLS record, {}", parts.join(", ")),
        (_, true) => format!("TLS records, {}{more}", parts.join(", ")),
        (n_records, false) => format!("{n_records} TLS records, {}", parts.join(", ")),
    }
}

fn list(names: &[String]) -> String {
    escaped(names.join(", ").as_bytes())
}
