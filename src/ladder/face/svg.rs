//! A ladder as a picture file: SVG, in light and in dark.
//!
//! The one idea: an arrow slants from where it left to where it arrived, so what crossed on the way is
//! seen to cross. The file needs nothing else, no script and no font, and every word in it is escaped.
//!
//! See it run: `netlab ladder -o run.svg run.jsonl`.

use std::fmt::Write;

use crate::catalogue::{self, Lang};
use crate::ladder::arrow::{Fate, Passing};
use crate::ladder::face::caption;
use crate::ladder::face::sheet::{LEFT, RIGHT, ROW, Shape, Sheet, Stroke, WIDE, sheets};
use crate::ladder::picture::{Picture, What};
use crate::terminal::palette;

/// The height of one line above a panel.
const HEAD: usize = 17;
/// Between two panels, and around the picture.
const MARGIN: usize = 24;
const WIDTH: usize = LEFT + WIDE + RIGHT;
/// How far an arrow slants within one row.
const SLANT: usize = 8;

/// Draws a picture as an SVG file.
#[must_use]
pub fn svg(picture: &Picture<'_>) -> String {
    let sheets = sheets(picture, WIDE);
    let mut body = String::new();
    let mut y = MARGIN;
    for sheet in &sheets {
        y = draw(&mut body, sheet, y) + MARGIN;
    }
    for note in caption::footnotes(picture) {
        let _ = writeln!(body, "<text class=\"part\" x=\"{LEFT}\" y=\"{}\">{}</text>", y + 4, escaped(&note));
        y += HEAD;
    }
    let title = title(picture);
    let height = y + MARGIN / 2;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\"{} class=\"ladder\" viewBox=\"0 0 {WIDTH} {height}\" \
         width=\"{WIDTH}\" height=\"{height}\" role=\"img\" aria-labelledby=\"title\">\n\
         <title id=\"title\">{}</title>\n<style>\n{}</style>\n\
         <rect class=\"ground\" width=\"100%\" height=\"100%\"/>\n{body}</svg>\n",
        match picture.lang {
            Lang::English => String::new(),
            lang @ Lang::Chinese => format!(" xml:lang=\"{}\"", lang.tag()),
        },
        escaped(&title),
        paint()
    )
}

/// The colours, and what has which: the page shares them.
pub(crate) fn paint() -> String {
    palette::style_sheet(".ladder") + include_str!("paint.css")
}

/// `A ladder: 12 rows, 3 sockets`.
fn title(picture: &Picture<'_>) -> String {
    (catalogue::drawn(picture.lang).title)(picture.rows.len(), n_sockets(picture))
}

/// How many sockets have a part in it.
pub(crate) fn n_sockets(picture: &Picture<'_>) -> usize {
    picture.lanes.iter().filter(|lane| lane.part.is_some()).map(|lane| lane.n_sockets).sum()
}

/// Draws a panel that begins at this height, and gives the height where it ends.
fn draw(body: &mut String, sheet: &Sheet<'_, '_>, top: usize) -> usize {
    // Where lines stand close their names are a stair, each above its own line.
    let stair = |index: usize| if sheet.is_close { index } else { 0 };
    let lines = sheet.heads.iter().enumerate().map(|(index, head)| stair(index) + head.words.len());
    let n_heads = lines.max().unwrap_or(0);
    for (index, head) in sheet.heads.iter().enumerate() {
        if sheet.is_close {
            let (x, from, to) = (head.x, top + HEAD * (index + 1), top + HEAD * n_heads + ROW / 2);
            let _ = writeln!(body, "<line class=\"lead\" x1=\"{x}\" y1=\"{from}\" x2=\"{x}\" y2=\"{to}\"/>");
        }
        for (line, word) in head.words.iter().enumerate() {
            let class = ["role", "address", "part"][line.min(2)];
            let y = top + HEAD * (stair(index) + line + 1) - 4;
            let (x, anchor) = (head.x, head.anchor.name());
            let _ = writeln!(
                body,
                "<text class=\"{class}\" x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{}</text>",
                escaped(word)
            );
        }
    }
    let top = top + n_heads * HEAD + 4;
    let y_of = |row: usize| top + row * ROW + ROW / 2 + 4;
    for (x, first, last, is_recorded) in &sheet.lives {
        let class = if *is_recorded { "life" } else { "life unrecorded" };
        let (from, to) = (y_of(*first) - ROW / 3, y_of(*last) + ROW / 3);
        let _ = writeln!(body, "<line class=\"{class}\" x1=\"{x}\" y1=\"{from}\" x2=\"{x}\" y2=\"{to}\"/>");
    }
    // First all that is drawn, then all that is written, so that no line goes over a word.
    for (at, stroke) in sheet.strokes.iter().enumerate() {
        let _ = writeln!(body, "<g class=\"{}\">{}</g>", stroke.class, ink(stroke, at, &y_of));
    }
    for (at, stroke) in sheet.strokes.iter().enumerate() {
        let _ = writeln!(body, "<g class=\"{}\">{}</g>", stroke.class, words(sheet.lang, stroke, y_of(at)));
    }
    top + sheet.strokes.len() * ROW
}

