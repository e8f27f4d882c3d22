//! Finding an entry by what a screen has shown.
//!
//! The one idea: a learner types what stands on a screen or in a book. `TIME_WAIT`, `TIME-WAIT` and `time wait`
//! are one word, Node's `ENOTFOUND` is the resolver's `EAI_NONAME`, and a whole line of a console
//! (`connect ECONNREFUSED 127.0.0.1:8080`) is found by the error that it names.
//!
//! See it run: `netlab explain "time wait"`, `netlab explain "read ECONNRESET"`.

use std::net::{IpAddr, SocketAddr};
use std::slice;

use crate::catalogue::{Term, Word, alias, error_facts, state_facts};
use crate::event::{ErrorCode, Kind, Rule, code_on_windows};

impl Word {
    /// The word that a text stands for; `None` if there is none.
    ///
    /// Upper and lower case are alike, and so are `_`, `-`, blanks and nothing between the parts of a name.
    /// Some names stand for two entries, such as the event `closed`
    /// and the state `CLOSED`: written exactly so, each is found; in any other case the event is. Other
    /// names (Node's, Linux's, usual ones) are tried next, then the relay's rules, addresses, numbers of errors, and lines that
    /// name an error.
    #[must_use]
    pub fn find(text: &str) -> Option<Self> {
        let text = &bare(text);
        let wanted = &squeezed(text);
        Self::all()
            .find(|word| word.name() == text)
            .or_else(|| Self::all().find(|word| word.other_names().any(|name| name == text)))
            .or_else(|| Self::named(wanted))
            .or_else(|| wanted.strip_suffix('s').and_then(Self::named))
            .or_else(|| wanted.strip_suffix("es").and_then(Self::named))
            .or_else(|| wanted.strip_suffix("event").and_then(Self::named))
            .or_else(|| normal(text).parse::<Rule>().ok().map(|_| Self::Event(Kind::Impaired)))
            .or_else(|| Self::of_address(text))
            .or_else(|| Self::of_path(text))
            .or_else(|| Self::of_number(text))
            .or_else(|| Self::in_line(text))
            .or_else(|| Self::of_part(text))
    }

    /// The word with this name, one of its own first, in squeezed form.
    fn named(wanted: &str) -> Option<Self> {
        let is_it = |name: &str| !wanted.is_empty() && squeezed(name) == wanted;
        Self::all()
            .find(|word| is_it(word.name()))
            .or_else(|| Self::all().find(|word| word.other_names().any(is_it)))
    }

    /// The word of a name with the names of its owners before it: `socket.setNoDelay`, `TcpListener::bind`; where
    /// only the type that owns it is known, the word of that: `BufReader::new`.
    fn of_path(text: &str) -> Option<Self> {
        let (owner, last) = text.rsplit_once("::").unwrap_or(("", text));
        let last = last.rsplit('.').next().unwrap_or_default();
        if last == text {
            return None;
        }
        let is_it = |word: &Self| word.other_names().any(|name| name == last);
        Self::all()
            .find(is_it)
            .or_else(|| Self::named(&squeezed(last)))
            .or_else(|| Self::named(&squeezed(owner)))
    }

    /// The word that a text begins with, where something is added to it that is no word: the options of a command
    /// (`ss -tlnp`), a port (`localhost:8080`, and `:::8080` as Node writes it), a second name (`SYN/ACK`).
    fn of_part(text: &str) -> Option<Self> {
        let without_port = text.rsplit_once(':').filter(|(_, port)| port.parse::<u16>().is_ok());
        let is_option = |rest: &str| rest.starts_with('-');
        let without_options = text.split_once(' ').filter(|(_, rest)| is_option(rest));
        let first = text.split_once('/').filter(|(first, _)| !first.contains(' '));
        let part = without_port.or(without_options).or(first).map(|(part, _)| part)?;
        Self::of_address(part).or_else(|| Self::named(&squeezed(part)))
    }

    /// What an address is an example of.
    fn of_address(text: &str) -> Option<Self> {
        // A zone, as in fe80::1%eth0, says which link is meant.
        let text = text.split_once('%').map_or(text, |(ip, _)| ip.trim_start_matches('['));
        let ip: IpAddr = text.parse::<SocketAddr>().map(|addr| addr.ip()).or_else(|_| text.parse()).ok()?;
        let term = match ip {
            _ if ip.is_loopback() => Term::Loopback,
            _ if ip.is_unspecified() => Term::WildcardAddress,
            _ if ip.is_multicast() => Term::Multicast,
            IpAddr::V4(ip) if ip.is_broadcast() => Term::Broadcast,
            IpAddr::V4(ip) if ip.is_link_local() => Term::LinkLocal,
            IpAddr::V6(ip) if ip.segments()[0] & 0xffc0 == 0xfe80 => Term::LinkLocal,
            IpAddr::V4(ip) if ip.is_private() => Term::Nat,
            IpAddr::V4(_) => Term::Address,
            IpAddr::V6(_) => Term::Ipv6,
        };
        Some(Self::Term(term))
    }

