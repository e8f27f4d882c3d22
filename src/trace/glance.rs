//! Which events a narration tells, read back from its rows.
//!
//! The one idea: what was explained once is not explained again, so a page of rows can hold many that its reader would
//! like to have explained now. A row names its kind by the word behind the sign.
//!
//! See it run: `x` behind `r` in `netlab lesson 2`.

use crate::catalogue::{self, Lang};
use crate::event::{Kind, Transport};

/// The kinds of event that these rows tell, each once, in their order, and over which transport. Other rows, colours
/// and a gutter are passed over.
pub fn kinds_told<'a>(lang: Lang, rows: impl IntoIterator<Item = &'a str>) -> Vec<(Kind, Transport)> {
    let told: Vec<Row> = rows.into_iter().filter_map(|line| row(lang, line)).collect();
    let are_datagrams = told.iter().any(|row| row.transport == Some(Transport::Udp))
        && !told.iter().any(|row| row.transport == Some(Transport::Tcp));
    let usual = if are_datagrams { Transport::Udp } else { Transport::Tcp };
    let mut kinds = Vec::new();
    for Row { kind, transport } in told {
        let one = (kind, transport.unwrap_or(usual));
        if !kinds.contains(&one) {
            kinds.push(one);
        }
    }
    kinds
}

/// A row that tells an event; `None` for the transport where the row does not say it.
struct Row {
    kind: Kind,
    transport: Option<Transport>,
}

/// Before what happened; the narrator's own choice.
const SIGNS: [&str; 6] = ["→", "←", "◆", "✗", "◌", "●"];

/// `14:03:22.123 server :54321 → sent          37 bytes "…"`, taken apart.
fn row(lang: Lang, line: &str) -> Option<Row> {
    let (head, rest) = SIGNS
        .iter()
        .filter_map(|sign| line.split_once(&format!(" {sign} ")))
        .min_by_key(|(head, _)| head.len())?;
    let mut before = head.split_whitespace().skip_while(|word| !is_time(word)).skip(1);
    let who = before.next()?;
    let (what, fact) = rest.split_once(' ')?;
    let fact = fact.split('"').next().unwrap_or_default();
    let (labels, words) = (catalogue::labels(lang), catalogue::drawn(lang));
    let kind = match what {
        what if what == labels.got => Kind::DatagramReceived,
        what if what == labels.sent && fact.contains(labels.sent_to) => Kind::DatagramSent,
        what => what.parse().ok()?,
    };
    let transport = match kind {
        Kind::DatagramSent | Kind::DatagramReceived | Kind::DatagramCut | Kind::PeerSet => {
            Some(Transport::Udp)
        }
        Kind::Listening | Kind::Accepted | Kind::Connected | Kind::PeerFinished => Some(Transport::Tcp),
        _ if [words.sender, words.receiver].contains(&who) => Some(Transport::Udp),
        _ if [words.listener, words.server, words.client].contains(&who) => Some(Transport::Tcp),
        _ => None,
    };
    Some(Row { kind, transport })
}

/// As in `14:03:22.123`.
fn is_time(word: &str) -> bool {
    word.len() == 12
        && word.bytes().enumerate().all(|(at, byte)| match at {
            2 | 5 => byte == b':',
            8 => byte == b'.',
            _ => byte.is_ascii_digit(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::Event;
    use crate::trace::{Clock, Detail, Explained, Voice};

    #[test]
    fn a_row_of_the_narrator_is_read_back_as_the_event_that_it_tells() {
        for lang in Lang::ALL.iter().copied() {
            for (kind, transport) in
                Kind::ALL.iter().flat_map(|kind| [(*kind, Transport::Tcp), (*kind, Transport::Udp)])
            {
                let voice = Voice::new(Clock::starting_at(0), Detail::Facts, Explained::default(), 80);
                let (mut voice, len) = (voice.speaking(lang), Some(3));
                let peer = Some("127.0.0.1:8080".parse().expect("an address"));
                let told = voice.tell(&Event { peer, len, ..Event::new(kind, 1, transport, 5) });
                let told = crate::terminal::without_colours(told.as_bytes());
                let told = String::from_utf8(told).expect("text");
                let kinds: Vec<Kind> =
                    kinds_told(lang, told.lines()).into_iter().map(|(kind, _)| kind).collect();
                assert_eq!(kinds, [kind], "{told}");
            }
        }
    }

    #[test]
    fn rows_that_tell_nothing_are_passed_over_and_a_page_of_datagrams_is_known() {
        let rows = [
            "receiving on 127.0.0.1:8080; Ctrl-C ends it",
            "12:00:00.000 socket        ● bound         to 127.0.0.1:8080",
            "                           ✓ it can receive here from now on",
            "12:00:00.001 receiver      ← got           5 B from 127.0.0.1:9 \"a → b\"",
            "┆ 12:00:00.001 receiver      ← got           5 B from 127.0.0.1:9 \"again\"",
            "hello → world",
        ];
        assert_eq!(
            kinds_told(Lang::English, rows),
            [(Kind::Bound, Transport::Udp), (Kind::DatagramReceived, Transport::Udp)]
        );
        assert_eq!(kinds_told(Lang::English, [rows[1]]), [(Kind::Bound, Transport::Tcp)]);
    }
}
