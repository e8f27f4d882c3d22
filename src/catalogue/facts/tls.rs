//! Facts about the events of TLS.
//!
//! The one idea: no system call stands behind them: the kernel carries TLS as bytes and knows nothing of it. They are the
//! returns of a library.
//!
//! See it run: `netlab explain tls-finished`.

use crate::catalogue::entry::{EventFacts, Layer};

pub(super) const TLS_BEGUN: EventFacts = EventFacts {
    call: "none: the program's library begins the handshake",
    state_change: None,
    layer: Layer::Application,
    node: "tls.connect(), or the 'connection' of a tls.Server",
    python: "ssl.SSLContext.wrap_socket() begins",
    source: "RFC 8446 §2; RFC 5246 §7.3",
};

pub(super) const CLIENT_HELLO: EventFacts = EventFacts {
    call: "none: the program's library has read the message",
    state_change: None,
    layer: Layer::Application,
    node: "nearest: SNICallback and ALPNCallback of a tls.Server",
    python: "nearest: ssl.SSLContext.sni_callback",
    source: "RFC 8446 §4.1.2; RFC 5246 §7.4.1.2; RFC 6066 §3; RFC 7301 §3.1",
};

pub(super) const TLS_FINISHED: EventFacts = EventFacts {
    call: "none: the program's library has finished the handshake",
    state_change: None,
    layer: Layer::Application,
    node: "'secureConnect' of a client, 'secureConnection' of a server",
    python: "ssl.SSLSocket.do_handshake() returns",
    source: "RFC 8446 §4.4.4; RFC 5246 §7.4.9; RFC 5280 §6; RFC 9525 §6",
};

pub(super) const TLS_FAILED: EventFacts = EventFacts {
    call: "none: the program's library has given up",
    state_change: None,
    layer: Layer::Application,
    node: "'error' with code ERR_TLS_CERT_ALTNAME_INVALID, UNABLE_TO_VERIFY_LEAF_SIGNATURE …; 'tlsClientError'",
    python: "ssl.SSLCertVerificationError, or another ssl.SSLError",
    source: "RFC 8446 §6.2; RFC 5246 §7.2.2; RFC 5280 §6; RFC 9525 §6",
};

pub(super) const TLS_CLOSED: EventFacts = EventFacts {
    call: "none: the program's library has sent or read close_notify",
    state_change: None,
    layer: Layer::Application,
    node: "socket.end() sends it; 'end' tells that the peer's came",
    python: "ssl.SSLSocket.unwrap(); ssl.SSLEOFError where it is missing",
    source: "RFC 8446 §6.1; RFC 5246 §7.2.1",
};
