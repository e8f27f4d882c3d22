//! A ladder in a terminal: box drawing, as wide as it is given.
//!
//! The one idea: a face decides only how things look; what stands where comes from the layout. Widths
//! are counted in columns, so Chinese text keeps the lines straight.
//!
//! See it run: `netlab tour`.

use std::iter;

use crate::event::Kind;
use crate::ladder::layout::{Picture, Row, Side};
use crate::terminal;

/// Draws a picture in so many columns; below 60 nothing is left out, but lines grow longer than that.
#[must_use]
pub fn text(picture: &Picture, n_columns: usize) -> String {
    let inner = n_columns.saturating_sub(TIME_COLUMNS + 2).max(MIN_INNER_COLUMNS);
    let client = format!("client {}", picture.client);
    let server = format!("server {}", picture.server);
    let gap = (inner + 2).saturating_sub(terminal::width(&client) + terminal::width(&server));
    let title = format!("{:TIME_COLUMNS$}{client}{:gap$}{server}", "", "");
    let empty = format!("{:TIME_COLUMNS$}│{:inner$}│", "", "");
    let rows = picture.rows.iter().map(|row| line(row, inner));
    iter::once(title)
        .chain(iter::once(empty.clone()))
        .chain(rows)
        .chain(iter::once(empty))
        .fold(String::new(), |text, line| text + &line + "\n")
}

const TIME_COLUMNS: usize = 10;
const MIN_INNER_COLUMNS: usize = 48;

fn line(row: &Row, inner: usize) -> String {
    match row {
        Row::Mark { at_us, side, kind, is_listener, len } => {
            let bytes =
                len.map_or_else(String::new, |len| format!(" {} that nobody took", terminal::byte_size(len)));
            let whose = if *is_listener && *kind == Kind::Closed { "listener " } else { "" };
            let label = format!("{whose}{kind}{bytes}");
            let (left, right) = match side {
                Side::Client => (format!("● {label}"), "│"),
                Side::Server => (
                    format!("│{}{label} ●", " ".repeat(inner.saturating_sub(terminal::width(&label) + 1))),
                    "",
                ),
            };
            let pad = (inner + 1).saturating_sub(terminal::width(&left)) * usize::from(!right.is_empty());
            format!("{}{left}{:pad$}{right}", time(*at_us), "")
        }
        Row::Arrow { at_us, from, sent, taken, len, data } => {
            let room = inner.saturating_sub(6);
            let label = format!(" {} ", terminal::cut(&label_of(*sent, *taken, *len, data, room), room));
            let dashes = "─".repeat(inner.saturating_sub(terminal::width(&label) + 3));
            let arrow = match from {
                Side::Client => format!("├──{label}{dashes}▶│"),
                Side::Server => format!("│◀{dashes}{label}──┤"),
            };
            format!("{}{arrow}", time(*at_us))
        }
    }
}

fn time(at_us: u64) -> String {
    format!("{:>width$}  ", terminal::span(at_us), width = TIME_COLUMNS - 2)
}

fn label_of(sent: Kind, taken: Kind, len: u64, data: &[u8], room: usize) -> String {
    if len == 0 {
        return format!("{sent} → {taken}");
    }
    let size = terminal::byte_size(len);
    let whole = if data.len() as u64 == len { "" } else { "…" };
    let bytes = format!("{}{whole}", terminal::escaped(data));
    format!("{size} \"{}\"", terminal::cut(&bytes, room.saturating_sub(size.len() + 3)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_stay_straight_with_chinese_text_and_foreign_bytes() {
        let arrow = |from, data: &[u8]| Row::Arrow {
            at_us: 1_250,
            from,
            sent: Kind::Sent,
            taken: Kind::Received,
            len: data.len() as u64,
            data: data.to_vec(),
        };
        let picture = Picture {
            client: "127.0.0.1:54321".parse().expect("an address"),
            server: "127.0.0.1:8080".parse().expect("an address"),
            rows: vec![
                Row::Mark {
                    at_us: 0,
                    side: Side::Server,
                    kind: Kind::Listening,
                    is_listener: true,
                    len: None,
                },
                arrow(Side::Server, "你好，世界\n".as_bytes()),
                arrow(Side::Client, b"\x1b[31mred, and a line that is longer than the picture is wide"),
                Row::Mark {
                    at_us: 85,
                    side: Side::Client,
                    kind: Kind::Closed,
                    is_listener: false,
                    len: None,
                },
            ],
        };
        let drawn = text(&picture, 64);
        let expected = [
            "          client 127.0.0.1:54321           server 127.0.0.1:8080",
            "          │                                                    │",
            "    0 µs  │                                          listening ●",
            "  1.2 ms  │◀──────────────────────── 16 bytes \"你好，世界\\n\" ──┤",
            "  1.2 ms  ├── 60 bytes \"\\x1b[31mred, and a line that is lo…\" ─▶│",
            "   85 µs  ● closed                                             │",
            "          │                                                    │",
        ];
        assert_eq!(drawn.lines().collect::<Vec<_>>(), expected);
    }
}
