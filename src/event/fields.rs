//! An event on its way through `tracing`: written as fields, read back as a record.
//!
//! The one idea: the two directions stand side by side in one file, so a field cannot be written
//! without being read. `tracing` asks the subscribers once per call site and remembers the answer,
//! so an event that nobody wants costs one comparison.
//!
//! See it run: the test below sends every kind through.

use std::borrow::Cow;
use std::fmt::{Debug, Display};
use std::str::FromStr;

use tracing::field::{Field, Visit};
use tracing::{Level, enabled};

use crate::event::{Event, Kind, OsError, SocketId, TcpFacts, TcpState, TlsFacts, Transport};

/// The target under which events are told; a subscriber that enables it gets them all.
pub const TARGET: &str = "netlab::socket";
/// A subscriber that also enables this target gets the kernel's view ([`Event::tcp`]) with each event.
pub const KERNEL_TARGET: &str = "netlab::want::kernel";
/// A subscriber that also enables this target gets the [`Event::digest`] of each datagram.
pub const DIGEST_TARGET: &str = "netlab::want::digest";

/// Whether anybody listens to events at all.
#[must_use]
pub fn is_wanted() -> bool {
    enabled!(target: TARGET, Level::INFO)
}

/// Whether somebody wants the kernel asked about each socket.
#[must_use]
pub fn kernel_is_wanted() -> bool {
    enabled!(target: KERNEL_TARGET, Level::INFO)
}

/// Whether somebody wants datagrams digested.
#[must_use]
pub fn digest_is_wanted() -> bool {
    enabled!(target: DIGEST_TARGET, Level::INFO)
}

impl Event<'_> {
    /// Tells the event to whoever listens.
    pub fn emit(&self) {
        // `tracing-subscriber` keeps a filter's last answer to "is this enabled?" and applies it to the next
        // event, whatever was asked about. The last question may have been about a wish (the kernel's view,
        // a digest), so it is asked again, about this event.
        if !is_wanted() {
            return;
        }
        let tcp = self.tcp.unwrap_or_default();
        // A `tracing` event has 32 fields at most, so these facts share one.
        let tls = self.tls.as_ref().map(|facts| facts.to_text());
        tracing::event!(
            target: TARGET,
            Level::INFO,
            kind = self.kind.name(),
            t_us = self.t_us,
            began_us = self.began_us,
            waited_us = self.waited_us,
            socket = self.socket,
            pid = self.pid,
            tid = self.tid,
            fd = self.fd,
            transport = self.transport.name(),
            local = self.local.map(display),
            peer = self.peer.map(display),
            offset = self.offset,
            len = self.len,
            asked = self.asked,
            n = self.n,
            full_len = self.full_len,
            digest = self.digest,
            data = self.data.as_deref(),
            error_code = self.error.map(|error| error.code.name()),
            error_os = self.error.and_then(|error| error.os),
            option = self.option.as_deref(),
            name = self.name.as_deref(),
            addresses = (!self.addresses.is_empty()).then(|| display(joined(&self.addresses))),
            rule = self.rule.as_deref(),
            pair = self.pair,
            tcp_state = tcp.state.map(TcpState::name),
            tcp_rtt_us = tcp.rtt_us,
            tcp_send_queue = tcp.send_queue,
            tcp_recv_queue = tcp.recv_queue,
            tls = tls.as_deref(),
        );
    }

    /// Reads an event back; `None` if it is not one of ours.
    #[must_use]
    pub fn read(told: &tracing::Event<'_>) -> Option<Event<'static>> {
        if told.metadata().target() != TARGET {
            return None;
        }
        let mut reader = Reader { event: Event::new(Kind::Closed, 0, Transport::Tcp, 0), kind: None };
        told.record(&mut reader);
        let kind = reader.kind?;
        Some(Event { kind, ..reader.event })
    }
}

/// What a subscriber needs to pass over an event, read without building it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Quick {
    /// When the call returned, in microseconds of the monotonic clock.
    pub t_us: u64,
    /// What happened.
    pub kind: Kind,
    /// Which socket it happened to.
    pub id: SocketId,
    /// Bytes moved; 0 where none did.
    pub len: u64,
}