    /// The error with this number: `111`, `-111`, `errno 111`, `os error 111`.
    pub(super) fn of_number(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split(|c: char| !c.is_alphanumeric() && c != '-').collect();
        let is_about_errors = parts.iter().all(|part| {
            part.is_empty()
                || part.parse::<i32>().is_ok()
                || ["errno", "error", "os", "winerror"].contains(&&*part.to_lowercase())
        });
        let number = parts.iter().rev().find_map(|part| part.parse().ok()).filter(|_| is_about_errors)?;
        let code = match ErrorCode::from_os(i32::checked_abs(number)?) {
            ErrorCode::OTHER => code_on_windows(&number.to_string())?,
            code => code,
        };
        Some(Self::Error(code))
    }

    /// The names besides its own by which a word is found.
    pub(super) fn other_names(self) -> impl Iterator<Item = &'static str> {
        let elsewhere = match self {
            Self::Error(code) => slice::from_ref(&error_facts(code).node),
            Self::State(state) => state_facts(state).linux,
            Self::Event(_) | Self::Term(_) | Self::Field(_) => &[],
        };
        // Where Node has no name for an error, a remark with blanks stands in its place.
        let elsewhere = elsewhere.iter().copied().filter(|name| !name.contains(' '));
        elsewhere.chain(alias::of(self))
    }
}

/// The text as it is meant: without quotes, without `struct`, `sysctl` or `man 2` before it, and of a call its name
/// alone.
fn bare(text: &str) -> String {
    let text = text.trim().trim_matches(['"', '\'', '`', '“', '”', '‘', '’']);
    let text = ["struct ", "sysctl "].iter().find_map(|before| text.strip_prefix(before)).unwrap_or(text);
    let text = text.strip_prefix("man ").and_then(|page| page.split_once(' ')).map_or(text, |(_, name)| name);
    let text = called(text).unwrap_or_else(|| text.to_owned());
    let end = text.trim_end_matches(['.', ',', ';', '!', '?']);
    end.trim_start_matches('.').to_owned()
}

/// What a call calls: `recv(1024)`, `accept(2)`, and of `socket.on('data')` the `data event`.
fn called(text: &str) -> Option<String> {
    let (name, rest) = text.strip_suffix(')')?.split_once('(')?;
    let is_name = |char: char| char.is_alphanumeric() || "_.:".contains(char);
    if name.is_empty() || !name.chars().all(is_name) {
        return None;
    }
    let event = rest.split(',').next().unwrap_or_default().trim_matches(['"', '\'']);
    let listens = [".on", ".once"].iter().any(|end| name.ends_with(end));
    Some(if listens { format!("{event} event") } else { name.to_owned() })
}

/// Lower case, the parts joined by single hyphens: the form in which names are compared part by part.
pub(super) fn normal(text: &str) -> String {
    let parts = text.split(|c: char| c == '_' || c == '-' || c.is_whitespace());
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-").to_lowercase()
}

