//! The catalogue: every explanation, in one place.
//!
//! The one idea: text is total. The keys are enums, and each text is an arm of an exhaustive match, so an
//! event, an error, a state or a term without its explanation does not compile. Facts without language
//! (system call, source, Node's name) stand once in `facts`; each language is one folder, such as `en`.
//!
//! See it run: `netlab explain accepted`.

mod alias;
mod alias_chinese;
mod alias_terms;
mod change;
mod console;
mod en;
mod entry;
mod facts;
mod find;
#[cfg(feature = "cli")]
mod help;
#[cfg(test)]
mod laws;
mod live;
#[cfg(feature = "cli")]
mod near;
mod osi;
mod records;
mod remark;
mod said;
mod term;
mod term_list;
#[cfg(all(test, feature = "cli"))]
mod walk;
mod word;
mod zh;

pub use crate::lang::Lang;

use crate::event::{ErrorCode, Event, Kind, TcpState, TlsFacts, Transport};
use crate::packet::{self, Field};
use crate::terminal::Encoding;

pub use entry::{
    ClockWords, Drawn, ErrorFacts, ErrorText, EventFacts, EventText, FieldFacts, FieldText, Labels, Layer,
    OsiText, PageWords, Short, StateFacts, StateText, TermFacts, TermText,
};
#[cfg(feature = "cli")]
pub use help::{CommandHelp, HelpWords, ManualSection, Purpose};
pub use live::LiveWords;
pub use osi::Osi;
pub use remark::Remark;
pub use term::Term;
pub use word::Word;

/// What a kind of event means.
#[must_use]
pub fn event(lang: Lang, kind: Kind) -> &'static EventText {
    match lang {
        Lang::English => en::events::text(kind),
        Lang::Chinese => zh::events::text(kind),
    }
}

/// What a kind of event means where it happens over this transport.
#[must_use]
pub fn event_over(lang: Lang, kind: Kind, transport: Transport) -> &'static EventText {
    match lang {
        Lang::English => en::over::text(kind, transport),
        Lang::Chinese => zh::over::text(kind, transport),
    }
}

/// The same in two clauses.
#[must_use]
pub fn short(lang: Lang, kind: Kind, transport: Transport) -> Short {
    match lang {
        Lang::English => en::short::short(kind, transport),
        Lang::Chinese => zh::short::short(kind, transport),
    }
}

/// A fact of this catalogue in a language: its words are another's, its names are the same.
#[must_use]
pub fn detail(lang: Lang, fact: &'static str) -> &'static str {
    match lang {
        Lang::English => fact,
        Lang::Chinese => zh::details::detail(fact),
    }
}

/// The facts about a kind of event: system call, state, layer, Node's name, source.
#[must_use]
pub fn event_facts(kind: Kind) -> &'static EventFacts {
    facts::events::facts(kind)
}

/// What an error means and what to do about it.
#[must_use]
pub fn error(lang: Lang, code: ErrorCode) -> &'static ErrorText {
    match lang {
        Lang::English => en::errors::text(code),
        Lang::Chinese => zh::errors::text(code),
    }
}

/// Why a TLS conversation failed and who refused, in a few words; `name` is the one that a client asked for.
#[must_use]
pub fn tls_failure(lang: Lang, facts: &TlsFacts, name: Option<&str>) -> String {
    match lang {
        Lang::English => en::tls::failure(facts, name),
        Lang::Chinese => zh::tls::failure(facts, name),
    }
}

/// What so many bytes of a stream are, of which these first ones were kept, where they are TLS: `2 TLS records,
/// application data 40 and 19`. `None` where they are no TLS, or do not begin with a record.
#[must_use]
pub fn records(lang: Lang, first: &[u8], len: u64) -> Option<String> {
    let records = packet::records(first, len)?;
    Some(match lang {
        Lang::English => en::tls::records(&records),
        Lang::Chinese => zh::tls::records(&records),
    })
}

