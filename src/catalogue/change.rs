//! How the state of this very connection changed, as far as it is known.
//!
//! The one idea: the same call changes different states. A close in ESTABLISHED sends FIN, in CLOSED it sends
//! nothing; so the kernel's own word decides, and where it is not known nothing is claimed.
//!
//! See it run: `netlab -v tour`.

use crate::catalogue::{Lang, facts};
use crate::event::{Event, Kind, TcpState, Transport};

/// The change in the state of our end that this event reports; `None` where there is none, or none is known.
///
/// A change that is the same for every event of a kind stands in the facts, and is told by `in_words`.
pub(crate) fn of(
    lang: Lang,
    event: &Event<'_>,
    in_words: impl Fn(&'static str) -> &'static str,
) -> Option<String> {
    if event.transport != Transport::Tcp {
        return None;
    }
    let usual = facts::events::facts(event.kind).state_change;
    let state = event.tcp.and_then(|tcp| tcp.state);
    let change = match event.kind {
        Kind::Closed => return by_closing(event, state?),
        Kind::PeerFinished => return by_the_peers_end(lang, state?),
        Kind::Finished => by_finishing(state).or(usual)?,
        _ => usual?,
    };
    Some(in_words(change).to_owned())
}

/// Whether the kernel sends RST when this socket is closed (`tcp_close` in Linux; RFC 2525 §2.17).
///
/// Unread bytes and `SO_LINGER` with 0 seconds make it do so, but only while there is a connection.
pub(super) fn closes_by_reset(event: &Event<'_>) -> bool {
    let Some(tcp) = event.tcp else { return false };
    let is_unread = tcp.recv_queue.is_some_and(|n_bytes| n_bytes > 0);
    let still_stands = |state| !matches!(state, TcpState::Closed | TcpState::Listen);
    let is_wanted_by = |state| {
        use TcpState::{CloseWait, Established, FinWait1, FinWait2, SynReceived};
        matches!(state, Established | CloseWait | FinWait1 | FinWait2 | SynReceived)
    };
    let throws_away = event.option.as_deref() == Some("SO_LINGER=0");
    tcp.state.is_some_and(|state| (is_unread && still_stands(state)) || (throws_away && is_wanted_by(state)))
}

/// The state just before decides what a close does: most often it is a FIN.
fn by_closing(event: &Event<'_>, before: TcpState) -> Option<String> {
    let after = match before {
        _ if closes_by_reset(event) => TcpState::Closed,
        TcpState::Listen => TcpState::Closed,
        TcpState::Established | TcpState::SynReceived => TcpState::FinWait1,
        TcpState::CloseWait => TcpState::LastAck,
        _ => return None,
    };
    Some(format!("{} → {}", before.name(), after.name()))
}

/// Our FIN was queued; the state after it tells whether the peer's had come before.
const fn by_finishing(after: Option<TcpState>) -> Option<&'static str> {
    match after {
        Some(TcpState::FinWait1 | TcpState::FinWait2 | TcpState::Closing | TcpState::TimeWait) => {
            Some("ESTABLISHED → FIN_WAIT_1")
        }
        Some(TcpState::LastAck) => Some("CLOSE_WAIT → LAST_ACK"),
        _ => None,
    }
}

