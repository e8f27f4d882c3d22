//! The trace file: events as JSON Lines.
//!
//! The one idea: a file that is only ever appended to, one whole line at a time, is readable up to its
//! last line however its program ended. The first line says which clock the times are from; readers
//! skip what they do not know, so the format can grow.
//!
//! See it run: `netlab --record run.jsonl tour`, then `head -3 run.jsonl`.

use std::borrow::Cow;
use std::net::SocketAddr;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::event::{Event, OsError, TcpFacts, TlsFacts};

/// The first line of a trace: whose it is, and what its times count from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// The version of the format; this is 1.
    pub netlab_trace: u32,
    /// The program that was recorded.
    pub program: String,
    /// Its process number.
    pub pid: u32,
    /// The wall's time at which `t_us` is 0.
    pub started: Timestamp,
    /// The machine's name; `None` where the system does not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
    /// The machine's boot: traces that share it share one monotonic clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub boot_id: Option<String>,
    /// The process's time namespace, which may shift that clock (`man 7 time_namespaces`); `None` where the
    /// system has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_ns: Option<u64>,
    /// The process's network namespace: another one has another loopback; `None` where the system has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub net_ns: Option<u64>,
    /// That clock's reading at which `t_us` is 0, in microseconds.
    pub mono_us: u64,
}

/// One event as a line; absent fields are left out.
#[derive(Debug, Serialize, Deserialize)]
struct Line<'a> {
    t_us: u64,
    began_us: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    waited_us: Option<u64>,
    kind: Cow<'a, str>,
    socket: u64,
    /// Of the process that the event belongs to, where that is not the header's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pid: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    tid: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    fd: Option<u32>,
    transport: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    local: Option<SocketAddr>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    peer: Option<SocketAddr>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    offset: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    len: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    asked: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    n: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    full_len: Option<u64>,
    /// In hexadecimal: JSON's numbers hold 53 bits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    digest: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    data: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    error: Option<ErrorField<'a>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    option: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    addresses: Vec<SocketAddr>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rule: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pair: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    tcp: Option<TcpField<'a>>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "TlsFacts::if_known")]
    tls: Option<Box<TlsFacts>>,
}

#[derive(Debug, Serialize, Deserialize)]
struct ErrorField<'a> {
    code: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    os: Option<i32>,
}

#[derive(Debug, Serialize, Deserialize)]
struct TcpField<'a> {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    state: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rtt_us: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    send_queue: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    recv_queue: Option<u64>,
}

