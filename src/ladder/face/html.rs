//! A ladder as one HTML file that needs nothing else.
//!
//! The one idea: the page holds the picture as data, and its script draws only the rows that are in
//! view, so a hundred thousand of them cost no more than thirty. Nothing is fetched, and a policy in the
//! page forbids it (Content Security Policy 3): what a peer sent can be shown and never run.
//!
//! See it run: `netlab ladder -o run.html run.jsonl`.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::catalogue::{self, Lang, PageWords};
use crate::event::Event;
use crate::ladder::arrow::{Fate, Passing};
use crate::ladder::face::caption::{self, Caption};
use crate::ladder::face::sheet::{GAP, LEFT, NARROW, RIGHT, ROW, Shape, Sheet, Stroke, sheets};
use crate::ladder::face::svg::{escaped, n_sockets, paint};
use crate::ladder::face::text::text;
use crate::ladder::picture::{Picture, What};
use crate::terminal;

const SCRIPT: &str = concat!(
    "\n\"use strict\";\n(() => {\n",
    include_str!("page/given.js"),
    include_str!("page/draw.js"),
    include_str!("page/list.js"),
    include_str!("page/find.js"),
    include_str!("page/strip.js"),
    include_str!("page/paper.js"),
    "})();\n"
);
const STYLE: &str = include_str!("page.css");

/// The parts of the script that any page needs which shows rows, wherever they are from.
pub const SHARED_SCRIPT: &str =
    concat!(include_str!("page/draw.js"), include_str!("page/list.js"), include_str!("page/find.js"));

/// The measures of its paper: the height of a row, the width of all, what is left free at both sides, and the gap
/// between two lines without an arrow.
pub const PAPER: [(&str, usize); 5] =
    [("row", ROW), ("width", LEFT + NARROW + RIGHT), ("left", LEFT), ("right", RIGHT), ("narrow", GAP)];

/// The style of such a page.
#[must_use]
pub fn shared_style() -> String {
    paint() + STYLE
}

/// Draws a picture as an HTML file.
///
/// # Panics
/// Never: a picture is plain text and numbers.
#[must_use]
pub fn html(picture: &Picture<'_>) -> String {
    let page = page(picture);
    let data = serde_json::to_string(&page).expect("a picture is plain text and numbers");
    // In a script nothing may look like its end; as JSON an escaped `<` is the same letter.
    let data = data.replace('<', "\\u003c");
    let style = format!("\n{}{STYLE}", paint());
    let (may_run, may_paint) = (source_of(SCRIPT), source_of(&style));
    let title = escaped(&title(picture));
    let PageWords { help, detail, nothing_chosen, filter, wishes, .. } = catalogue::page_words(picture.lang);
    let notes = page.notes.iter().fold(String::new(), |all, note| all + "<li>" + &escaped(note) + "</li>\n");
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; \
         style-src {may_paint}; script-src {may_run}; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <link rel=\"icon\" href=\"data:,\">\n<title>{title}</title>\n\
         <style>{style}</style>\n</head>\n<body class=\"ladder\">\n\
         <header>\n<h1>{title}</h1>\n\
         <p id=\"help\">{help}</p>\n\
         <div id=\"find\" role=\"search\"><label for=\"filter\">{filter}</label> \
         <input id=\"filter\" type=\"search\" autocomplete=\"off\" spellcheck=\"false\" aria-describedby=\"wishes\"> \
         <span id=\"wishes\">{wishes}</span> <output id=\"found\" for=\"filter\"></output></div>\n\
         <ul>\n{notes}</ul>\n</header>\n\
         <div id=\"desk\">\n<main id=\"view\">\n<div id=\"heads\" aria-hidden=\"true\"></div>\n\
         <div id=\"paper\"><div id=\"drawing\" aria-hidden=\"true\"></div>\
         <ol id=\"rows\" role=\"listbox\" aria-label=\"{title}\"></ol></div>\n</main>\n\
         <div id=\"strip\" aria-hidden=\"true\"><canvas id=\"ticks\"></canvas><div id=\"frame\"></div></div>\n\
         <aside id=\"detail\" tabindex=\"0\" aria-label=\"{detail}\"><p>{nothing_chosen}</p></aside>\n</div>\n\
         <div id=\"printed\" aria-hidden=\"true\"></div>\n\
         <noscript>\n{}</noscript>\n\
         <script type=\"application/json\" id=\"data\">{data}</script>\n\
         <script>{SCRIPT}</script>\n</body>\n</html>\n",
        picture.lang.tag(),
        without_script(picture)
    )
}

