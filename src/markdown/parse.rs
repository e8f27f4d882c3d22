//! Markdown as a tree of blocks.
//!
//! The one idea: the library tells beginnings, ends and texts, one after the other; a tree is what comes
//! out when each beginning calls the function that reads to its end.
//!
//! See it run: `lessons/01-layers/README.md`.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::markdown::text::{Paint, Piece, Text};
use crate::terminal;

/// A part of a text that begins a line of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading and its level, from 1.
    Heading(u8, Text),
    /// Running text.
    Paragraph(Text),
    /// A fenced or indented block, shown as it stands.
    Code {
        /// The words behind the opening fence; empty where there are none.
        info: String,
        /// The lines, without their ends.
        lines: Vec<String>,
    },
    /// Things counted or not.
    List {
        /// The first number; `None` where the things are not counted.
        first: Option<u64>,
        /// The things.
        items: Vec<Vec<Block>>,
    },
    /// Somebody's words, or a sentence set apart.
    Quote(Vec<Block>),
    /// Rows and columns.
    Table(Table),
    /// A line across.
    Rule,
    /// An HTML comment: it is not shown, and says something to a program that reads the blocks.
    Comment(String),
}

/// Rows and columns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// The names of the columns.
    pub head: Vec<Text>,
    /// The cells, row by row.
    pub rows: Vec<Vec<Text>>,
}

/// Reads a text; every text is Markdown, so this cannot fail.
///
/// HTML is shown as it stands, but for comments.
#[must_use]
pub fn parse(markdown: &str) -> Vec<Block> {
    BlockReader { events: Parser::new_ext(markdown, Options::ENABLE_TABLES) }.blocks()
}

struct BlockReader<'a> {
    events: Parser<'a>,
}

/// What is written within a line, while it is being read.
#[derive(Default)]
struct Inline {
    pieces: Vec<Piece>,
    n_strong: usize,
    n_stressed: usize,
    /// Where the links lead to, the innermost last.
    links: Vec<String>,
    /// A line of the file has ended; what stands between it and the next is known when that one begins.
    broken: Option<Paint>,
}

/// Whether a line that ends so and the next, which begins so, go on in one without a blank: between Chinese and Chinese,
/// and beside its signs, which are as wide as a character and mostly empty.
fn goes_on_without_blank(last: &str, next: &str) -> bool {
    let (Some(last), Some(next)) = (last.chars().next_back(), next.chars().next()) else { return false };
    let is_wide = |char: char| terminal::width(char.encode_utf8(&mut [0; 4])) == 2;
    // These are drawn as narrow as Latin ones, and are not letters either.
    let is_quote = |char: char| matches!(char, '“' | '”' | '‘' | '’' | '…' | '—' | '·');
    let is_sign = |char: char| {
        matches!(char, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff65}') && !char.is_alphanumeric()
    };
    let is_chinese = |char: char| is_wide(char) || is_quote(char);
    is_sign(last)
        || is_sign(next)
        || (is_wide(last) && is_chinese(next))
        || (is_chinese(last) && is_wide(next))
}

