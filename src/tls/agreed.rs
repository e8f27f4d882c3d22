//! What a client offers, and what both ends agree on, as facts.
//!
//! The one idea: a client says first what it can do, all of it, readable by anybody on the way; the server takes one of
//! each. The differences between clients are in what they offer.
//!
//! See it run: `openssl s_client 127.0.0.1:8080`, with `netlab tcp-server --tls` in another terminal.

use tokio_rustls::rustls::server::ClientHello;
use tokio_rustls::rustls::{CommonState, HandshakeKind};

use crate::event::{MAX_OFFERED, TlsFacts, TlsHandshake, TlsSide};
use crate::tls::certificate::Certificate;
use crate::tls::names;

/// What a client offers.
pub(super) fn offered(hello: &ClientHello<'_>) -> TlsFacts {
    TlsFacts::of_side(TlsSide::Server).with(|facts| {
        facts.ciphers = first(hello.cipher_suites().iter().map(|it| names::cipher(*it)));
        facts.groups = first(hello.named_groups().unwrap_or_default().iter().map(|it| names::group(*it)));
        facts.signatures = first(hello.signature_schemes().iter().map(|it| names::signature(*it)));
        let protocols = hello.alpn().into_iter().flatten();
        facts.protocols = first(protocols.map(|name| String::from_utf8_lossy(name).into_owned()));
    })
}

fn first(names: impl Iterator<Item = String>) -> Vec<String> {
    names.take(MAX_OFFERED).collect()
}

/// What both ends agreed on. A server knows the names of its own certificate, a client reads them in its peer's.
pub(super) fn agreed(session: &CommonState, side: TlsSide, own_names: &[String]) -> TlsFacts {
    let certificate = session.peer_certificates().and_then(|all| Certificate::read(all.first()?));
    TlsFacts::of_side(side).with(|facts| {
        facts.version = session.protocol_version().map(names::version);
        facts.cipher = session.negotiated_cipher_suite().map(|suite| names::cipher(suite.suite()));
        facts.group = session.negotiated_key_exchange_group().map(|group| names::group(group.name()));
        facts.alpn = session.alpn_protocol().map(|name| String::from_utf8_lossy(name).into_owned());
        facts.handshake = session.handshake_kind().map(|kind| match kind {
            HandshakeKind::Full => TlsHandshake::Full,
            HandshakeKind::FullWithHelloRetryRequest => TlsHandshake::HelloRetry,
            HandshakeKind::Resumed => TlsHandshake::Resumed,
        });
        facts.names = certificate.map_or_else(|| own_names.to_vec(), |it| it.names);
    })
}
