//! Facts about TCP states: the names that Linux gives them, and the source.
//!
//! The one idea: the states are the standard's, their spellings are the tools'. `ss`, `netstat` and the
//! kernel's own source shorten some.
//!
//! See it run: `netlab explain SYN_RECV`.

use crate::catalogue::entry::StateFacts;
use crate::event::TcpState;

/// The facts about a TCP state.
pub(crate) fn facts(state: TcpState) -> &'static StateFacts {
    match state {
        TcpState::Listen => &LISTEN,
        TcpState::SynSent => &SYN_SENT,
        TcpState::SynReceived => &SYN_RECEIVED,
        TcpState::Established => &ESTABLISHED,
        TcpState::FinWait1 => &FIN_WAIT_1,
        TcpState::FinWait2 => &FIN_WAIT_2,
        TcpState::CloseWait => &CLOSE_WAIT,
        TcpState::Closing => &CLOSING,
        TcpState::LastAck => &LAST_ACK,
        TcpState::TimeWait => &TIME_WAIT,
        TcpState::Closed => &CLOSED,
    }
}

const LISTEN: StateFacts = StateFacts { linux: &[], source: "RFC 9293 §3.3.2; man 2 listen" };

const SYN_SENT: StateFacts = StateFacts {
    linux: &[],
    source: "RFC 9293 §3.3.2, §3.10.7.3; docs.kernel.org: ip-sysctl (tcp_syn_retries)",
};

const SYN_RECEIVED: StateFacts = StateFacts {
    linux: &["SYN_RECV"],
    source: "RFC 9293 §3.3.2; docs.kernel.org: ip-sysctl (tcp_synack_retries)",
};

const ESTABLISHED: StateFacts = StateFacts { linux: &["ESTAB"], source: "RFC 9293 §3.3.2" };

const FIN_WAIT_1: StateFacts = StateFacts { linux: &["FIN_WAIT1"], source: "RFC 9293 §3.3.2, §3.6" };

const FIN_WAIT_2: StateFacts = StateFacts {
    linux: &["FIN_WAIT2"],
    source: "RFC 9293 §3.3.2, §3.6; docs.kernel.org: ip-sysctl (tcp_fin_timeout)",
};

const CLOSE_WAIT: StateFacts = StateFacts { linux: &[], source: "RFC 9293 §3.3.2, §3.6" };

const CLOSING: StateFacts = StateFacts { linux: &[], source: "RFC 9293 §3.3.2, §3.6" };

const LAST_ACK: StateFacts = StateFacts { linux: &[], source: "RFC 9293 §3.3.2, §3.6" };

const TIME_WAIT: StateFacts =
    StateFacts { linux: &[], source: "RFC 9293 §3.3.2, §3.6; man 7 socket (SO_REUSEADDR)" };

const CLOSED: StateFacts = StateFacts { linux: &["CLOSE", "UNCONN"], source: "RFC 9293 §3.3.2, §3.10.7.1" };
