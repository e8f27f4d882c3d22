//! Facts about errors: the calls that give each, Node's name for it, the source.
//!
//! The one idea: the same error means different things from different calls; the calls stand first.
//!
//! See it run: `netlab explain ENOTFOUND`, which is Node's name of `EAI_NONAME`.

use crate::catalogue::entry::ErrorFacts;
use crate::event::ErrorCode;

/// The facts about an error.
pub(crate) fn facts(code: ErrorCode) -> &'static ErrorFacts {
    match code {
        ErrorCode::EACCES => &EACCES,
        ErrorCode::EADDRINUSE => &EADDRINUSE,
        ErrorCode::EADDRNOTAVAIL => &EADDRNOTAVAIL,
        ErrorCode::EAFNOSUPPORT => &EAFNOSUPPORT,
        ErrorCode::EAGAIN => &EAGAIN,
        ErrorCode::EALREADY => &EALREADY,
        ErrorCode::EBADF => &EBADF,
        ErrorCode::ECONNABORTED => &ECONNABORTED,
        ErrorCode::ECONNREFUSED => &ECONNREFUSED,
        ErrorCode::ECONNRESET => &ECONNRESET,
        ErrorCode::EDESTADDRREQ => &EDESTADDRREQ,
        ErrorCode::EFAULT => &EFAULT,
        ErrorCode::EHOSTDOWN => &EHOSTDOWN,
        ErrorCode::EHOSTUNREACH => &EHOSTUNREACH,
        ErrorCode::EINPROGRESS => &EINPROGRESS,
        ErrorCode::EINTR => &EINTR,
        ErrorCode::EINVAL => &EINVAL,
        ErrorCode::EISCONN => &EISCONN,
        ErrorCode::EMFILE => &EMFILE,
        ErrorCode::EMSGSIZE => &EMSGSIZE,
        ErrorCode::ENETDOWN => &ENETDOWN,
        ErrorCode::ENETRESET => &ENETRESET,
        ErrorCode::ENETUNREACH => &ENETUNREACH,
        ErrorCode::ENFILE => &ENFILE,
        ErrorCode::ENOBUFS => &ENOBUFS,
        ErrorCode::ENODEV => &ENODEV,
        ErrorCode::ENOENT => &ENOENT,
        ErrorCode::ENOMEM => &ENOMEM,
        ErrorCode::ENOPROTOOPT => &ENOPROTOOPT,
        ErrorCode::ENOTCONN => &ENOTCONN,
        ErrorCode::ENOTSOCK => &ENOTSOCK,
        ErrorCode::EOPNOTSUPP => &EOPNOTSUPP,
        ErrorCode::EPERM => &EPERM,
        ErrorCode::EPIPE => &EPIPE,
        ErrorCode::EPROTO => &EPROTO,
        ErrorCode::EPROTONOSUPPORT => &EPROTONOSUPPORT,
        ErrorCode::EPROTOTYPE => &EPROTOTYPE,
        ErrorCode::ESOCKTNOSUPPORT => &ESOCKTNOSUPPORT,
        ErrorCode::ETIMEDOUT => &ETIMEDOUT,
        ErrorCode::EAI_NONAME => &EAI_NONAME,
        ErrorCode::EAI_AGAIN => &EAI_AGAIN,
        ErrorCode::EAI_FAIL => &EAI_FAIL,
        ErrorCode::OTHER => &OTHER,
    }
}

const EACCES: ErrorFacts = ErrorFacts {
    calls: "bind, connect, sendto",
    node: "EACCES",
    source: "man 2 bind; man 2 send; docs.kernel.org: ip-sysctl (ip_unprivileged_port_start); learn.microsoft.com: Windows Sockets error codes",
};

const EADDRINUSE: ErrorFacts = ErrorFacts {
    calls: "bind, listen, connect",
    node: "EADDRINUSE",
    source: "man 2 bind; man 2 listen; man 7 socket; learn.microsoft.com: Using SO_REUSEADDR and SO_EXCLUSIVEADDRUSE",
};