impl Quick {
    /// The same of an event that is there already.
    #[must_use]
    pub fn of(event: &Event<'_>) -> Self {
        Quick { t_us: event.t_us, kind: event.kind, id: event.id(), len: event.len.unwrap_or(0) }
    }

    /// Reads it; `None` if the event is not one of ours.
    #[must_use]
    pub fn read(told: &tracing::Event<'_>) -> Option<Self> {
        let mut glance = Glance::default();
        told.record(&mut glance);
        let Glance { t_us, kind, socket, pid, len } = glance;
        kind.map(|kind| Quick { t_us, kind, id: SocketId { pid, socket }, len })
    }
}

#[derive(Default)]
struct Glance {
    t_us: u64,
    kind: Option<Kind>,
    socket: u64,
    pid: Option<u32>,
    len: u64,
}

impl Visit for Glance {
    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "kind" {
            self.kind = value.parse().ok();
        }
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        match field.name() {
            "t_us" => self.t_us = value,
            "socket" => self.socket = value,
            "pid" => self.pid = u32::try_from(value).ok(),
            "len" => self.len = value,
            _ => {}
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn Debug) {}
}

struct Reader {
    event: Event<'static>,
    kind: Option<Kind>,
}

impl Reader {
    fn tcp(&mut self) -> &mut TcpFacts {
        self.event.tcp.get_or_insert_default()
    }
}

impl Visit for Reader {
    fn record_u64(&mut self, field: &Field, value: u64) {
        let event = &mut self.event;
        match field.name() {
            "t_us" => event.t_us = value,
            "began_us" => event.began_us = value,
            "waited_us" => event.waited_us = Some(value),
            "socket" => event.socket = value,
            "pid" => event.pid = u32::try_from(value).ok(),
            "tid" => event.tid = u32::try_from(value).ok(),
            "fd" => event.fd = u32::try_from(value).ok(),
            "offset" => event.offset = Some(value),
            "len" => event.len = Some(value),
            "asked" => event.asked = Some(value),
            "n" => event.n = Some(value),
            "full_len" => event.full_len = Some(value),
            "digest" => event.digest = Some(value),
            "pair" => event.pair = Some(value),
            "tcp_rtt_us" => self.tcp().rtt_us = Some(value),
            "tcp_send_queue" => self.tcp().send_queue = Some(value),
            "tcp_recv_queue" => self.tcp().recv_queue = Some(value),
            _ => {}
        }
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        if let ("error_os", Some(error)) = (field.name(), &mut self.event.error) {
            error.os = i32::try_from(value).ok();
        }
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        let text = || Some(Cow::Owned(value.to_owned()));
        match field.name() {
            "kind" => self.kind = value.parse().ok(),
            "transport" => self.event.transport = value.parse().unwrap_or(Transport::Tcp),
            "error_code" => self.event.error = value.parse().ok().map(|code| OsError { code, os: None }),
            "option" => self.event.option = text(),
            "name" => self.event.name = text(),
            "rule" => self.event.rule = text(),
            "tls" => self.event.tls = TlsFacts::from_text(value),
            "tcp_state" => self.tcp().state = value.parse().ok(),
            _ => {}
        }
    }

    fn record_bytes(&mut self, field: &Field, value: &[u8]) {
        if field.name() == "data" {
            self.event.data = Some(Cow::Owned(value.to_vec()));
        }
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        match field.name() {
            "local" => self.event.local = parsed(value),
            "peer" => self.event.peer = parsed(value),
            "addresses" => {
                self.event.addresses =
                    format!("{value:?}").split(' ').filter_map(|one| one.parse().ok()).collect();
            }
            _ => {}
        }
    }
}

fn parsed<T: FromStr>(value: &dyn Debug) -> Option<T> {
    format!("{value:?}").parse().ok()
}

