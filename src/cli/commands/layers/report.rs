//! A message on its way down: who does what, what it becomes, and what that costs.
//!
//! The one idea: on the way down each layer puts its header in front, and on the way up the same layer of
//! the other machine takes it away. So the bytes grow and shrink again, and the programs notice nothing.
//!
//! See it run: `netlab layers`.

use std::fmt::Write;

use colored::Colorize;

use crate::catalogue::{self, Layer, Osi};
use crate::cli::commands::layers::detail::{dump, field, heading, ink_of};
use crate::cli::commands::layers::sent::{Sent, layer_of};
use crate::cli::commands::layers::words::{self, Cost};
use crate::packet::{Field, Medium, Plan, Protocol, Transport, check_sequence, take_apart};
use crate::terminal::{self, padded, palette};

/// All layers together.
pub(super) fn overview(sent: &Sent, n_columns: usize) -> String {
    let mut text = opening(sent, n_columns);
    text += &models(sent, n_columns);
    text += "\n";
    if !sent.is_plain {
        text += &picture(sent);
        text += &dump(sent, 0..sent.frame.len());
        text += "\n";
    }
    for section in sent.sections.iter().rev() {
        text += &heading(sent.lang, section);
        let layer = layer_of(section.protocol);
        for part in &section.parts {
            text += &field(sent, part, layer);
        }
    }
    text += "\n";
    text += &overhead(sent, n_columns);
    text += &sent.on_loopback().map_or_else(String::new, |plan| on_loopback(sent, plan, n_columns));
    text += &terminal::wrapped(words::examples(sent.lang), n_columns, "");
    text + "\n"
}

/// The message, who sends it to whom, and into how many frames it is cut.
fn opening(sent: &Sent, n_columns: usize) -> String {
    let n_bytes = sent.message.len();
    let shown = terminal::escaped(&sent.message);
    let mut text = format!("{}\n", terminal::cut(&words::message(sent.lang, n_bytes, &shown), n_columns));
    match std::str::from_utf8(&sent.message).map(|text| text.chars().count()) {
        Ok(n_chars) if n_chars == n_bytes => {}
        Ok(n_chars) => {
            let _ = writeln!(text, "{}", words::characters(sent.lang, n_chars, n_bytes));
        }
        Err(_) => {
            let what =
                terminal::other_encoding(&sent.message).map(|what| catalogue::shown_as(sent.lang, what));
            let _ = writeln!(text, "{}", words::text_is(sent.lang, what));
        }
    }
    let Plan { from, to, transport, medium, .. } = sent.plan;
    let way = words::way(sent.lang, (from, to), transport, medium);
    text += &format!("{}\n", terminal::wrapped(&way, n_columns, ""));
    if sent.pieces.len() > 1 {
        text += &format!("{}\n", terminal::wrapped(&cut(sent), n_columns, ""));
    }
    text + "\n"
}

/// How a message that is too long for one frame is cut.
fn cut(sent: &Sent) -> String {
    let (n_pieces, first) = (sent.pieces.len(), sent.pieces[0].n_data);
    let last = sent.pieces.last().map_or(0, |piece| piece.n_data);
    match sent.plan.transport {
        Transport::Tcp => words::cut_into_segments(sent.lang, n_pieces, first, last),
        Transport::Udp => words::cut_into_fragments(sent.lang, n_pieces, first, last),
    }
}

/// The seven layers of OSI beside the four of TCP/IP.
fn models(sent: &Sent, n_columns: usize) -> String {
    let mut text = String::new();
    if !sent.is_plain {
        let [osi, internet, part, handler] = words::columns(sent.lang);
        let head = format!("{} {} {} {handler}", padded(osi, 14), padded(internet, 11), padded(part, 36));
        let _ = writeln!(text, "{}", head.bold());
    }
    for osi in Osi::ALL {
        let about = catalogue::osi(sent.lang, *osi);
        let layer = osi.internet_layer();
        let part = part(sent, *osi);
        let (number, name, handler) = (osi.number(), about.name, handler(sent, *osi));
        let internet = catalogue::layer(sent.lang, layer);
        if sent.is_plain {
            let said = words::layer(sent.lang, number, [name, internet, &part, handler]);
            let _ = writeln!(text, "{}", terminal::wrapped(&said, n_columns, ""));
            continue;
        }
        let start = format!("{number} {} {}", padded(name, 12), padded(internet, 11));
        let _ = writeln!(text, "{} {} {handler}", palette::word(ink_of(layer), &start), padded(&part, 36));
    }
    text
}

/// A layer's part in this very message.
pub(super) fn part(sent: &Sent, osi: Osi) -> String {
    let about = catalogue::osi(sent.lang, osi);
    let local_part = about.local_part.filter(|_| sent.plan.medium == Medium::Loopback);
    let part = match osi {
        _ if local_part.is_some() => local_part.unwrap_or_default().to_owned(),
        _ if sent.is_ftp => about.ftp.to_owned(),
        Osi::Transport => about_place(sent, about.part, &sent.plan.to.port().to_string()),
        Osi::Presentation if str::from_utf8(&sent.message).is_err() => words::not_utf_8(sent.lang).to_owned(),
        Osi::Network => about_place(sent, about.part, &sent.plan.to.ip().to_string()),
        _ => about.part.to_owned(),
    };
    terminal::cut(&part, 36)
}