/// A count of bytes, and what they are: `69 bytes: 2 TLS records, application data 40 and 19`.
#[must_use]
pub fn sealed(lang: Lang, bytes: &str, records: &str) -> String {
    lang.pick(format!("{bytes}: {records}"), format!("{bytes}：{records}"))
}

/// An error in a few words, the same on every system: `connection refused`.
#[must_use]
pub fn error_words(lang: Lang, code: ErrorCode) -> &'static str {
    match lang {
        Lang::English => en::error_words::words(code),
        Lang::Chinese => zh::error_words::words(code),
    }
}

/// The facts about an error: the calls that give it, Node's name, source.
#[must_use]
pub fn error_facts(code: ErrorCode) -> &'static ErrorFacts {
    facts::errors::facts(code)
}

/// What a TCP state means and who is to act next.
#[must_use]
pub fn state(lang: Lang, state: TcpState) -> &'static StateText {
    match lang {
        Lang::English => en::states::text(state),
        Lang::Chinese => zh::states::text(state),
    }
}

/// The facts about a TCP state: Linux's names, source.
#[must_use]
pub fn state_facts(state: TcpState) -> &'static StateFacts {
    facts::states::facts(state)
}

/// What a header field means.
#[must_use]
pub fn field(lang: Lang, field: Field) -> &'static FieldText {
    match lang {
        Lang::English => en::fields::text(field),
        Lang::Chinese => zh::fields::text(field),
    }
}

/// What a header field is called within its own header: `window`, `source port`.
#[must_use]
pub fn field_label(lang: Lang, field: Field) -> String {
    match lang {
        Lang::English => field.label(),
        Lang::Chinese => zh::fields::label(field).to_owned(),
    }
}

/// A header field's value, as the decoder gives it, in this language.
#[must_use]
pub fn field_value(lang: Lang, value: &str) -> String {
    match lang {
        Lang::English => value.to_owned(),
        Lang::Chinese => zh::fields::value(value),
    }
}

/// What a layer of the Internet is called.
#[must_use]
pub fn layer(lang: Lang, layer: Layer) -> &'static str {
    match lang {
        Lang::English => layer.name(),
        Lang::Chinese => zh::osi::internet_layer(layer),
    }
}

/// The facts about a header field: source.
#[must_use]
pub fn field_facts(field: Field) -> &'static FieldFacts {
    facts::fields::facts(field)
}

/// What a layer of the OSI model does.
#[must_use]
pub fn osi(lang: Lang, layer: Osi) -> &'static OsiText {
    match lang {
        Lang::English => en::osi::text(layer),
        Lang::Chinese => zh::osi::text(layer),
    }
}

/// What is to be said of a socket beside its state.
#[must_use]
pub fn remark(lang: Lang, remark: Remark) -> &'static StateText {
    match lang {
        Lang::English => en::remarks::text(remark),
        Lang::Chinese => zh::remarks::text(remark),
    }
}

/// What a term means.
#[must_use]
pub fn term(lang: Lang, term: Term) -> &'static TermText {
    match lang {
        Lang::English => en::terms::text(term),
        Lang::Chinese => zh::terms::text(term),
    }
}

/// The facts about a term: what to read next, source.
#[must_use]
pub fn term_facts(term: Term) -> &'static TermFacts {
    facts::terms::facts(term)
}

/// What happened in this very call, in one line, without its payload.
#[must_use]
pub fn fact(lang: Lang, event: &Event<'_>) -> String {
    match lang {
        Lang::English => en::told::fact(event),
        Lang::Chinese => zh::told::fact(event),
    }
}

/// How the state of this event's connection changed; `None` where it did not, or where that is not known.
#[must_use]
pub fn state_change(lang: Lang, event: &Event<'_>) -> Option<String> {
    change::of(lang, event, |fact| detail(lang, fact))
}

/// What the kernel says of an event's connection, in one line; `None` where it was not asked.
#[must_use]
pub fn kernel_view(lang: Lang, event: &Event<'_>) -> Option<String> {
    match lang {
        Lang::English => en::told::kernel_view(event),
        Lang::Chinese => zh::told::kernel_view(event),
    }
}