/// `chat-server, 12 × chat-client: a ladder of 168 rows and 25 sockets`.
fn title(picture: &Picture<'_>) -> String {
    (catalogue::page_words(picture.lang).title)(&programs(picture), picture.rows.len(), n_sockets(picture))
}

/// The programs in the order of their beginning, each once with how many there are.
fn programs(picture: &Picture<'_>) -> String {
    let mut counted: Vec<(&str, usize)> = Vec::new();
    for part in &picture.parts {
        let name = part.program.strip_prefix("netlab ").unwrap_or(&part.program);
        match counted.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += 1,
            None => counted.push((name, 1)),
        }
    }
    let named = counted.iter().filter(|(name, _)| !name.is_empty());
    let each =
        named.map(|(name, count)| if *count > 1 { format!("{count} × {name}") } else { (*name).to_owned() });
    terminal::escaped(each.collect::<Vec<_>>().join(", ").as_bytes())
}

/// A source of the page's policy: this text and no other (Content Security Policy 3 §2.3.1). It is the same in
/// every page, so nothing that is drawn decides what may run.
#[must_use]
pub fn source_of(text: &str) -> String {
    format!("'sha256-{}'", BASE64.encode(Sha256::digest(text.as_bytes())))
}

/// What a browser without scripts shows: the ladder as text, if it is not too long.
fn without_script(picture: &Picture<'_>) -> String {
    if picture.rows.len() > 500 {
        return format!("<p>{}</p>\n", catalogue::page_words(picture.lang).needs_script);
    }
    format!("<pre lang=\"\">{}</pre>\n", escaped(&text(picture, 110)))
}

/// All that the script draws from.
#[derive(Serialize)]
struct Page {
    row: usize,
    width: usize,
    left: usize,
    right: usize,
    /// The gap between two lines without an arrow.
    narrow: usize,
    panels: Vec<PagePanel>,
    /// What the kinds that occur mean, by their names.
    kinds: BTreeMap<&'static str, Meaning>,
    notes: Vec<String>,
    words: Words,
}

/// What the script writes beside what it is given.
#[derive(Serialize)]
struct Words {
    carried: &'static str,
    first_bytes: &'static str,
    after_first: &'static str,
    call: &'static str,
    source: &'static str,
    printed: &'static str,
    shown: &'static str,
}

#[derive(Serialize)]
struct PagePanel {
    /// Place, words, and a short name where there are many.
    heads: Vec<(usize, Vec<String>, Option<String>)>,
    /// The lines stand so close that words go over them.
    close: bool,
    /// Place, first row, last row, whether there is a record.
    lives: Vec<(usize, usize, usize, bool)>,
    rows: Vec<PageRow>,
}