/// A layer's part, with the place that it is about; a full-width colon brings its own gap.
fn about_place(sent: &Sent, part: &str, place: &str) -> String {
    let gap = sent.lang.pick(" ", if part.ends_with('：') { "" } else { " " });
    format!("{part}{gap}{place}")
}

/// Who does a layer's work for this message.
pub(super) fn handler(sent: &Sent, osi: Osi) -> &'static str {
    let about = catalogue::osi(sent.lang, osi);
    if sent.plan.medium == Medium::Loopback { about.local_handler } else { about.handler }
}

/// The sections side by side, and below them what each layer calls its share.
fn picture(sent: &Sent) -> String {
    let cells: Vec<(String, Layer)> = sent
        .sections
        .iter()
        .map(|it| {
            (
                format!(" {} {} ", words::protocol_name(sent.lang, it.protocol), it.range.len()),
                layer_of(it.protocol),
            )
        })
        .collect();
    let line = |left: &str, between: &str, right: &str| {
        let parts: Vec<String> = cells.iter().map(|(cell, _)| "─".repeat(terminal::width(cell))).collect();
        format!("{left}{}{right}\n", parts.join(between))
    };
    let middle: Vec<String> = cells.iter().map(|(cell, layer)| palette::word(ink_of(*layer), cell)).collect();
    let mut text = line("┌", "┬", "┐") + &format!("│{}│\n", middle.join("│")) + &line("└", "┴", "┘");
    let end_of =
        |n_cells: usize| cells[..n_cells].iter().map(|(cell, _)| terminal::width(cell) + 1).sum::<usize>();
    let n_unpadded = sent.sections.iter().filter(|it| it.protocol != Protocol::Padding).count();
    for layer in [Layer::Link, Layer::Internet, Layer::Transport] {
        let Some(first) = cells.iter().position(|(_, it)| *it == layer) else { continue };
        let n_cells = if layer == Layer::Link { cells.len() } else { n_unpadded };
        let n_bytes: usize = sent.sections[first..n_cells].iter().map(|it| it.range.len()).sum();
        let width = end_of(n_cells) - end_of(first) - 1;
        let n_bytes = terminal::grouped(n_bytes as u64);
        let bracket =
            format!("├{}┤ {} {n_bytes}", "─".repeat(width), words::unit(sent.lang, sent.unit(layer)));
        let _ = writeln!(text, "{:1$}{2}", "", end_of(first), palette::word(ink_of(layer), &bracket));
    }
    text
}

/// What the headers cost, for all frames of this message.
fn overhead(sent: &Sent, n_columns: usize) -> String {
    let n_data = sent.message.len();
    let n_frames = sent.pieces.len();
    let n_all: usize = sent.pieces.iter().map(|piece| piece.n_frame).sum();
    let share = percent(n_all - n_data, n_all);
    let mut said =
        words::overhead(sent.lang, &Cost { n_data, n_all, n_frames, has_padding: has_padding(sent), share });
    if sent.plan.medium == Medium::Ethernet {
        let n_line = n_all + ON_THE_LINE * n_frames;
        let check = check_sequence(&sent.frame).map(|byte| format!("{byte:02x}")).join(" ");
        said += &words::on_the_cable(sent.lang, &check, n_line, &percent(n_data, n_line));
    }
    if sent.plan.transport == Transport::Tcp {
        said += words::not_counted(sent.lang);
    }
    format!("{}\n\n", terminal::wrapped(&said, n_columns, ""))
}

/// Preamble with its delimiter, check sequence, and the gap between frames (IEEE 802.3 §3.1.1, §4.4.2).
const ON_THE_LINE: usize = 8 + 4 + 12;

fn has_padding(sent: &Sent) -> bool {
    let n_first: usize = sent.pieces[0].n_data;
    sent.sections.iter().any(|it| it.protocol == Protocol::Padding) && n_first < 46
}

/// What is different where the message does not leave the machine.
fn on_loopback(sent: &Sent, plan: Plan, n_columns: usize) -> String {
    let Ok(frame) = plan.frame(&sent.message) else { return String::new() };
    let sections = take_apart(&frame).unwrap_or_default();
    let field = match plan.transport {
        Transport::Tcp => Field::TcpChecksum,
        Transport::Udp => Field::UdpChecksum,
    };
    let sum = sections.iter().flat_map(|it| &it.parts).find(|part| part.field == field);
    let sum = sum.map_or("", |part| part.value.as_str());
    let is_cut = plan.pieces(sent.message.len()).is_ok_and(|pieces| pieces.len() > 1);
    let checksum = if is_cut && plan.transport == Transport::Udp {
        words::checksum_is_whole(sent.lang).to_owned()
    } else {
        words::checksum_is_begun(sent.lang, plan.transport, sum)
    };
    let facts = [
        words::no_cable(sent.lang, frame.len()),
        checksum,
        words::no_padding(sent.lang).to_owned(),
        words::room(sent.lang, plan.room(), sent.plan.room()),
    ];
    let mut text = format!("{}\n", words::on_loopback(sent.lang, plan.from, plan.to));
    for fact in facts {
        let lines = terminal::wrapped(&fact, n_columns, "    ");
        let _ = writeln!(text, "  - {}", lines.trim_start());
    }
    text + "\n"
}

/// A share with one digit behind the point.
fn percent(part: usize, whole: usize) -> String {
    let share = per_mille(part, whole);
    format!("{}.{} %", share / 10, share % 10)
}

/// A share in thousandths, rounded.
pub(super) fn per_mille(part: usize, whole: usize) -> usize {
    (part * 2000 + whole) / (2 * whole.max(1))
}