fn joined<T: Display>(items: &[T]) -> String {
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use tracing::Subscriber;
    use tracing_subscriber::layer::{Context, Layer, SubscriberExt};

    use super::*;
    use crate::event::{ErrorCode, MAX_DATA_BYTES, TlsClose, TlsFailure, TlsHandshake, TlsSide, digest};

    #[derive(Clone, Default)]
    struct Heard(Arc<Mutex<Vec<(Event<'static>, Quick)>>>);

    impl<S: Subscriber> Layer<S> for Heard {
        fn on_event(&self, told: &tracing::Event<'_>, _: Context<'_, S>) {
            if let (Some(event), Some(quick)) = (Event::read(told), Quick::read(told)) {
                self.0.lock().expect("no listener panics").push((event, quick));
            }
        }
    }

    fn check(event: &Event<'_>) {
        let heard = Heard::default();
        tracing::subscriber::with_default(tracing_subscriber::registry().with(heard.clone()), || {
            tracing::info!("a line of somebody else's");
            event.emit();
        });
        let heard = heard.0.lock().expect("no listener panics");
        assert_eq!(*heard, [(event.clone(), Quick::of(event))]);
        assert_eq!(event.kept(MAX_DATA_BYTES), *event);
    }

    fn full(kind: Kind) -> Event<'static> {
        Event {
            began_us: 6,
            waited_us: Some(u64::MAX),
            pid: Some(u32::MAX),
            tid: Some(4_194_304),
            fd: Some(0),
            local: "127.0.0.1:8080".parse().ok(),
            peer: "[fe80::1%3]:54321".parse().ok(),
            offset: Some(1 << 40),
            len: Some(14),
            asked: Some(4096),
            n: Some(3),
            full_len: Some(65_507),
            digest: Some(digest(b"hello")),
            data: Some(Cow::Owned(vec![0xFF; MAX_DATA_BYTES])),
            error: Some(OsError { code: ErrorCode::ECONNRESET, os: Some(-104) }),
            option: Some("TCP_NODELAY=1".into()),
            name: Some("例え.example".into()),
            addresses: vec!["127.0.0.1:80".parse().expect("valid"), "[::1]:80".parse().expect("valid")],
            rule: Some("delay".into()),
            pair: Some(9),
            tcp: Some(TcpFacts {
                state: Some(TcpState::CloseWait),
                rtt_us: Some(40),
                send_queue: Some(0),
                recv_queue: Some(7),
            }),
            tls: Some(Box::new(full_tls())),
            ..Event::new(kind, 5, Transport::Udp, 8)
        }
    }

    fn full_tls() -> TlsFacts {
        let list = || vec!["one".to_owned(), "\"two\"\n".to_owned()];
        TlsFacts {
            side: Some(TlsSide::Server),
            version: Some("TLS 1.3".to_owned()),
            cipher: Some("TLS_AES_256_GCM_SHA384".to_owned()),
            group: Some("x25519".to_owned()),
            alpn: Some("h2".to_owned()),
            handshake: Some(TlsHandshake::HelloRetry),
            names: list(),
            ciphers: list(),
            groups: list(),
            signatures: list(),
            protocols: list(),
            failure: Some(TlsFailure::Alert),
            alert: Some("unknown_ca".to_owned()),
            close: Some(TlsClose::Missing),
            n_plain: Some(u64::MAX),
        }
    }

    #[test]
    fn every_kind_comes_back_equal_with_all_its_fields_and_with_none() {
        for kind in Kind::ALL {
            check(&full(*kind));
            check(&Event::new(*kind, 1, Transport::Tcp, 0));
        }
    }

    #[test]
    fn every_state_and_every_error_comes_back_equal() {
        for state in TcpState::ALL {
            let tcp = Some(TcpFacts { state: Some(*state), ..TcpFacts::default() });
            check(&Event { tcp, ..Event::new(Kind::Sent, 1, Transport::Tcp, 0) });
        }
        for code in ErrorCode::all() {
            let error = Some(OsError { code, os: None });
            check(&Event { error, ..Event::new(Kind::Reset, 1, Transport::Tcp, 0) });
        }
    }

    #[test]
    fn nothing_is_wanted_where_nobody_listens() {
        assert!(!is_wanted() && !kernel_is_wanted() && !digest_is_wanted());
    }
}