impl Header {
    /// The fields that no header is without.
    pub(super) const NEEDED: [&'static str; 5] = ["netlab_trace", "program", "pid", "started", "mono_us"];

    /// The header as a line of the file, with its newline.
    ///
    /// # Panics
    /// Never: a header is plain text and numbers.
    #[must_use]
    pub fn to_line(&self) -> String {
        serde_json::to_string(self).expect("a header is plain text and numbers") + "\n"
    }

    /// An event as a line of the file, with its newline; of its payload the first `max_data_bytes`.
    ///
    /// # Panics
    /// Never: an event is plain text and numbers.
    #[must_use]
    pub fn line_of(&self, event: &Event<'_>, max_data_bytes: usize) -> String {
        let line = Line {
            t_us: event.t_us.saturating_sub(self.mono_us),
            began_us: event.began_us.saturating_sub(self.mono_us),
            waited_us: event.waited_us,
            kind: event.kind.name().into(),
            socket: event.socket,
            pid: event.pid.filter(|pid| *pid != self.pid),
            tid: event.tid,
            fd: event.fd,
            transport: event.transport.name().into(),
            local: event.local,
            peer: event.peer,
            offset: event.offset,
            len: event.len,
            asked: event.asked,
            n: event.n,
            full_len: event.full_len,
            digest: event.digest.map(|digest| format!("{digest:016x}").into()),
            data: event.data.as_deref().map(|bytes| BASE64.encode(&bytes[..bytes.len().min(max_data_bytes)])),
            error: event.error.map(|error| ErrorField { code: error.code.name().into(), os: error.os }),
            option: event.option.as_deref().map(Cow::Borrowed),
            name: event.name.as_deref().map(Cow::Borrowed),
            addresses: event.addresses.clone(),
            rule: event.rule.as_deref().map(Cow::Borrowed),
            pair: event.pair,
            tcp: event.tcp.map(|tcp| TcpField {
                state: tcp.state.map(|state| state.name().into()),
                rtt_us: tcp.rtt_us,
                send_queue: tcp.send_queue,
                recv_queue: tcp.recv_queue,
            }),
            tls: event.tls.clone(),
        };
        serde_json::to_string(&line).expect("an event is plain text and numbers") + "\n"
    }

    /// The event of a line; `None` where it is none, or of a kind not known here.
    pub(super) fn event_of(&self, line: &[u8]) -> Option<Event<'static>> {
        let line: Line<'_> = serde_json::from_slice(line).ok()?;
        let owned = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        let code = |error: ErrorField<'_>| error.code.parse().ok().map(|code| OsError { code, os: error.os });
        let t_us = self.mono_us.saturating_add(line.t_us);
        Some(Event {
            began_us: self.mono_us.saturating_add(line.began_us),
            waited_us: line.waited_us,
            pid: line.pid,
            tid: line.tid,
            fd: line.fd,
            local: line.local,
            peer: line.peer,
            offset: line.offset,
            len: line.len,
            asked: line.asked,
            n: line.n,
            full_len: line.full_len,
            digest: line.digest.and_then(|digest| u64::from_str_radix(&digest, 16).ok()),
            data: line.data.and_then(|data| BASE64.decode(data).ok()).map(Cow::Owned),
            error: line.error.and_then(code),
            option: line.option.map(owned),
            name: line.name.map(owned),
            addresses: line.addresses,
            rule: line.rule.map(owned),
            pair: line.pair,
            tcp: line.tcp.map(|tcp| TcpFacts {
                state: tcp.state.and_then(|state| state.parse().ok()),
                rtt_us: tcp.rtt_us,
                send_queue: tcp.send_queue,
                recv_queue: tcp.recv_queue,
            }),
            tls: line.tls,
            ..Event::new(line.kind.parse().ok()?, line.socket, line.transport.parse().ok()?, t_us)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{ErrorCode, Kind, TcpState, Transport};
    use crate::trace::read::Trace;

    fn header() -> Header {
        Header {
            netlab_trace: 1,
            program: "netlab tour".to_owned(),
            pid: 7,
            started: "2026-11-22T18:00:00.000001Z".parse().expect("a time"),
            host: Some("laptop".to_owned()),
            boot_id: None,
            time_ns: Some(4_026_531_834),
            net_ns: None,
            mono_us: 1_000,
        }
    }

    fn event(kind: Kind) -> Event<'static> {
        Event {
            began_us: 1_001,
            local: "[::1]:8080".parse().ok(),
            digest: Some(u64::MAX),
            data: Some(Cow::Borrowed(b"\0\xff")),
            error: Some(OsError { code: ErrorCode::EPIPE, os: Some(32) }),
            tcp: Some(TcpFacts { state: Some(TcpState::LastAck), ..TcpFacts::default() }),
            addresses: vec!["127.0.0.1:80".parse().expect("an address")],
            tid: Some(9),
            fd: Some(4),
            ..Event::new(kind, 3, Transport::Udp, 1_002)
        }
    }

    #[test]
    fn every_kind_is_read_back_as_it_was_written() {
        let header = header();
        let written: Vec<_> = Kind::ALL.iter().map(|kind| event(*kind)).collect();
        let text =
            header.to_line() + &written.iter().map(|event| header.line_of(event, 256)).collect::<String>();
        let trace = Trace::read(text.as_bytes()).expect("a trace");
        assert_eq!(trace, Trace { header, events: written });
    }

    #[test]
    fn the_process_is_written_only_where_it_is_not_the_headers() {
        let of = |pid| header().line_of(&Event { pid, ..event(Kind::Sent) }, 0);
        assert_eq!(of(Some(7)), of(None));
        assert!(of(Some(8)).contains(r#""socket":3,"pid":8,"tid":9,"fd":4,"#), "{}", of(Some(8)));
    }

    #[test]
    fn the_payload_is_cut_to_what_was_asked_for() {
        let line = header().line_of(&event(Kind::Sent), 1);
        assert!(line.contains(r#""data":"AA==""#), "{line}");
    }
}
