//! One entry of the catalogue, as it is printed.
//!
//! The one idea: a heading, the paragraphs, and the facts in two columns; each family of words has its own facts.
//!
//! See it run: `netlab explain TIME_WAIT`.

use colored::Colorize;

use crate::catalogue::{self, Lang, Word};
use crate::cli::commands::explain::words::{self, Label};
use crate::terminal;

/// One entry, with a heading, its texts, and its facts in two columns, in so many columns.
pub(crate) fn entry(lang: Lang, word: Word, n_columns: usize) -> String {
    let (title, paragraphs, facts) = match word {
        Word::Event(kind) => {
            let (text, facts) = (catalogue::event(lang, kind), catalogue::event_facts(kind));
            let detail = |fact: &'static str| catalogue::detail(lang, fact).to_owned();
            let state_change =
                facts.state_change.map_or_else(|| words::no_state_change(lang).to_owned(), detail);
            (
                text.title,
                vec![text.proves, text.does_not_prove],
                vec![
                    (Label::Call, detail(facts.call)),
                    (Label::TcpState, state_change),
                    (Label::Layer, catalogue::layer(lang, facts.layer).to_owned()),
                    (Label::Node, detail(facts.node)),
                    (Label::Python, detail(facts.python)),
                    (Label::Source, facts.source.to_owned()),
                ],
            )
        }
        Word::Error(code) => {
            let (text, facts) = (catalogue::error(lang, code), catalogue::error_facts(code));
            let rows = vec![
                (Label::Calls, catalogue::detail(lang, facts.calls).to_owned()),
                (Label::Node, catalogue::detail(lang, facts.node).to_owned()),
                (Label::Source, facts.source.to_owned()),
            ];
            (text.title, vec![text.means, text.remedy], rows)
        }
        Word::State(state) => {
            let (text, facts) = (catalogue::state(lang, state), catalogue::state_facts(state));
            let rows = vec![(Label::Linux, facts.linux.join(", ")), (Label::Source, facts.source.to_owned())];
            (text.title, vec![text.meaning, text.next], rows)
        }
        Word::Term(term) => {
            let (text, facts) = (catalogue::term(lang, term), catalogue::term_facts(term));
            let see: Vec<_> = facts.see.iter().map(|term| term.name()).collect();
            let rows = vec![(Label::SeeAlso, see.join(", ")), (Label::Source, facts.source.to_owned())];
            (text.title, vec![text.meaning], rows)
        }
        Word::Field(field) => {
            let (text, facts) = (catalogue::field(lang, field), catalogue::field_facts(field));
            (text.title, vec![text.meaning], vec![(Label::Source, facts.source.to_owned())])
        }
    };
    let mut text = [&*word.name().bold().to_string(), title].join(catalogue::labels(lang).colon) + "\n\n";
    for paragraph in paragraphs {
        text += &format!("{}\n\n", terminal::wrapped(paragraph, n_columns, "  "));
    }
    for (label, fact) in facts.iter().filter(|(_, fact)| !fact.is_empty()) {
        text += &row(words::label(lang, *label), fact, n_columns);
    }
    text
}

/// One line of the table; a long fact goes on below itself.
fn row(name: &str, fact: &str, n_columns: usize) -> String {
    let wrapped = terminal::wrapped(fact, n_columns.saturating_sub(14), "");
    let gap = 10_usize.saturating_sub(terminal::width(name));
    let name = format!("{name}{:gap$}", "");
    format!("  {} {}\n", name.dimmed(), wrapped.replace('\n', &format!("\n{:13}", "")))
}
