//! Facts about the terms of what a program does about it.
//!
//! The one idea: what to read next and where it was taken from is alike in every language.
//!
//! See it run: `netlab explain framing`.

use crate::catalogue::Term;
use crate::catalogue::entry::TermFacts;

pub(super) const FILE_DESCRIPTOR: TermFacts = TermFacts {
    see: &[Term::Socket, Term::Readiness],
    source: "man 2 socket; man 2 close; man 2 open; man 2 pipe",
};

pub(super) const BLOCKING: TermFacts = TermFacts {
    see: &[Term::Readiness, Term::EventLoop, Term::SendBuffer],
    source: "man 2 recv; man 2 fcntl (O_NONBLOCK)",
};

pub(super) const READINESS: TermFacts = TermFacts {
    see: &[Term::EventLoop, Term::Blocking, Term::FileDescriptor],
    source: "man 7 epoll; man 2 poll",
};

pub(super) const EVENT_LOOP: TermFacts = TermFacts {
    see: &[Term::Readiness, Term::Blocking, Term::FileDescriptor],
    source: "man 7 epoll; docs.rs/tokio: runtime",
};

pub(super) const BYTE_ORDER: TermFacts =
    TermFacts { see: &[Term::Framing, Term::Stream], source: "RFC 791 Appendix B; man 3 htonl" };

pub(super) const UTF8: TermFacts =
    TermFacts { see: &[Term::Framing, Term::ByteOrder, Term::Stream], source: "RFC 3629 §3" };

pub(super) const FRAMING: TermFacts =
    TermFacts { see: &[Term::Stream, Term::ByteOrder, Term::Datagram], source: "RFC 9293 §2.2" };

pub(super) const SERVER_DESIGN: TermFacts = TermFacts {
    see: &[Term::EventLoop, Term::Blocking, Term::Backlog],
    source: "man 2 accept; man 7 pthreads; man 7 epoll",
};

pub(super) const GRACEFUL_SHUTDOWN: TermFacts = TermFacts {
    see: &[Term::Signal, Term::Fin, Term::Timeout],
    source: "man 7 signal; man 5 systemd.kill; nodejs.org: net, server.close()",
};

pub(super) const SIGNAL: TermFacts = TermFacts {
    see: &[Term::Kernel, Term::GracefulShutdown, Term::FileDescriptor],
    source: "man 7 signal; man 2 send",
};

pub(super) const LADDER: TermFacts =
    TermFacts { see: &[Term::Socket, Term::PacketCapture, Term::Handshake], source: "RFC 9293 §3.5" };

pub(super) const ERRNO: TermFacts = TermFacts {
    see: &[Term::FileDescriptor, Term::Kernel],
    source: "man 3 errno; nodejs.org: net, event error; docs.python.org: OS exceptions",
};

pub(super) const BUFFERED_READER: TermFacts = TermFacts {
    see: &[Term::Framing, Term::Stream, Term::ReceiveBuffer],
    source: "docs.rs/std: io::BufReader; docs.python.org: asyncio streams; nodejs.org: readline",
};
