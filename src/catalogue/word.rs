//! Finding an entry by its name, also by a name half remembered.
//!
//! The one idea: a learner types what a screen has shown. `TIME_WAIT`, `TIME-WAIT` and `time wait` are one
//! word, Node's `ENOTFOUND` is the resolver's `EAI_NONAME`, and a slip of the keys is answered with the
//! words that it resembles.
//!
//! See it run: `netlab explain "time wait"`, then `netlab explain acepted`.

use std::slice;

use crate::catalogue::{Term, error_facts, state_facts};
use crate::event::{ErrorCode, Kind, TcpState, code_on_windows};
use crate::packet::Field;

/// One entry of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Word {
    /// A kind of event.
    Event(Kind),
    /// An error of the operating system or the resolver.
    Error(ErrorCode),
    /// A TCP state.
    State(TcpState),
    /// A term.
    Term(Term),
    /// A field of a header.
    Field(Field),
}

/// The most suggestions that [`Word::near`] makes.
const MAX_SUGGESTIONS: usize = 3;
/// No name is longer than this many characters, so a longer text resembles none.
const MAX_TEXT_CHARS: usize = 40;
/// A shorter text resembles too many names.
const MIN_TEXT_CHARS: usize = 3;

impl Word {
    /// Every word: events, errors, states, terms, header fields, each in its own order.
    pub fn all() -> impl Iterator<Item = Self> {
        let events = Kind::ALL.iter().copied().map(Self::Event);
        let errors = ErrorCode::all().map(Self::Error);
        let states = TcpState::ALL.iter().copied().map(Self::State);
        let terms = Term::ALL.iter().copied().map(Self::Term);
        let fields = Field::ALL.iter().copied().map(Self::Field);
        events.chain(errors).chain(states).chain(terms).chain(fields)
    }

    /// The word's name as its own family spells it: `peer-finished`, `ECONNRESET`, `TIME_WAIT`, `backlog`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Event(kind) => kind.name(),
            Self::Error(code) => code.name(),
            Self::State(state) => state.name(),
            Self::Term(term) => term.name(),
            Self::Field(field) => field.name(),
        }
    }

    /// The word of that name; `None` if there is none.
    ///
    /// Upper and lower case are alike, and so are `_`, `-` and blanks. One name stands for two entries,
    /// the event `closed` and the state `CLOSED`: written exactly so, each is found; in any other case
    /// the event is. Other names (Node's, Linux's, a few usual ones) are tried last.
    #[must_use]
    pub fn find(text: &str) -> Option<Self> {
        let wanted = normal(text);
        Self::all()
            .find(|word| word.name() == text.trim())
            .or_else(|| Self::all().find(|word| normal(word.name()) == wanted))
            .or_else(|| Self::all().find(|word| word.other_names().any(|name| normal(name) == wanted)))
            .or_else(|| code_on_windows(text.trim()).map(Self::Error))
    }

    /// The words whose names resemble the text: at most three, the best first.
    ///
    /// A name resembles the text if few slips lie between them, if it begins with the text, or if the
    /// text is one of the parts between its hyphens.
    #[must_use]
    pub fn near(text: &str) -> Vec<Self> {
        let text = normal(text);
        if !(MIN_TEXT_CHARS..=MAX_TEXT_CHARS).contains(&text.chars().count()) {
            return Vec::new();
        }
        let mut found: Vec<(usize, Self)> =
            Self::all().filter_map(|word| word.remoteness(&text).map(|slips| (slips, word))).collect();
        found.sort_by_key(|(slips, _)| *slips);
        found.into_iter().map(|(_, word)| word).take(MAX_SUGGESTIONS).collect()
    }

    /// How far the nearest of the word's names is from a text in normal form; `None` if too far.
    fn remoteness(self, text: &str) -> Option<usize> {
        let names = std::iter::once(self.name()).chain(self.other_names());
        names.filter_map(|name| remoteness(text, &normal(name))).min()
    }

    /// The names besides its own by which a word is found.
    fn other_names(self) -> impl Iterator<Item = &'static str> {
        let elsewhere = match self {
            Self::Error(code) => slice::from_ref(&error_facts(code).node),
            Self::State(state) => state_facts(state).linux,
            Self::Event(_) | Self::Term(_) | Self::Field(_) => &[],
        };
        let usual = ALSO.iter().filter(move |(_, word)| *word == self).map(|(name, _)| name);
        // Where Node has no name for an error, a remark with blanks stands in its place.
        elsewhere.iter().chain(usual).copied().filter(|name| !name.contains(' '))
    }
}

/// Names that are usual elsewhere, for words that have another name here.
const ALSO: &[(&str, Word)] = &[
    ("EWOULDBLOCK", Word::Error(ErrorCode::EAGAIN)),
    ("EAI_NODATA", Word::Error(ErrorCode::EAI_NONAME)),
    ("4-tuple", Word::Term(Term::FourTuple)),
    ("dns", Word::Term(Term::NameResolution)),
    ("endianness", Word::Term(Term::ByteOrder)),
    ("epoll", Word::Term(Term::Readiness)),
    ("fd", Word::Term(Term::FileDescriptor)),
    ("INADDR_ANY", Word::Term(Term::WildcardAddress)),
    ("ip-address", Word::Term(Term::Address)),
    ("kqueue", Word::Term(Term::Readiness)),
    ("non-blocking", Word::Term(Term::Blocking)),
    ("poll", Word::Term(Term::Readiness)),
    ("rtt", Word::Term(Term::RoundTripTime)),
    ("shutdown", Word::Term(Term::HalfClose)),
    ("SO_BROADCAST", Word::Term(Term::Broadcast)),
    ("SO_KEEPALIVE", Word::Term(Term::Keepalive)),
    ("SO_RCVBUF", Word::Term(Term::ReceiveBuffer)),
    ("SO_SNDBUF", Word::Term(Term::SendBuffer)),
    ("syn", Word::Term(Term::Handshake)),
    ("tcp", Word::Term(Term::Stream)),
    ("TCP_NODELAY", Word::Term(Term::Nagle)),
    ("ttl", Word::Field(Field::Ipv4Ttl)),
    ("udp", Word::Term(Term::Datagram)),
];

