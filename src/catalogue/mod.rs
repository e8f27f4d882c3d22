//! The catalogue: every explanation, in one place.
//!
//! The one idea: text is total. The keys are enums, and each text is an arm of an exhaustive match, so an
//! event, an error, a state or a term without its explanation does not compile. Facts without language
//! (system call, source, Node's name) stand once in `facts`; each language is one folder, such as `en`.
//!
//! See it run: `netlab explain accepted`.

mod alias;
mod alias_terms;
mod en;
mod entry;
mod facts;
mod find;
#[cfg(feature = "cli")]
mod help;
#[cfg(feature = "cli")]
mod near;
mod osi;
mod remark;
mod said;
mod term;
mod term_list;
#[cfg(all(test, feature = "cli"))]
mod walk;
mod word;

use crate::event::{ErrorCode, Event, Kind, TcpState, Transport};
use crate::packet::Field;
use crate::terminal::Encoding;

pub use entry::{
    ClockWords, Drawn, ErrorFacts, ErrorText, EventFacts, EventText, FieldFacts, FieldText, Labels, Layer,
    OsiText, PageWords, Short, StateFacts, StateText, TermFacts, TermText,
};
#[cfg(feature = "cli")]
pub use help::{CommandHelp, HelpWords, ManualSection, Purpose};
pub use osi::Osi;
pub use remark::Remark;
pub use term::Term;
pub use word::Word;

/// What a kind of event means, in English.
#[must_use]
pub fn event(kind: Kind) -> &'static EventText {
    en::events::text(kind)
}

/// What a kind of event means where it happens over this transport, in English.
#[must_use]
pub fn event_over(kind: Kind, transport: Transport) -> &'static EventText {
    en::over::text(kind, transport)
}

/// The same in two clauses.
#[must_use]
pub fn short(kind: Kind, transport: Transport) -> Short {
    en::short::short(kind, transport)
}

/// The facts about a kind of event: system call, state, layer, Node's name, source.
#[must_use]
pub fn event_facts(kind: Kind) -> &'static EventFacts {
    facts::events::facts(kind)
}

/// What an error means and what to do about it, in English.
#[must_use]
pub fn error(code: ErrorCode) -> &'static ErrorText {
    en::errors::text(code)
}

/// An error in a few words of English, the same on every system: `connection refused`.
#[must_use]
pub fn error_words(code: ErrorCode) -> &'static str {
    en::error_words::words(code)
}

/// The facts about an error: the calls that give it, Node's name, source.
#[must_use]
pub fn error_facts(code: ErrorCode) -> &'static ErrorFacts {
    facts::errors::facts(code)
}

/// What a TCP state means and who is to act next, in English.
#[must_use]
pub fn state(state: TcpState) -> &'static StateText {
    en::states::text(state)
}

/// The facts about a TCP state: Linux's names, source.
#[must_use]
pub fn state_facts(state: TcpState) -> &'static StateFacts {
    facts::states::facts(state)
}

/// What a header field means, in English.
#[must_use]
pub fn field(field: Field) -> &'static FieldText {
    en::fields::text(field)
}

/// The facts about a header field: source.
#[must_use]
pub fn field_facts(field: Field) -> &'static FieldFacts {
    facts::fields::facts(field)
}

/// What a layer of the OSI model does, in English.
#[must_use]
pub fn osi(layer: Osi) -> &'static OsiText {
    en::osi::text(layer)
}

/// What is to be said of a socket beside its state, in English.
#[must_use]
pub fn remark(remark: Remark) -> &'static StateText {
    en::remarks::text(remark)
}

/// What a term means, in English.
#[must_use]
pub fn term(term: Term) -> &'static TermText {
    en::terms::text(term)
}

/// The facts about a term: what to read next, source.
#[must_use]
pub fn term_facts(term: Term) -> &'static TermFacts {
    facts::terms::facts(term)
}

/// What happened in this very call, in one line of English, without its payload.
#[must_use]
pub fn fact(event: &Event<'_>) -> String {
    en::told::fact(event)
}

/// How the state of this event's connection changed; `None` where it did not, or where that is not known.
#[must_use]
pub fn state_change(event: &Event<'_>) -> Option<String> {
    en::change::of(event)
}