/// The rules of a relay, of what a record keeps of them, and the scenario's phase: `phase "slow": delay 1s`.
#[must_use]
pub fn rules(lang: Lang, phase: Option<&str>, record: &str) -> String {
    match lang {
        Lang::English => en::rules::in_force(phase, record),
        Lang::Chinese => zh::rules::in_force(phase, record),
    }
}

/// A number of bytes as people say it: `512 bytes`, `64.0 KiB`, `3.1 MiB`.
#[must_use]
pub fn byte_size(lang: Lang, n_bytes: u64) -> String {
    match lang {
        Lang::English => en::numbers::byte_size(n_bytes),
        Lang::Chinese => zh::numbers::byte_size(n_bytes),
    }
}

/// What a payload is that is not UTF-8, in a few words.
#[must_use]
pub fn encoding(lang: Lang, encoding: Encoding) -> &'static str {
    match lang {
        Lang::English => en::numbers::encoding(encoding),
        Lang::Chinese => zh::numbers::encoding(encoding),
    }
}

/// The same, and how its bytes are shown.
#[must_use]
pub fn shown_as(lang: Lang, encoding: Encoding) -> &'static str {
    match lang {
        Lang::English => en::numbers::shown_as(encoding),
        Lang::Chinese => zh::numbers::shown_as(encoding),
    }
}

/// The line that stands for events which came faster than they could be shown.
#[must_use]
pub fn skipped(lang: Lang, parts: &[String]) -> String {
    match lang {
        Lang::English => en::told::skipped(parts),
        Lang::Chinese => zh::told::skipped(parts),
    }
}

/// The words beside the details of an event.
#[must_use]
pub fn labels(lang: Lang) -> &'static Labels {
    match lang {
        Lang::English => &en::told::LABELS,
        Lang::Chinese => &zh::told::LABELS,
    }
}

/// The words of a ladder.
#[must_use]
pub fn drawn(lang: Lang) -> &'static Drawn {
    match lang {
        Lang::English => &en::drawn::DRAWN,
        Lang::Chinese => &zh::drawn::DRAWN,
    }
}

/// The words of a page that shows a ladder.
#[must_use]
pub fn page_words(lang: Lang) -> &'static PageWords {
    match lang {
        Lang::English => &en::drawn::PAGE,
        Lang::Chinese => &zh::drawn::PAGE,
    }
}

/// The words of a page on which events appear as they happen.
#[must_use]
pub fn live_words(lang: Lang) -> &'static LiveWords {
    match lang {
        Lang::English => &en::live::LIVE,
        Lang::Chinese => &zh::live::LIVE,
    }
}

/// What the help says of every command.
#[cfg(feature = "cli")]
pub fn commands(lang: Lang) -> impl Iterator<Item = &'static CommandHelp> {
    let all = match lang {
        Lang::English => en::help::ALL,
        Lang::Chinese => zh::help::ALL,
    };
    all.into_iter().flatten()
}

/// Every command under its purpose.
#[cfg(feature = "cli")]
#[must_use]
pub fn overview(lang: Lang) -> &'static [Purpose] {
    match lang {
        Lang::English => en::help::OVERVIEW,
        Lang::Chinese => zh::help::OVERVIEW,
    }
}

/// The words around the help of all commands.
#[cfg(feature = "cli")]
#[must_use]
pub fn help_words(lang: Lang) -> &'static HelpWords {
    match lang {
        Lang::English => &en::help::WORDS,
        Lang::Chinese => &zh::help::WORDS,
    }
}

/// What a manual page says beyond commands and options.
#[cfg(feature = "cli")]
#[must_use]
pub fn manual(lang: Lang) -> &'static [ManualSection] {
    match lang {
        Lang::English => en::help::MANUAL,
        Lang::Chinese => zh::help::MANUAL,
    }
}