/// One row; its names are short, as there are many.
#[derive(Serialize)]
struct PageRow {
    /// Time.
    t: String,
    /// Class.
    c: &'static str,
    /// Label: what, payload and notes; where, anchor, and whether it may be as long as it likes.
    l: ([String; 3], usize, &'static str, bool),
    /// Signs: places and sign.
    #[serde(skip_serializing_if = "Option::is_none")]
    s: Option<(Vec<usize>, char)>,
    /// Arrow: from, to, fate, the row of its other half and whether this half is where it arrives.
    #[serde(skip_serializing_if = "Option::is_none")]
    x: Option<(usize, usize, &'static str, Option<usize>, bool)>,
    /// What it carried: the first bytes in base64, and how many there were.
    #[serde(skip_serializing_if = "Option::is_none")]
    d: Option<(String, u64)>,
    /// Its events.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    e: Vec<Happened>,
    /// For a screen reader: from whom to whom.
    #[serde(skip_serializing_if = "String::is_empty")]
    w: String,
}

/// An event: its kind, the fact, and its two times in words.
#[derive(Serialize)]
struct Happened(&'static str, String, String);

#[derive(Serialize)]
struct Meaning {
    title: &'static str,
    proves: &'static str,
    not: &'static str,
    call: &'static str,
    source: &'static str,
}

fn page(picture: &Picture<'_>) -> Page {
    let sheets = sheets(picture, NARROW);
    let mut kinds = BTreeMap::new();
    let panels = sheets.iter().map(|sheet| panel(picture, sheet, &mut kinds)).collect();
    Page {
        row: ROW,
        width: LEFT + NARROW + RIGHT,
        left: LEFT,
        right: RIGHT,
        narrow: GAP,
        panels,
        kinds,
        notes: caption::footnotes(picture),
        words: words(picture.lang),
    }
}

fn words(lang: Lang) -> Words {
    let PageWords { carried, first_bytes, after_first, call, source, printed, shown, .. } =
        *catalogue::page_words(lang);
    Words { carried, first_bytes, after_first, call, source, printed, shown }
}

fn panel(
    picture: &Picture<'_>,
    sheet: &Sheet<'_, '_>,
    kinds: &mut BTreeMap<&'static str, Meaning>,
) -> PagePanel {
    let heads = sheet.heads.iter().map(|head| (head.x, head.full.clone(), head.initial.clone()));
    PagePanel {
        heads: heads.collect(),
        close: sheet.is_close,
        lives: sheet.lives.clone(),
        rows: sheet.strokes.iter().map(|stroke| row(picture, stroke, kinds)).collect(),
    }
}

fn row(
    picture: &Picture<'_>,
    stroke: &Stroke<'_, '_>,
    kinds: &mut BTreeMap<&'static str, Meaning>,
) -> PageRow {
    let mut row = PageRow {
        t: stroke.time.clone(),
        c: stroke.class,
        l: (words_of(&stroke.full), stroke.label_x, stroke.anchor.name(), stroke.row.is_none()),
        s: None,
        x: None,
        d: None,
        e: Vec::new(),
        w: String::new(),
    };
    match &stroke.shape {
        Shape::Silence => {}
        Shape::Signs(places, sign) => row.s = Some((places.clone(), *sign)),
        Shape::Arrow { from, to, fate, passing, other } => {
            let arrives = matches!(passing, Passing::Arrives(_));
            row.x = Some((*from, *to, fate_name(*fate), *other, arrives));
        }
    }
    let (who, events) = match stroke.row.map(|row| &row.what) {
        None | Some(What::RecordEnds { .. }) => (String::new(), vec![]),
        Some(What::Mark(mark)) => (name(picture, mark.lane), vec![Some(mark.event)]),
        Some(What::Arrow(arrow, _)) => {
            let data = (!arrow.data.is_empty()).then(|| BASE64.encode(arrow.data));
            row.d = data.zip(arrow.len);
            let who = format!("{} → {}", name(picture, arrow.from), name(picture, arrow.to));
            (who, vec![arrow.sent, arrow.answer, arrow.taken])
        }
    };
    row.w = who;
    for event in events.into_iter().flatten() {
        kinds.entry(event.kind.name()).or_insert_with(|| meaning(picture.lang, event));
        row.e.push(happened(picture.lang, event));
    }
    row
}

fn words_of(caption: &Caption) -> [String; 3] {
    [caption.what.clone(), caption.payload.clone(), caption.notes.clone()]
}

fn happened(lang: Lang, event: &Event<'_>) -> Happened {
    let (fact, times) = said_of(lang, event);
    Happened(event.kind.name(), fact, times)
}

/// The fact of an event, safe to show, and its times.
#[must_use]
pub fn said_of(lang: Lang, event: &Event<'_>) -> (String, String) {
    let took = event.t_us.saturating_sub(event.began_us);
    let words = catalogue::page_words(lang);
    let between = catalogue::labels(lang).semicolon;
    let mut times = (words.took)(&terminal::span(took));
    if let Some(us) = event.waited_us {
        times += &[between, &(words.had_waited)(&terminal::span(us))].concat();
    }
    if let Some(change) = catalogue::state_change(lang, event) {
        times += &[between, &(words.state)(&change)].concat();
    }
    if let Some(view) = catalogue::kernel_view(lang, event) {
        times += &[between, &view].concat();
    }
    (terminal::escaped(catalogue::fact(lang, event).as_bytes()), times)
}

fn meaning(lang: Lang, event: &Event<'_>) -> Meaning {
    let text = catalogue::event_over(lang, event.kind, event.transport);
    let facts = catalogue::event_facts(event.kind);
    Meaning {
        title: text.title,
        proves: text.proves,
        not: text.does_not_prove,
        call: catalogue::detail(lang, facts.call),
        source: facts.source,
    }
}

/// A line's name in one line.
fn name(picture: &Picture<'_>, lane: usize) -> String {
    let words = caption::heading(picture, &picture.lanes[lane]);
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

const fn fate_name(fate: Fate) -> &'static str {
    match fate {
        Fate::Arrived => "arrived",
        Fate::Unknown => "unknown",
        Fate::Unread => "unread",
        Fate::Lost => "lost",
        Fate::Refused => "refused",
    }
}