/// What the kernel says of an event's connection, in one line of English; `None` where it was not asked.
#[must_use]
pub fn kernel_view(event: &Event<'_>) -> Option<String> {
    en::told::kernel_view(event)
}

/// The rules of a relay, of what a record keeps of them, and the scenario's phase: `phase "slow": delay 1s`.
#[must_use]
pub fn rules(phase: Option<&str>, record: &str) -> String {
    en::rules::in_force(phase, record)
}

/// A number of bytes as people say it: `512 bytes`, `64.0 KiB`, `3.1 MiB`.
#[must_use]
pub fn byte_size(n_bytes: u64) -> String {
    en::numbers::byte_size(n_bytes)
}

/// What a payload is that is not UTF-8, in a few words of English.
#[must_use]
pub fn encoding(encoding: Encoding) -> &'static str {
    en::numbers::encoding(encoding)
}

/// The same, and how its bytes are shown.
#[must_use]
pub fn shown_as(encoding: Encoding) -> &'static str {
    en::numbers::shown_as(encoding)
}

/// The line that stands for events which came faster than they could be shown.
#[must_use]
pub fn skipped(parts: &[String]) -> String {
    en::told::skipped(parts)
}

/// The words beside the details of an event, in English.
#[must_use]
pub fn labels() -> &'static Labels {
    &en::told::LABELS
}

/// The words of a ladder, in English.
#[must_use]
pub fn drawn() -> &'static Drawn {
    &en::drawn::DRAWN
}

/// The words of a page that shows a ladder, in English.
#[must_use]
pub fn page_words() -> &'static PageWords {
    &en::drawn::PAGE
}

/// What the help says of every command, in English.
#[cfg(feature = "cli")]
pub fn commands() -> impl Iterator<Item = &'static CommandHelp> {
    en::help::all()
}

/// Every command under its purpose, in English.
#[cfg(feature = "cli")]
#[must_use]
pub fn overview() -> &'static [Purpose] {
    en::help::OVERVIEW
}

/// The words around the help of all commands, in English.
#[cfg(feature = "cli")]
#[must_use]
pub fn help_words() -> &'static HelpWords {
    &en::help::WORDS
}