impl BlockReader<'_> {
    /// Reads blocks to the end of whatever contains them.
    fn blocks(&mut self) -> Vec<Block> {
        let mut blocks = Vec::new();
        // The text of a list's item may stand there without a paragraph around it.
        let mut line = Inline::default();
        while let Some(event) = self.events.next() {
            if line.take(&event) {
                continue;
            }
            line.finish(&mut blocks);
            match event {
                Event::Start(tag) => blocks.extend(self.block(tag)),
                Event::Rule => blocks.push(Block::Rule),
                Event::End(_) => break,
                _ => {}
            }
        }
        line.finish(&mut blocks);
        blocks
    }

    fn block(&mut self, tag: Tag<'_>) -> Option<Block> {
        Some(match tag {
            Tag::Heading { level, .. } => Block::Heading(level as u8, self.line()),
            Tag::Paragraph => Block::Paragraph(self.line()),
            Tag::CodeBlock(kind) => self.code(&kind),
            Tag::List(first) => Block::List { first, items: self.items() },
            Tag::BlockQuote(_) => Block::Quote(self.blocks()),
            Tag::Table(_) => Block::Table(self.table()),
            Tag::HtmlBlock => html(self.line()),
            // Footnotes and the like are not switched on.
            _ => return None,
        })
    }

    fn line(&mut self) -> Text {
        let mut line = Inline::default();
        for event in self.events.by_ref() {
            if !line.take(&event) {
                break;
            }
        }
        Text(line.pieces)
    }

    fn code(&mut self, kind: &CodeBlockKind<'_>) -> Block {
        let mut text = String::new();
        while let Some(Event::Text(part)) = self.events.next() {
            text += &part;
        }
        let info = match kind {
            CodeBlockKind::Fenced(info) => info.to_string(),
            CodeBlockKind::Indented => String::new(),
        };
        Block::Code { info, lines: text.lines().map(str::to_owned).collect() }
    }

    fn items(&mut self) -> Vec<Vec<Block>> {
        let mut items = Vec::new();
        while let Some(Event::Start(_)) = self.events.next() {
            items.push(self.blocks());
        }
        items
    }

    fn table(&mut self) -> Table {
        let mut table = Table::default();
        while let Some(event) = self.events.next() {
            match event {
                Event::Start(Tag::TableHead) => table.head = self.cells(),
                Event::Start(Tag::TableRow) => table.rows.push(self.cells()),
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        table
    }

    fn cells(&mut self) -> Vec<Text> {
        let mut cells = Vec::new();
        while let Some(Event::Start(_)) = self.events.next() {
            cells.push(self.line());
        }
        cells
    }
}

/// A block of HTML.
fn html(text: Text) -> Block {
    let plain = text.plain();
    let comment = plain.trim().strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
    comment.map_or(Block::Paragraph(text), |words| Block::Comment(words.trim().to_owned()))
}

impl Inline {
    /// Takes what belongs into a line; false for all else.
    fn take(&mut self, event: &Event<'_>) -> bool {
        match event {
            Event::Text(text) | Event::InlineHtml(text) | Event::Html(text) => self.push(text, self.paint()),
            Event::Code(text) => self.push(text, Paint::Code),
            Event::SoftBreak => self.broken = Some(self.paint()),
            Event::HardBreak => self.push("\n", Paint::Plain),
            Event::Start(Tag::Strong) => self.n_strong += 1,
            Event::End(TagEnd::Strong) => self.n_strong -= 1,
            Event::Start(Tag::Emphasis) => self.n_stressed += 1,
            Event::End(TagEnd::Emphasis) => self.n_stressed -= 1,
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                self.links.push(dest_url.to_string());
            }
            Event::End(TagEnd::Link | TagEnd::Image) => self.end_link(),
            _ => return false,
        }
        true
    }

    fn paint(&self) -> Paint {
        match (self.n_strong, self.n_stressed) {
            (1.., _) => Paint::Strong,
            (_, 1..) => Paint::Stressed,
            _ => Paint::Plain,
        }
    }

    /// A new line in the file is a blank, but not where Chinese goes on, which has none.
    fn push(&mut self, text: &str, paint: Paint) {
        if let Some(paint_of_break) = self.broken.take_if(|_| !text.is_empty()) {
            let last = self.pieces.last().map_or("", |piece| &piece.text);
            if !goes_on_without_blank(last, text) {
                self.pieces.push(Piece { text: " ".to_owned(), paint: paint_of_break });
            }
        }
        self.pieces.push(Piece { text: text.to_owned(), paint });
    }

    /// Says where the link leads to, unless its text says so already.
    fn end_link(&mut self) {
        let Some(link) = self.links.pop() else { return };
        if self.pieces.last().is_none_or(|piece| piece.text != link) {
            self.push(" ", Paint::Plain);
            self.push(&format!("<{link}>"), Paint::Quiet);
        }
    }

    fn finish(&mut self, blocks: &mut Vec<Block>) {
        let pieces = std::mem::take(self).pieces;
        if !pieces.is_empty() {
            blocks.push(Block::Paragraph(Text(pieces)));
        }
    }
}