const EADDRNOTAVAIL: ErrorFacts =
    ErrorFacts { calls: "bind, connect", node: "EADDRNOTAVAIL", source: "man 7 ip; man 2 connect" };

const EAFNOSUPPORT: ErrorFacts = ErrorFacts {
    calls: "socket, bind, connect, sendto",
    node: "EAFNOSUPPORT",
    source: "man 2 socket; man 2 connect; man 7 ipv6",
};

const EAGAIN: ErrorFacts = ErrorFacts {
    calls: "accept, recv, send, sendto",
    node: "EAGAIN",
    source: "man 2 recv; man 2 send; man 7 socket",
};

const EALREADY: ErrorFacts = ErrorFacts { calls: "connect", node: "EALREADY", source: "man 2 connect" };

const EBADF: ErrorFacts =
    ErrorFacts { calls: "every call on a socket", node: "EBADF", source: "man 2 close; man 2 send" };

const ECONNABORTED: ErrorFacts = ErrorFacts {
    calls: "accept; on Windows also recv and send",
    node: "ECONNABORTED",
    source: "man 2 accept; man 7 ip; learn.microsoft.com: Windows Sockets error codes",
};

const ECONNREFUSED: ErrorFacts = ErrorFacts {
    calls: "connect; on a connected UDP socket send and recv",
    node: "ECONNREFUSED",
    source: "man 2 connect; man 7 udp; RFC 9293 §3.10.7.3",
};

const ECONNRESET: ErrorFacts = ErrorFacts {
    calls: "recv, send; on Windows also recvfrom, for UDP",
    node: "ECONNRESET",
    source: "RFC 9293 §3.5.3; RFC 2525 §2.17; man 2 send; learn.microsoft.com: recvfrom function",
};

const EDESTADDRREQ: ErrorFacts =
    ErrorFacts { calls: "send, write", node: "EDESTADDRREQ", source: "man 2 send" };

const EHOSTUNREACH: ErrorFacts =
    ErrorFacts { calls: "connect, send, recv", node: "EHOSTUNREACH", source: "man 7 ip; RFC 1122 §3.2.2.1" };

const EINPROGRESS: ErrorFacts =
    ErrorFacts { calls: "connect", node: "none (Node deals with it inside)", source: "man 2 connect" };

const EINTR: ErrorFacts =
    ErrorFacts { calls: "accept, connect, recv, send", node: "EINTR", source: "man 7 signal; man 2 connect" };

const EINVAL: ErrorFacts = ErrorFacts {
    calls: "bind, accept, connect, sendto, setsockopt",
    node: "EINVAL",
    source: "man 2 bind; man 2 accept; man 2 setsockopt",
};

const EISCONN: ErrorFacts = ErrorFacts {
    calls: "connect, sendto",
    node: "EISCONN",
    source: "man 2 connect; man 2 send; man 2 send (macOS)",
};

const EMFILE: ErrorFacts =
    ErrorFacts { calls: "socket, accept", node: "EMFILE", source: "man 2 accept; man 2 socket" };

const EMSGSIZE: ErrorFacts = ErrorFacts {
    calls: "send, sendto",
    node: "EMSGSIZE",
    source: "man 2 send; man 7 udp; RFC 8085 §3.2; man 2 send (macOS); learn.microsoft.com: recvfrom function",
};

const ENETDOWN: ErrorFacts =
    ErrorFacts { calls: "connect, send, sendto", node: "ENETDOWN", source: "man 3 errno; man 2 accept" };

const ENETUNREACH: ErrorFacts =
    ErrorFacts { calls: "connect, sendto", node: "ENETUNREACH", source: "man 2 connect; RFC 1122 §3.2.2.1" };

const ENFILE: ErrorFacts =
    ErrorFacts { calls: "socket, accept", node: "ENFILE", source: "man 2 accept; man 3 errno" };

const ENOBUFS: ErrorFacts = ErrorFacts {
    calls: "send, sendto, accept, connect",
    node: "ENOBUFS",
    source: "man 2 send; man 2 send (FreeBSD); man 7 ip",
};

const ENOMEM: ErrorFacts =
    ErrorFacts { calls: "socket, accept, send", node: "ENOMEM", source: "man 2 accept; man 7 tcp (tcp_mem)" };