/// What a manual page says beyond commands and options, in English.
#[cfg(feature = "cli")]
#[must_use]
pub fn manual() -> &'static [ManualSection] {
    en::help::MANUAL
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text with the name of its entry and its limit in characters.
    type Limited = (&'static str, &'static str, usize);

    fn titles() -> Vec<Limited> {
        Word::all()
            .map(|word| match word {
                Word::Event(kind) => (word.name(), event(kind).title, 60),
                Word::Error(code) => (word.name(), error(code).title, 60),
                Word::State(one) => (word.name(), state(one).title, 60),
                Word::Term(one) => (word.name(), term(one).title, 70),
                Word::Field(one) => (word.name(), field(one).title, 60),
            })
            .chain(Remark::ALL.iter().map(|one| ("a remark", remark(*one).title, 60)))
            .collect()
    }

    fn paragraphs() -> Vec<Limited> {
        let mut all = Vec::new();
        for word in Word::all() {
            let parts: &[(&'static str, usize)] = match word {
                Word::Event(kind) => &[(event(kind).proves, 320), (event(kind).does_not_prove, 240)],
                Word::Error(code) => &[(error(code).means, 320), (error(code).remedy, 320)],
                Word::State(one) => &[(state(one).meaning, 320), (state(one).next, 240)],
                Word::Term(one) => &[(term(one).meaning, 560)],
                Word::Field(one) => &[(field(one).meaning, 320)],
            };
            all.extend(parts.iter().map(|(text, limit)| (word.name(), *text, *limit)));
        }
        for (kind, transport) in over_each_transport() {
            let text = event_over(kind, transport);
            all.extend([(kind.name(), text.proves, 320), (kind.name(), text.does_not_prove, 240)]);
        }
        for one in Remark::ALL {
            all.extend([("a remark", remark(*one).meaning, 320), ("a remark", remark(*one).next, 240)]);
        }
        all
    }

    fn over_each_transport() -> impl Iterator<Item = (Kind, Transport)> {
        Kind::ALL.iter().flat_map(|kind| [(*kind, Transport::Tcp), (*kind, Transport::Udp)])
    }

    fn sources() -> Vec<(&'static str, &'static str)> {
        Word::all()
            .map(|word| match word {
                Word::Event(kind) => (word.name(), event_facts(kind).source),
                Word::Error(code) => (word.name(), error_facts(code).source),
                Word::State(one) => (word.name(), state_facts(one).source),
                Word::Term(one) => (word.name(), term_facts(one).source),
                Word::Field(one) => (word.name(), field_facts(one).source),
            })
            .collect()
    }

    #[test]
    fn each_title_is_one_short_line_without_a_final_stop() {
        for (name, title, limit) in titles() {
            assert!((10..=limit).contains(&title.chars().count()), "{name}: {title}");
            assert!(!title.ends_with('.') && !title.contains('\n'), "{name}: {title}");
            assert!(!title.starts_with(char::is_uppercase), "{name}: {title}");
        }
    }

    #[test]
    fn each_paragraph_keeps_its_limit_and_consists_of_whole_sentences() {
        for (name, text, limit) in paragraphs() {
            assert!((20..=limit).contains(&text.chars().count()), "{name}: {text}");
            assert!(text.ends_with('.') && !text.contains("  "), "{name}: {text}");
        }
    }

    /// A line of the source that ends in the middle of a word leaves a blank in it.
    #[test]
    fn no_word_is_torn_after_its_hyphen() {
        for (name, text, _) in paragraphs() {
            let torn = text.match_indices("- ").find(|(at, _)| {
                let is_torn = text[..*at].ends_with(char::is_alphanumeric);
                is_torn && !["and ", "or "].iter().any(|word| text[at + 2..].starts_with(word))
            });
            assert_eq!(torn, None, "{name}: {text}");
        }
    }

    #[test]
    fn what_a_layer_does_fits_a_table_of_80_columns() {
        for layer in Osi::ALL {
            let text = osi(*layer);
            let local = text.local_part.unwrap_or(text.part);
            let parts = [text.part, text.ftp, local].map(|said| (said, 36));
            let handlers = [text.handler, text.local_handler].map(|said| (said, 16));
            for (said, limit) in parts.into_iter().chain(handlers).chain([(text.name, 12)]) {
                assert!((5..=limit).contains(&said.chars().count()), "{layer:?}: {said}");
            }
        }
    }

    #[test]
    fn no_text_belittles_its_reader() {
        for (name, text, _) in titles().into_iter().chain(paragraphs()) {
            for said in text.split(|c: char| !c.is_alphabetic()) {
                let belittles = ["simply", "just", "obviously", "easy", "easily", "trivial"].contains(&said);
                assert!(!belittles, "{name} says {said}: {text}");
            }
        }
    }

    /// Where a source may come from: standards, manuals, and a vendor's own pages for its own system.
    const KNOWN_SOURCES: [&str; 8] = [
        "RFC ",
        "ITU-T ",
        "man ",
        "docs.rs/",
        "docs.kernel.org: ",
        "docs.python.org: ",
        "learn.microsoft.com: ",
        "nodejs.org: ",
    ];

    #[test]
    fn each_entry_names_its_sources() {
        for (name, source) in sources() {
            for one in source.split("; ") {
                let known = KNOWN_SOURCES.iter().any(|start| one.starts_with(start));
                assert!(known, "{name}: {one}");
            }
        }
    }

    #[test]
    fn each_term_points_to_one_to_three_others() {
        for one in Term::ALL {
            let see = term_facts(*one).see;
            assert!((1..=3).contains(&see.len()), "{one}");
            assert!(!see.contains(one), "{one} points to itself");
        }
    }

    #[test]
    fn each_state_change_names_known_states() {
        for kind in Kind::ALL {
            let change = event_facts(*kind).state_change.unwrap_or("CLOSED");
            let names = change.split(|c: char| c != '_' && !c.is_ascii_uppercase() && !c.is_ascii_digit());
            for name in names.filter(|name| name.len() > 3) {
                assert!(name.parse::<TcpState>().is_ok(), "{kind}: {name}");
            }
        }
    }
}