/// What is drawn of a row.
fn ink(stroke: &Stroke<'_, '_>, at: usize, y_of: &dyn Fn(usize) -> usize) -> String {
    let y = y_of(at);
    match &stroke.shape {
        Shape::Signs(places, sign) => places.iter().map(|x| sign_at(*x, y, *sign)).collect(),
        Shape::Arrow { from, to, fate, passing: Passing::Whole | Passing::Leaves(_), other } => {
            let (start, end) = match other {
                Some(other) => (y, y_of(*other)),
                None => (y - SLANT / 2, y + SLANT / 2),
            };
            let class = if other.is_some() { "arrow flight" } else { "arrow" };
            let stop = end_of(*from, *to, *fate);
            let head = head(stop, end, *fate, from < to);
            format!("<line class=\"{class}\" x1=\"{from}\" y1=\"{start}\" x2=\"{stop}\" y2=\"{end}\"/>{head}")
        }
        // The half where it arrives is drawn with the half where it leaves.
        Shape::Arrow { .. } | Shape::Silence => String::new(),
    }
}

/// What is written of a row.
fn words(lang: Lang, stroke: &Stroke<'_, '_>, y: usize) -> String {
    let time = format!(
        "<title>{}</title><text class=\"time\" x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>",
        escaped(&tooltip(lang, stroke)),
        LEFT - 20,
        y + 4,
        escaped(&stroke.time)
    );
    let label_y = match stroke.shape {
        Shape::Arrow { passing: Passing::Arrives(_), .. } => return time,
        Shape::Arrow { .. } => y - 6,
        Shape::Signs(..) | Shape::Silence => y + 4,
    };
    format!(
        "{time}<text class=\"words\" x=\"{}\" y=\"{label_y}\" text-anchor=\"{}\">{}</text>",
        stroke.label_x,
        stroke.anchor.name(),
        escaped(&stroke.label)
    )
}

/// Where an arrow's line ends: what did not arrive ends before its line.
fn end_of(from: usize, to: usize, fate: Fate) -> usize {
    let short = match fate {
        Fate::Arrived | Fate::Unknown => 1,
        Fate::Unread => 14,
        Fate::Lost => 40,
        Fate::Refused => 8,
    };
    if from < to { to - short } else { to + short }
}

fn head(x: usize, y: usize, fate: Fate, is_rightwards: bool) -> String {
    let back = |n: usize| if is_rightwards { x - n } else { x + n };
    let triangle = format!("{x},{y} {},{} {},{}", back(10), y - 5, back(10), y + 5);
    match fate {
        Fate::Arrived => format!("<polygon class=\"solid\" points=\"{triangle}\"/>"),
        Fate::Unknown => format!("<polygon class=\"open\" points=\"{triangle}\"/>"),
        Fate::Unread => format!(
            "<rect class=\"open\" x=\"{}\" y=\"{}\" width=\"10\" height=\"10\"/><rect class=\"solid\" x=\"{}\" y=\"{}\" width=\"4\" height=\"4\"/>",
            x - 5,
            y - 5,
            x - 2,
            y - 2
        ),
        Fate::Lost | Fate::Refused => sign_at(x, y, '✗'),
    }
}

fn sign_at(x: usize, y: usize, sign: char) -> String {
    match sign {
        '●' => format!("<circle class=\"solid\" cx=\"{x}\" cy=\"{y}\" r=\"4.5\"/>"),
        '◌' => format!("<circle class=\"open\" cx=\"{x}\" cy=\"{y}\" r=\"4.5\"/>"),
        '◆' => format!("<path class=\"solid\" d=\"M{x} {}l6 6l-6 6l-6 -6z\"/>", y - 6),
        _ => format!("<path class=\"arrow\" d=\"M{} {}l12 12m0 -12l-12 12\"/>", x - 6, y - 6),
    }
}

/// What a row shows under the pointer: the words in full, and what the events mean.
fn tooltip(lang: Lang, stroke: &Stroke<'_, '_>) -> String {
    let mut text = format!("{} {}", stroke.time, stroke.full.whole());
    let Some(row) = stroke.row else { return text };
    let events = match &row.what {
        What::Mark(mark) => vec![Some(mark.event)],
        What::Arrow(arrow, _) => vec![arrow.sent, arrow.answer, arrow.taken],
        What::RecordEnds { .. } => vec![],
    };
    for event in events.into_iter().flatten() {
        let title = catalogue::event(lang, event.kind).title;
        let _ = write!(text, "\n{}{}{title}", event.kind, catalogue::labels(lang).colon);
    }
    text
}

/// Text as XML takes it (XML 1.0 §2.2, §2.4): five characters have names, and no control character may stand.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(char),
            char if char.is_control() || matches!(char, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            char => out.push(char),
        }
    }
    out
}
