//! A leaf that lies on the lesson for a while: the keys, the steps, a word or the page's events explained.
//!
//! The one idea: what is looked up while reading is read where one reads, and the lesson is still there below.
//!
//! See it run: `?`, `g`, `x` and `/backlog` in `netlab lesson 2`.

use std::path::Path;

use crate::catalogue::{self, Lang, Word};
use crate::cli::commands::explain::entry;
use crate::cli::commands::lesson::book::Book;
use crate::cli::commands::lesson::page::Page;
use crate::cli::commands::lesson::words;
use crate::event::{Kind, Transport};
use crate::lessons::{Part, Step};
use crate::markdown::{Block, Look, Paint, draw, paint, parse, rule};
use crate::terminal::{self, folded, without_colours, wrapped};

/// What lies on the lesson.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leaf {
    Keys,
    Steps,
    Explained(Word),
    /// The events that are told on the page.
    Told,
}

/// The keys, and where commands run.
pub(super) fn keys(lang: Lang, place: &Path, look: Look) -> Page {
    let mut lines = draw(&parse(words::keys(lang)), look);
    lines.extend([String::new(), words::folder(lang).to_owned()]);
    lines.extend(folded(&terminal::escaped(place.as_os_str().as_encoded_bytes()), look.n_columns));
    Page { lines, stage: None }
}

/// The steps, each with its number and its first words.
pub(super) fn steps(book: &Book, at: usize, look: Look) -> Page {
    let steps = &book.steps;
    let mut lines = vec![rule(words::steps(book.lang), Paint::Heading, look), String::new()];
    let width = steps.iter().map(|step| terminal::width(&step.section)).max().unwrap_or(0);
    let mut before = "";
    for (index, step) in steps.iter().enumerate() {
        let section = if step.section == before { "" } else { &step.section };
        before = &step.section;
        let section = format!("{section}{}", " ".repeat(width - terminal::width(section)));
        let mark = if index == at { "▸" } else { " " };
        let row = format!("{mark} {:>2}  {section}  {}", index + 1, begin(step));
        let row = terminal::cut(&row, look.n_columns);
        lines.push(if index == at { paint(&row, Paint::Strong, look.has_colour) } else { row });
    }
    Page { lines, stage: None }
}

/// What a step begins with: its title, its command, or its first words.
fn begin(step: &Step) -> String {
    let command = step.terminals().and_then(|terminals| terminals.first()?.exchanges.first());
    if let Some(line) = command.and_then(|exchange| exchange.command.lines().next()) {
        return format!("$ {line}");
    }
    let texts = step.parts.iter().filter_map(|part| match part {
        Part::Text(blocks) => Some(blocks),
        Part::Terminals(_) => None,
    });
    let words = |block: &Block| match block {
        Block::Heading(1, text) | Block::Paragraph(text) => Some(text.plain()),
        Block::Quote(blocks) => blocks.iter().find_map(|block| match block {
            Block::Paragraph(text) => Some(text.plain()),
            _ => None,
        }),
        _ => None,
    };
    texts.flatten().find_map(words).unwrap_or_default()
}

/// The explanation that was asked for, or what is said where there is none.
pub(super) fn find(lang: Lang, typed: &str) -> Result<Leaf, String> {
    let unknown = || {
        let near = [Word::near(typed), Word::mentioning(lang, typed)].concat();
        let near: Vec<&str> = near.iter().take(3).map(|word| word.name()).collect();
        words::unknown_word(lang, typed, &near)
    };
    Word::find(typed).map(Leaf::Explained).ok_or_else(unknown)
}

/// A word of the catalogue, as `netlab explain` draws it.
pub(super) fn explained(lang: Lang, word: Word, look: Look) -> Page {
    Page { lines: shown(&entry(lang, word, look.n_columns), look), stage: None }
}

/// What the events mean that are told on a page, at length.
pub(super) fn told(lang: Lang, kinds: &[(Kind, Transport)], look: Look) -> Page {
    let labels = catalogue::labels(lang);
    let mut lines = vec![rule(words::told(lang), Paint::Heading, look)];
    for (kind, transport) in kinds {
        let text = catalogue::event_over(lang, *kind, *transport);
        let paragraph = [text.proves, text.does_not_prove].join(labels.gap);
        let name = paint(kind.name(), Paint::Strong, look.has_colour);
        lines.extend([String::new(), [name.as_str(), text.title].join(labels.colon)]);
        lines.extend(wrapped(&paragraph, look.n_columns, "  ").lines().map(str::to_owned));
    }
    Page { lines, stage: None }
}

/// The lines of a text with its own colours, or without them.
fn shown(text: &str, look: Look) -> Vec<String> {
    let line = |line: &str| {
        if look.has_colour {
            return line.to_owned();
        }
        String::from_utf8_lossy(&without_colours(line.as_bytes())).into_owned()
    };
    text.trim_end().lines().map(line).collect()
}