/// The peer's FIN changed the state when it arrived.
///
/// Linux parts TIME_WAIT from the program's socket, which is CLOSED from then on; it is so too where the
/// peer's FIN was the first, and then there is no TIME_WAIT at this end.
fn by_the_peers_end(lang: Lang, now: TcpState) -> Option<String> {
    let change = match now {
        TcpState::CloseWait => "ESTABLISHED → CLOSE_WAIT",
        TcpState::Closing => "FIN_WAIT_1 → CLOSING",
        TcpState::TimeWait => "FIN_WAIT_2 → TIME_WAIT",
        TcpState::Closed => {
            let said = lang.pick(
                "the program's socket is CLOSED; if this end finished first, the kernel keeps TIME_WAIT apart from it",
                "程序的套接字是 CLOSED；如果本端先结束发送，内核另外保留 TIME_WAIT",
            );
            return Some(said.to_owned());
        }
        _ => return None,
    };
    Some(change.to_owned() + lang.pick(", when the FIN arrived", "（FIN 到达时）"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::TcpFacts;

    fn seen(kind: Kind, state: TcpState, unread: u64) -> Event<'static> {
        let tcp = TcpFacts { state: Some(state), recv_queue: Some(unread), ..TcpFacts::default() };
        Event { tcp: Some(tcp), ..Event::new(kind, 1, Transport::Tcp, 0) }
    }

    fn told(event: &Event<'_>) -> Option<String> {
        of(Lang::English, event, |change| change)
    }

    #[test]
    fn a_close_in_each_state_changes_it_as_the_kernel_does() {
        use TcpState::{CloseWait, Closed, Closing, Established, FinWait1, FinWait2, LastAck, Listen};
        let cases = [
            (Established, Some("ESTABLISHED → FIN_WAIT_1"), Some("ESTABLISHED → CLOSED")),
            (CloseWait, Some("CLOSE_WAIT → LAST_ACK"), Some("CLOSE_WAIT → CLOSED")),
            (FinWait1, None, Some("FIN_WAIT_1 → CLOSED")),
            (FinWait2, None, Some("FIN_WAIT_2 → CLOSED")),
            (LastAck, None, Some("LAST_ACK → CLOSED")),
            (Closing, None, Some("CLOSING → CLOSED")),
            (Listen, Some("LISTEN → CLOSED"), Some("LISTEN → CLOSED")),
            (Closed, None, None),
        ];
        for (state, all_read, some_unread) in cases {
            assert_eq!(told(&seen(Kind::Closed, state, 0)).as_deref(), all_read, "{state}");
            assert_eq!(told(&seen(Kind::Closed, state, 5)).as_deref(), some_unread, "{state}");
        }
        assert_eq!(told(&Event::new(Kind::Closed, 1, Transport::Tcp, 0)), None, "nobody knows the state");
    }

    #[test]
    fn a_reset_is_told_of_a_close_only_where_the_connection_still_stands() {
        let option = Some("SO_LINGER=0".into());
        let thrown = |state| Event { option: option.clone(), ..seen(Kind::Closed, state, 0) };
        assert!(closes_by_reset(&seen(Kind::Closed, TcpState::Established, 5)));
        assert!(!closes_by_reset(&seen(Kind::Closed, TcpState::Closed, 5)), "the peer's reset came before");
        assert!(closes_by_reset(&thrown(TcpState::FinWait2)));
        assert!(!closes_by_reset(&thrown(TcpState::Closed)));
        assert!(!closes_by_reset(&seen(Kind::Closed, TcpState::Established, 0)));
    }

    #[test]
    fn a_datagram_socket_has_no_state_that_could_change() {
        for kind in Kind::ALL {
            assert_eq!(told(&Event::new(*kind, 1, Transport::Udp, 0)), None, "{kind}");
        }
    }

    #[test]
    fn an_end_is_told_with_the_state_that_goes_with_it() {
        let told = |kind, state| told(&seen(kind, state, 0)).unwrap_or_default();
        assert_eq!(told(Kind::Finished, TcpState::FinWait2), "ESTABLISHED → FIN_WAIT_1");
        assert_eq!(told(Kind::Finished, TcpState::LastAck), "CLOSE_WAIT → LAST_ACK");
        assert!(told(Kind::PeerFinished, TcpState::CloseWait).starts_with("ESTABLISHED → CLOSE_WAIT"));
        assert!(told(Kind::PeerFinished, TcpState::Closed).starts_with("the program's socket is CLOSED"));
        assert_eq!(told(Kind::PeerFinished, TcpState::LastAck), "", "our own FIN has changed it since");
    }
}
