//! `netlab explain`: one word of the catalogue, or the list of all.
//!
//! The one idea: the same text that a narration gives at the moment of an event can be looked up at any
//! time, by the word that the narration used.
//!
//! See it run: `netlab explain accepted`, `netlab explain ECONNREFUSED`.

use std::process::ExitCode;

use clap::Command;
use colored::Colorize;

use crate::catalogue::{self, Word};
use crate::cli::commands::exercise::mistake;
use crate::cli::desk::failure::{Failure, Leads, RequestFailure};
use crate::cli::desk::setting::Setting;
use crate::cli::desk::typed::folded;
use crate::cli::desk::width::of_narration;
use crate::terminal;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// An event, an error's name or number, a TCP state, a term, a header field or a mistake that a check named;
    /// without it, all are listed
    #[arg(allow_negative_numbers = true)]
    word: Vec<String>,
}

pub(crate) fn run(args: &Args, setting: &Setting, netlab: &Command) -> Result<ExitCode, Failure> {
    let asked = args.word.join(" ");
    let asked = folded(&asked);
    if asked.is_empty() {
        setting.print(&list());
        return Ok(ExitCode::SUCCESS);
    }
    let told = match Word::find(&asked) {
        Some(word) => Some(entry(word)),
        None => mistake::explained(&asked, setting)?,
    };
    let told = told.ok_or_else(|| unknown(&asked, netlab))?;
    setting.print(&told);
    Ok(ExitCode::SUCCESS)
}

/// Leads on where something fits: to a name, to a command of netlab, or to a text that uses the word.
fn unknown(asked: &str, netlab: &Command) -> Failure {
    let (near, mentioning) = (Word::near(asked), Word::mentioning(asked));
    // What a title says is surer than a guess by letters, but not than a part of a name.
    let is_guess = !near.iter().any(|word| word.name().contains(&asked.to_lowercase()));
    let leads = if netlab.find_subcommand(asked).is_some() {
        Leads::Command
    } else if !near.is_empty() && (mentioning.is_empty() || !is_guess) {
        Leads::Near(near)
    } else if !mentioning.is_empty() {
        Leads::Mentioning(mentioning)
    } else {
        Leads::Nowhere
    };
    RequestFailure::NotInCatalogue { asked: asked.to_owned(), leads }.into()
}

/// One entry, with a heading, its texts, and its facts in two columns.
fn entry(word: Word) -> String {
    let (title, paragraphs, facts) = match word {
        Word::Event(kind) => {
            let (text, facts) = (catalogue::event(kind), catalogue::event_facts(kind));
            let state_change = facts.state_change.unwrap_or("none");
            (
                text.title,
                vec![text.proves, text.does_not_prove],
                vec![
                    ("call", facts.call.to_owned()),
                    ("TCP state", state_change.to_owned()),
                    ("layer", facts.layer.name().to_owned()),
                    ("Node.js", facts.node.to_owned()),
                    ("source", facts.source.to_owned()),
                ],
            )
        }
        Word::Error(code) => {
            let (text, facts) = (catalogue::error(code), catalogue::error_facts(code));
            let rows = vec![
                ("calls", facts.calls.to_owned()),
                ("Node.js", facts.node.to_owned()),
                ("source", facts.source.to_owned()),
            ];
            (text.title, vec![text.means, text.remedy], rows)
        }
        Word::State(state) => {
            let (text, facts) = (catalogue::state(state), catalogue::state_facts(state));
            let rows = vec![("Linux", facts.linux.join(", ")), ("source", facts.source.to_owned())];
            (text.title, vec![text.meaning, text.next], rows)
        }
        Word::Term(term) => {
            let (text, facts) = (catalogue::term(term), catalogue::term_facts(term));
            let see: Vec<_> = facts.see.iter().map(|term| term.name()).collect();
            let rows = vec![("see also", see.join(", ")), ("source", facts.source.to_owned())];
            (text.title, vec![text.meaning], rows)
        }
        Word::Field(field) => {
            let (text, facts) = (catalogue::field(field), catalogue::field_facts(field));
            (text.title, vec![text.meaning], vec![("source", facts.source.to_owned())])
        }
    };
    let mut text = format!("{}: {title}\n\n", word.name().bold());
    for paragraph in paragraphs {
        text += &format!("{}\n\n", terminal::wrapped(paragraph, of_narration(), "  "));
    }
    for (name, fact) in facts.iter().filter(|(_, fact)| !fact.is_empty()) {
        text += &row(name, fact);
    }
    text
}

/// One line of the table; a long fact goes on below itself.
fn row(name: &str, fact: &str) -> String {
    let wrapped = terminal::wrapped(fact, of_narration().saturating_sub(14), "");
    format!("  {} {}\n", format!("{name:<10}").dimmed(), wrapped.replace('\n', &format!("\n{:13}", "")))
}

fn list() -> String {
    let title = |word: &Word| match *word {
        Word::Event(kind) => catalogue::event(kind).title,
        Word::Error(code) => catalogue::error(code).title,
        Word::State(state) => catalogue::state(state).title,
        Word::Term(term) => catalogue::term(term).title,
        Word::Field(field) => catalogue::field(field).title,
    };
    let heading = |word: &Word| match word {
        Word::Event(_) => "Events: what a socket did",
        Word::Error(_) => "Errors: what a call failed with",
        Word::State(_) => "States of a TCP connection",
        Word::Term(_) => "Terms",
        Word::Field(_) => "Header fields",
    };
    let mut text = String::new();
    let mut last = "";
    for word in Word::all() {
        if heading(&word) != last {
            last = heading(&word);
            text += &format!("{}{}\n", if text.is_empty() { "" } else { "\n" }, last.bold());
        }
        let width = if matches!(word, Word::Field(_)) { 25 } else { 18 };
        let line = format!("  {:<width$} {}", word.name(), title(&word));
        text += &format!("{}\n", terminal::cut(&line, of_narration()));
    }
    text + "\nnetlab explain WORD tells more of one.\n"
}
