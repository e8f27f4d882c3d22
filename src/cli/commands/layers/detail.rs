//! One layer: its bytes, and each of its fields with what it means.
//!
//! The one idea: a header is read by one reader. Looking at one layer alone is to look with that reader's
//! eyes: a router sees the packet's header, and behind it bytes that are none of its business.
//!
//! See it run: `netlab layers --at internet`.

use colored::Colorize;

use crate::catalogue::{self, Lang, Layer};
use crate::cli::commands::layers::sent::{Sent, layer_of};
use crate::cli::commands::layers::words;
use crate::packet::{FieldAt, Section};
use crate::terminal;
use crate::terminal::palette::{self, Ink};

/// The ink that a layer has everywhere here: four that differ.
pub(super) const fn ink_of(layer: Layer) -> Ink {
    match layer {
        Layer::Application => Ink::Data,
        Layer::Transport => Ink::Ending,
        Layer::Internet => Ink::Opening,
        Layer::Link => Ink::Rule,
    }
}

/// A layer with all its fields, explained.
pub(super) fn explained(sent: &Sent, layer: Layer, n_columns: usize) -> String {
    let mut text = String::new();
    for section in sent.at(layer) {
        text += &heading(sent.lang, section);
        if !sent.is_plain {
            text += &dump(sent, section.range.clone());
        }
        if let Some(about) = words::about(sent.lang, section.protocol) {
            text += &format!("{}\n", terminal::wrapped(about, n_columns, "  "));
        }
        for part in &section.parts {
            let meaning = catalogue::field(sent.lang, part.field).meaning;
            text += &field(sent, part, layer);
            text += &format!("{}\n", terminal::wrapped(meaning, n_columns, "         ").dimmed());
        }
    }
    text
}

/// The header's name, its length and its place.
pub(super) fn heading(lang: Lang, section: &Section) -> String {
    let layer = layer_of(section.protocol);
    let title = words::heading(lang, catalogue::layer(lang, layer), &words::section(lang, section.protocol));
    let place = words::place(lang, section.range.start, section.range.len());
    palette::bold_word(ink_of(layer), &title) + &words::at_place(lang, &place) + "\n"
}

/// A field in one line: where, its bytes, its name, its value.
pub(super) fn field(sent: &Sent, part: &FieldAt, layer: Layer) -> String {
    let range = &part.range;
    let label = catalogue::field_label(sent.lang, part.field);
    let value = catalogue::field_value(sent.lang, &part.value);
    if sent.is_plain {
        let place = words::place(sent.lang, range.start, range.len());
        return format!("  {}\n", words::field(sent.lang, &label, &value, &place));
    }
    let at = match range.len() {
        1 => range.start.to_string(),
        _ => format!("{}-{}", range.start, range.end - 1),
    };
    let label = terminal::padded(&label, 22);
    let hex = if range.len() <= 4 { hex(&sent.frame[range.clone()]) } else { "…".to_owned() };
    format!("  {at:<6} {hex:<11}  {} {}\n", palette::word(ink_of(layer), &label), value)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" ")
}

/// Bytes of the frame, 16 a line, each in the colour of its layer, with the letters of ASCII beside them.
pub(super) fn dump(sent: &Sent, range: std::ops::Range<usize>) -> String {
    const PER_LINE: usize = 16;
    const MAX_LINES: usize = 16;
    let layer_at = |at: usize| {
        let section = sent.sections.iter().find(|section| section.range.contains(&at));
        section.map_or(Layer::Application, |section| layer_of(section.protocol))
    };
    let mut text = String::new();
    let places: Vec<usize> = range.clone().collect();
    for line in places.chunks(PER_LINE).take(MAX_LINES) {
        text += &format!("  {:>4} ", line[0]);
        for (column, at) in line.iter().enumerate() {
            let gap = if column == PER_LINE / 2 { "  " } else { " " };
            text += &format!(
                "{gap}{}",
                palette::word(ink_of(layer_at(*at)), &format!("{:02x}", sent.frame[*at]))
            );
        }
        let n_missing = PER_LINE - line.len();
        let width = 3 * n_missing + usize::from(line.len() <= PER_LINE / 2);
        text += &format!("{:width$}  ", "");
        for at in line {
            let byte = sent.frame[*at];
            let char = if byte.is_ascii_graphic() || byte == b' ' { char::from(byte) } else { '·' };
            text += &palette::word(ink_of(layer_at(*at)), &char.to_string());
        }
        text += "\n";
    }
    if range.len() > PER_LINE * MAX_LINES {
        text += &format!("  {}\n", words::more_bytes(sent.lang, range.len() - PER_LINE * MAX_LINES));
    }
    text
}
