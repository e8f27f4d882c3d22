//! What other programs and languages print when something happens to a socket.
//!
//! The one idea: a learner pastes a whole line. The words of the program that wrote it are looked for inside
//! it, so the name of a file, an address or a number beside them does no harm.
//!
//! See it run: `netlab explain "curl: (52) Empty reply from server"`.

use crate::catalogue::{Term, Word};
use crate::event::{ErrorCode, Kind};

/// A word, and with bars between them what is printed for it: names of exceptions, and parts of lines.
pub(super) const SAID: &[(Word, &str)] = &[
    (Word::Error(ErrorCode::EPIPE), "this socket has been ended by the other party"),
    (Word::Error(ErrorCode::ECONNRESET), "an existing connection was forcibly closed by the remote host"),
    (
        Word::Error(ErrorCode::ECONNREFUSED),
        "no connection could be made because the target machine actively refused it",
    ),
    (Word::Error(ErrorCode::EADDRINUSE), "only one usage of each socket address"),
    (Word::Error(ErrorCode::ECONNABORTED), "ConnectionAbortedError"),
    (Word::Error(ErrorCode::EHOSTUNREACH), "NoRouteToHostException"),
    (
        Word::Error(ErrorCode::EAI_NONAME),
        "could not resolve host | no address associated with hostname | no such host | UnknownHostException \
         | ERR_NAME_NOT_RESOLVED",
    ),
    (
        Word::Event(Kind::PeerFinished),
        "IncompleteReadError | EOFError | empty reply from server | connection closed by foreign host \
         | connection closed by remote host \
         | failed to fill whole buffer | early eof | connection closed before message completed",
    ),
    (
        Word::Event(Kind::GaveUp),
        "TimeoutError: timed out | context deadline exceeded | socket.timeout | i/o timeout | SocketTimeoutException | read timed out",
    ),
    (Word::Event(Kind::Finished), "write after end | ERR_STREAM_WRITE_AFTER_END"),
    (
        Word::Event(Kind::Closed),
        "use of closed network connection | ERR_SOCKET_CLOSED | ERR_STREAM_DESTROYED | socket closed \
         | socket is closed",
    ),
    (Word::Event(Kind::Listening), "ERR_SERVER_ALREADY_LISTEN"),
    (Word::Term(Term::Port), "ERR_SOCKET_BAD_PORT | port must be 0-65535"),
    (
        Word::Term(Term::Utf8),
        "UnicodeDecodeError | a bytes-like object is required | codec can't decode byte | stream did not contain valid UTF-8",
    ),
    (Word::Term(Term::Framing), "LimitOverrunError"),
    (Word::Term(Term::SocketPath), "path too long"),
    (Word::Term(Term::Errno), "unhandled 'error' event"),
    (Word::Term(Term::Tls), "SSLError | SSLCertVerificationError | certificate verify failed"),
];