const ENOPROTOOPT: ErrorFacts =
    ErrorFacts { calls: "setsockopt, getsockopt", node: "ENOPROTOOPT", source: "man 2 setsockopt; man 7 ip" };

const ENOTCONN: ErrorFacts = ErrorFacts {
    calls: "recv, send, shutdown, getpeername",
    node: "ENOTCONN",
    source: "man 2 shutdown; man 2 getpeername; man 2 send",
};

const ENOTSOCK: ErrorFacts =
    ErrorFacts { calls: "every call for sockets only", node: "ENOTSOCK", source: "man 2 accept; man 2 send" };

const EOPNOTSUPP: ErrorFacts =
    ErrorFacts { calls: "listen, accept, send", node: "ENOTSUP", source: "man 2 listen; man 2 accept" };

const EPERM: ErrorFacts = ErrorFacts {
    calls: "sendto, send, accept, setsockopt",
    node: "EPERM",
    source: "man 2 send; man 2 accept; man 7 ip",
};

const EPIPE: ErrorFacts = ErrorFacts { calls: "send, write", node: "EPIPE", source: "man 2 send; man 7 tcp" };

const ETIMEDOUT: ErrorFacts = ErrorFacts {
    calls: "connect, recv, send",
    node: "ETIMEDOUT",
    source: "docs.kernel.org: ip-sysctl (tcp_syn_retries, tcp_retries2); man 2 connect; RFC 9293 §3.8.3",
};

const EAI_NONAME: ErrorFacts =
    ErrorFacts { calls: "getaddrinfo", node: "ENOTFOUND", source: "man 3 getaddrinfo; man 1 getent" };

const EAI_AGAIN: ErrorFacts =
    ErrorFacts { calls: "getaddrinfo", node: "EAI_AGAIN", source: "man 3 getaddrinfo; man 5 resolv.conf" };

const EFAULT: ErrorFacts = ErrorFacts {
    calls: "every call with a pointer",
    node: "EFAULT",
    source: "man 2 bind; man 2 connect; man 2 setsockopt",
};

const EHOSTDOWN: ErrorFacts =
    ErrorFacts { calls: "connect, send, accept", node: "EHOSTDOWN", source: "man 3 errno; man 2 accept" };

const ENETRESET: ErrorFacts = ErrorFacts {
    calls: "recv, send",
    node: "ENETRESET",
    source: "man 3 errno; learn.microsoft.com: Windows Sockets error codes",
};

const ENODEV: ErrorFacts = ErrorFacts {
    calls: "setsockopt, bind",
    node: "ENODEV",
    source: "man 7 packet; man 7 socket (SO_BINDTODEVICE); man 7 ip (IP_ADD_MEMBERSHIP)",
};

const ENOENT: ErrorFacts = ErrorFacts {
    calls: "connect, bind, for a Unix socket",
    node: "ENOENT",
    source: "man 7 unix; man 2 bind",
};

const EPROTO: ErrorFacts = ErrorFacts {
    calls: "accept; in Node reads and writes with TLS",
    node: "EPROTO",
    source: "man 2 accept; man 3 errno; RFC 8446 §6",
};

const EPROTONOSUPPORT: ErrorFacts =
    ErrorFacts { calls: "socket", node: "EPROTONOSUPPORT", source: "man 2 socket; man 7 ip" };

const EPROTOTYPE: ErrorFacts =
    ErrorFacts { calls: "connect", node: "EPROTOTYPE", source: "man 2 connect; man 7 unix; man 8 ss" };

const ESOCKTNOSUPPORT: ErrorFacts =
    ErrorFacts { calls: "socket", node: "ESOCKTNOSUPPORT", source: "man 2 socket; man 7 ip; man 7 unix" };

const EAI_FAIL: ErrorFacts =
    ErrorFacts { calls: "getaddrinfo", node: "EAI_FAIL", source: "man 3 getaddrinfo; man 5 resolv.conf" };

const OTHER: ErrorFacts = ErrorFacts { calls: "any", node: "UNKNOWN", source: "man 3 errno" };
