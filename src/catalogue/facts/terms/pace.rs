//! Facts about the terms of how fast it goes.
//!
//! The one idea: what to read next and where it was taken from is alike in every language.
//!
//! See it run: `netlab explain window`.

use crate::catalogue::Term;
use crate::catalogue::entry::TermFacts;

pub(super) const SEND_BUFFER: TermFacts = TermFacts {
    see: &[Term::ReceiveBuffer, Term::FlowControl, Term::Retransmission],
    source: "man 7 socket (SO_SNDBUF); man 7 tcp (tcp_wmem)",
};

pub(super) const RECEIVE_BUFFER: TermFacts = TermFacts {
    see: &[Term::Window, Term::FlowControl, Term::SendBuffer],
    source: "man 7 socket (SO_RCVBUF); RFC 9293 §3.8.6",
};

pub(super) const FLOW_CONTROL: TermFacts =
    TermFacts { see: &[Term::Window, Term::SendBuffer, Term::CongestionControl], source: "RFC 9293 §3.8.6" };

pub(super) const BACKPRESSURE: TermFacts = TermFacts {
    see: &[Term::FlowControl, Term::SendBuffer, Term::Readiness],
    source: "RFC 9293 §3.8.6; man 2 send; nodejs.org: writable.write()",
};

pub(super) const CONGESTION_CONTROL: TermFacts = TermFacts {
    see: &[Term::FlowControl, Term::RoundTripTime, Term::Retransmission],
    source: "RFC 5681; RFC 9293 §3.8.2; RFC 8085 §3.1",
};

pub(super) const WINDOW: TermFacts = TermFacts {
    see: &[Term::FlowControl, Term::ReceiveBuffer, Term::Segment],
    source: "RFC 9293 §3.1, §3.8.6; RFC 7323 §2",
};

pub(super) const ACK: TermFacts = TermFacts {
    see: &[Term::Retransmission, Term::DelayedAck, Term::Window],
    source: "RFC 9293 §3.1, §3.4, §3.8.1",
};

pub(super) const NAGLE: TermFacts = TermFacts {
    see: &[Term::DelayedAck, Term::Segment, Term::RoundTripTime],
    source: "RFC 9293 §3.7.4; RFC 896; man 7 tcp (TCP_NODELAY, TCP_CORK); nodejs.org: writable.cork()",
};

pub(super) const DELAYED_ACK: TermFacts = TermFacts {
    see: &[Term::Nagle, Term::Segment, Term::Retransmission],
    source: "RFC 9293 §3.8.6; RFC 1122 §4.2.3.2",
};

pub(super) const ROUND_TRIP_TIME: TermFacts = TermFacts {
    see: &[Term::Handshake, Term::Retransmission, Term::DelayedAck],
    source: "RFC 6298 §2, §3; man 8 ss",
};

pub(super) const JITTER: TermFacts = TermFacts {
    see: &[Term::RoundTripTime, Term::Datagram, Term::Packet],
    source: "RFC 3393 §1; man 8 tc-netem",
};

pub(super) const RETRANSMISSION: TermFacts = TermFacts {
    see: &[Term::RoundTripTime, Term::CongestionControl, Term::Datagram],
    source: "RFC 9293 §3.8.1; RFC 6298; docs.kernel.org: ip-sysctl (tcp_retries2)",
};

pub(super) const TIMEOUT: TermFacts = TermFacts {
    see: &[Term::Heartbeat, Term::Retransmission, Term::Keepalive],
    source: "man 7 tcp; RFC 9293 §3.8.3; docs.kernel.org: ip-sysctl",
};

pub(super) const FAST_RETRANSMIT: TermFacts = TermFacts {
    see: &[Term::Retransmission, Term::Ack, Term::CongestionControl],
    source: "RFC 5681 §3.2; RFC 2018 §3",
};

pub(super) const THROUGHPUT: TermFacts = TermFacts {
    see: &[Term::Window, Term::RoundTripTime, Term::CongestionControl],
    source: "RFC 7323 §1.1; RFC 9112 §9.3.2",
};

pub(super) const BUFFERBLOAT: TermFacts = TermFacts {
    see: &[Term::CongestionControl, Term::RoundTripTime, Term::Jitter],
    source: "RFC 8289; RFC 8290",
};

pub(super) const ZERO_COPY: TermFacts = TermFacts {
    see: &[Term::SendBuffer, Term::Throughput, Term::Kernel],
    source: "man 2 sendfile; docs.kernel.org: MSG_ZEROCOPY",
};