/// Lower case, the parts joined by single hyphens: the form in which names are compared.
fn normal(text: &str) -> String {
    let parts = text.split(|c: char| c == '_' || c == '-' || c.is_whitespace());
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-").to_lowercase()
}

/// How far a name is from a text, both in normal form; `None` if the two do not resemble each other.
fn remoteness(text: &str, name: &str) -> Option<usize> {
    let letters = |from: &str| from.chars().filter(|c| *c != '-').collect::<Vec<_>>();
    let (typed, meant) = (letters(text), letters(name));
    let limit = (typed.len() / 3).clamp(1, 3);
    let between = slips(&typed, &meant);
    if between <= limit {
        return Some(between);
    }
    let begins = typed.len() >= MIN_TEXT_CHARS && meant.starts_with(&typed);
    let is_part = name.split('-').any(|part| part == text);
    (begins || is_part).then_some(limit + 1)
}

/// The number of slips between two words: a letter missing, added, mistaken, or swapped with its neighbour.
///
/// This is the Damerau-Levenshtein distance in its restricted form, where no letter is moved twice.
fn slips(typed: &[char], meant: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=meant.len()).collect();
    for (i, letter) in typed.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, wanted) in meant.iter().enumerate() {
            let mistaken = above[j] + usize::from(letter != wanted);
            let mut fewest = mistaken.min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *letter == meant[j - 1] && typed[i - 1] == *wanted {
                fewest = fewest.min(before[j - 1] + 1);
            }
            row.push(fewest);
        }
        before = std::mem::replace(&mut above, row);
    }
    above[meant.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLOSED: Word = Word::State(TcpState::Closed);

    fn finds(text: &str, expected: Option<Word>) {
        assert_eq!(Word::find(text), expected, "{text:?}");
    }

    fn suggests(text: &str, expected: &str) {
        let names: Vec<&str> = Word::near(text).into_iter().map(Word::name).collect();
        assert!(names.len() <= MAX_SUGGESTIONS, "{text:?}: {names:?}");
        assert_eq!(names.first(), Some(&expected), "{text:?}: {names:?}");
    }

    #[test]
    fn every_word_is_found_by_its_own_name_in_any_case_and_with_any_separator() {
        for word in Word::all() {
            finds(word.name(), Some(word));
            if normal(word.name()) == "closed" {
                continue;
            }
            finds(&word.name().to_lowercase(), Some(word));
            finds(&word.name().to_uppercase().replace('-', "_"), Some(word));
            finds(&format!("  {} ", word.name().replace(['-', '_'], "  ")), Some(word));
        }
    }

    #[test]
    fn only_closed_is_the_name_of_two_entries() {
        let mut names: Vec<String> = Word::all().map(|word| normal(word.name())).collect();
        names.sort();
        let twice: Vec<_> = names.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| &pair[0]).collect();
        assert_eq!(twice, ["closed"]);
        finds("CLOSED", Some(CLOSED));
        for text in ["closed", "Closed", " closed "] {
            finds(text, Some(Word::Event(Kind::Closed)));
        }
    }

    #[test]
    fn other_names_lead_to_the_word_and_hide_none() {
        for (name, word) in ALSO {
            finds(name, Some(*word));
        }
        finds("WSAECONNREFUSED", Some(Word::Error(ErrorCode::ECONNREFUSED)));
        finds("wsahost_not_found", Some(Word::Error(ErrorCode::EAI_NONAME)));
        finds("10054", Some(Word::Error(ErrorCode::ECONNRESET)));
        finds("ENOTFOUND", Some(Word::Error(ErrorCode::EAI_NONAME)));
        finds("ENOTSUP", Some(Word::Error(ErrorCode::EOPNOTSUPP)));
        finds("SYN-RECV", Some(Word::State(TcpState::SynReceived)));
        finds("FIN_WAIT1", Some(Word::State(TcpState::FinWait1)));
        finds("estab", Some(Word::State(TcpState::Established)));
    }

    #[test]
    fn what_is_no_word_is_not_found() {
        for text in ["", " ", "-", "acepted", "time", "none", "\u{1b}[31m"] {
            finds(text, None);
        }
    }

    #[test]
    fn a_slip_suggests_the_word_that_was_meant() {
        suggests("acepted", "accepted");
        suggests("econrefused", "ECONNREFUSED");
        suggests("timewait", "TIME_WAIT");
        suggests("back log", "backlog");
        suggests("blokcing", "blocking");
        suggests("enotfuond", "EAI_NONAME");
        suggests("time out", "timed-out");
        suggests("buffer", "send-buffer");
        suggests("establ", "ESTABLISHED");
    }

    #[test]
    fn what_resembles_nothing_suggests_nothing() {
        for text in ["", "x", "quantum", "none of these", &"accepted".repeat(1000)] {
            assert_eq!(Word::near(text), [], "{text:?}");
        }
    }
}