/// As [`normal`], with nothing between the parts.
fn squeezed(text: &str) -> String {
    normal(text).replace('-', "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::event_facts;
    use crate::event::TcpState;

    const CLOSED: Word = Word::State(TcpState::Closed);

    fn finds(text: &str, expected: Option<Word>) {
        assert_eq!(Word::find(text), expected, "{text:?}");
    }

    fn leads(text: &str, expected: &str) {
        assert_eq!(Word::find(text).map(Word::name), Some(expected), "{text:?}");
    }

    #[test]
    fn every_word_is_found_by_its_own_name_in_any_case_and_with_any_separator() {
        for word in Word::all() {
            finds(word.name(), Some(word));
            if ["closed", "listen"].contains(&normal(word.name()).as_str()) {
                continue;
            }
            finds(&word.name().to_lowercase(), Some(word));
            finds(&word.name().to_uppercase().replace('-', "_"), Some(word));
            finds(&format!("  {} ", word.name().replace(['-', '_'], "  ")), Some(word));
            finds(&squeezed(word.name()), Some(word));
        }
    }

    #[test]
    fn only_closed_is_the_name_of_two_entries() {
        let mut names: Vec<String> = Word::all().map(|word| squeezed(word.name())).collect();
        names.sort();
        let twice: Vec<_> = names.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| &pair[0]).collect();
        assert_eq!(twice, ["closed"]);
        finds("CLOSED", Some(CLOSED));
        for text in ["closed", "Closed", " closed "] {
            finds(text, Some(Word::Event(Kind::Closed)));
        }
    }

    #[test]
    fn a_call_in_lower_case_is_the_call_and_a_state_in_upper_case_the_state() {
        finds("listen", Some(Word::Event(Kind::Listening)));
        finds("LISTEN", Some(Word::State(TcpState::Listen)));
        finds("close", Some(Word::Event(Kind::Closed)));
        finds("CLOSE", Some(CLOSED));
    }

    #[test]
    fn other_names_lead_to_one_word_and_hide_none() {
        for word in Word::all() {
            for name in word.other_names() {
                finds(name, Some(word));
            }
        }
        leads("ENOTFOUND", "EAI_NONAME");
        leads("BufReader::new(stream)", "buffered-reader");
        leads("socket.on('message', (data, rinfo) => …)", "datagram-received");
        leads("sysctl net.inet.tcp.msl", "TIME_WAIT");
        leads("ENOTSUP", "EOPNOTSUPP");
        leads("SYN-RECV", "SYN_RECEIVED");
        leads("FIN_WAIT1", "FIN_WAIT_1");
        leads("estab", "ESTABLISHED");
    }

    #[test]
    fn whatever_the_narration_prints_is_found() {
        for kind in Kind::ALL {
            let facts = event_facts(*kind);
            let calls = facts.call.split([' ', ',']).filter(|part| part.contains('('));
            for call in calls.chain([facts.layer.name()]) {
                assert!(Word::find(call).is_some(), "{kind}: {call}");
            }
        }
        for rule in Rule::ALL {
            assert!(Word::find(rule.name()).is_some(), "{rule}");
        }
        for text in ["SO_REUSEADDR", "ACK", "SYN", "0.0.0.0", "::", "127.0.0.1", "peer", "kernel", "relay"] {
            assert!(Word::find(text).is_some(), "{text}");
        }
        for text in ["presentation", "data link", "sequence number", "acknowledgment number", "UTF-8", "FTP"]
        {
            assert!(Word::find(text).is_some(), "{text}");
        }
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn the_systems_own_number_and_words_of_an_error_lead_to_it() {
        for code in ErrorCode::all() {
            let Some(number) = code.number() else { continue };
            let said = std::io::Error::from_raw_os_error(number).to_string();
            for text in [
                number.to_string(),
                format!("-{number}"),
                format!("errno {number}"),
                format!("errno: -{number}"),
                format!("os error {number}"),
                said.clone(),
                said.split(" (os").next().unwrap_or_default().to_lowercase(),
            ] {
                finds(&text, Some(Word::Error(code)));
            }
        }
        leads("10061", "ECONNREFUSED");
        leads("WinError 10054", "ECONNRESET");
    }

    #[test]
    fn quotes_and_the_marks_of_a_call_are_no_part_of_a_word() {
        leads("‘drain’", "backpressure");
        leads("accept4(2)", "accepted");
        leads("socket.write()", "sent");
        leads("socket.setNoDelay", "nagle");
    }

    #[test]
    fn an_address_is_an_example_of_a_term() {
        leads("127.0.0.1:8080", "loopback");
        leads("[::1]:8080", "loopback");
        leads("0.0.0.0:80", "wildcard-address");
        leads("192.168.1.7", "nat");
        leads("224.0.0.1", "multicast");
        leads("2001:db8::7", "ipv6");
        leads("[fe80::1%eth0]:8080", "link-local");
        leads("169.254.7.7", "link-local");
    }

    #[test]
    fn what_a_learner_looks_up_first_is_found() {
        for (text, expected) in [
            ("sticky packet", "framing"),
            ("three-way handshake", "handshake"),
            ("3-way handshake", "handshake"),
            ("four-way handshake", "fin"),
            ("half-open", "half-open"),
            ("half-closed", "half-close"),
            ("heartbeat", "heartbeat"),
            ("backpressure", "backpressure"),
            ("sliding window", "window"),
            ("slow start", "congestion-control"),
            ("2MSL", "TIME_WAIT"),
            ("message boundary", "stream"),
            ("end", "peer-finished"),
            ("recv", "received"),
            ("read", "received"),
            ("dual stack", "ipv6"),
            ("line ending", "framing"),
            ("rinfo", "datagram-received"),
            ("allowHalfOpen", "half-close"),
            ("highWaterMark", "backpressure"),
            ("sockets", "socket"),
            ("back log", "backlog"),
        ] {
            leads(text, expected);
        }
    }

    #[test]
    fn what_is_no_word_is_not_found() {
        for text in ["", " ", "-", "()", "acepted", "time", "none", "8080", "port 11", "\u{1b}[31m"] {
            finds(text, None);
        }
    }
}
