//! The list of all words in a terminal: it narrows while one types.
//!
//! The one idea: whoever does not know how a thing is called knows some letters, or a word of what it does. What fits
//! the letters comes first, then what speaks of them; Enter shows it, and what was shown last stays behind on leaving.
//!
//! See it run: `netlab explain`.

use std::io;
use std::ops::ControlFlow;

use tokio::sync::mpsc;

use crate::catalogue::Lang;
use crate::catalogue::Word;
use crate::cli::commands::explain::list::Candidate;
use crate::cli::commands::explain::words;
use crate::cli::desk::signal::Told;
use crate::cli::keyboard::key::Key;
use crate::cli::keyboard::line::{Line, Row};
use crate::cli::keyboard::screen::{Screen, size};
use crate::cli::keyboard::typing;
use crate::terminal::{self, palette};

/// The list, and what is looked for in it.
pub(super) struct Chooser<'a> {
    lang: Lang,
    all: &'a [Candidate],
    /// What is told of a word, in so many columns.
    explain: &'a dyn Fn(&str) -> String,
    wanted: Line,
    /// The chosen one among those that are found.
    at: usize,
    page: Option<Page>,
    n_rows: usize,
    n_columns: usize,
}

/// An entry that is shown in the place of the list.
struct Page {
    text: String,
    /// The first line that is seen.
    top: usize,
}

impl<'a> Chooser<'a> {
    pub(super) fn new(lang: Lang, all: &'a [Candidate], explain: &'a dyn Fn(&str) -> String) -> Chooser<'a> {
        let (n_rows, n_columns) = size();
        Chooser { lang, all, explain, wanted: Line::default(), at: 0, page: None, n_rows, n_columns }
    }

    /// Lets the reader choose; gives the entry that was shown when he left, if one was.
    ///
    /// # Errors
    /// Those of starting a thread.
    pub(super) async fn run(
        mut self,
        screen: &Screen,
        mut signals: mpsc::Receiver<Told>,
    ) -> io::Result<Option<String>> {
        let mut keys = typing::keys_with_escape()?;
        loop {
            let (rows, cursor) = self.rows();
            screen.draw_with_cursor(&rows, cursor);
            tokio::select! {
                pressed = keys.recv() => {
                    let Some(pressed) = pressed else { return Ok(self.left()) };
                    for key in pressed {
                        if key == Key::Stop {
                            screen.stop();
                        } else if self.press(key).is_break() {
                            return Ok(self.left());
                        }
                    }
                }
                told = signals.recv() => match told {
                    None | Some(Told::Leave | Told::Interrupt) => return Ok(self.left()),
                    Some(Told::Stop) => screen.stop(),
                    Some(Told::Continued) => screen.enter(),
                    Some(Told::Resized) => {}
                },
            }
            (self.n_rows, self.n_columns) = size();
        }
    }

    fn left(self) -> Option<String> {
        self.page.map(|page| page.text)
    }

    /// Does what the key asks for; breaks off where it asks to leave.
    fn press(&mut self, key: Key) -> ControlFlow<()> {
        match self.page.take() {
            Some(page) => self.press_on_page(page, &key),
            None => self.press_on_list(key),
        }
    }

    fn press_on_page(&mut self, mut page: Page, key: &Key) -> ControlFlow<()> {
        let last = page.text.lines().count().saturating_sub(self.n_body_rows());
        let is_left = matches!(key, Key::EndOfInput) || *key == Key::Text("q".to_owned());
        match key {
            Key::Escape | Key::Enter | Key::Left | Key::Backspace => return ControlFlow::Continue(()),
            Key::Up => page.top = page.top.saturating_sub(1),
            Key::Down => page.top += 1,
            Key::PageUp => page.top = page.top.saturating_sub(self.n_body_rows()),
            Key::PageDown => page.top += self.n_body_rows(),
            Key::Text(text) if text == " " => page.top += self.n_body_rows(),
            _ => {}
        }
        page.top = page.top.min(last);
        self.page = Some(page);
        if is_left { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn press_on_list(&mut self, key: Key) -> ControlFlow<()> {
        let n_found = self.found().len();
        match key {
            Key::Escape if self.wanted.is_empty() => return ControlFlow::Break(()),
            Key::EndOfInput if self.wanted.is_empty() => return ControlFlow::Break(()),
            Key::Escape => {
                self.wanted = Line::default();
                self.at = 0;
            }
            Key::Up => self.at = self.at.saturating_sub(1),
            Key::Down => self.at = (self.at + 1).min(n_found.saturating_sub(1)),
            Key::PageUp => self.at = self.at.saturating_sub(self.n_body_rows()),
            Key::PageDown => self.at = (self.at + self.n_body_rows()).min(n_found.saturating_sub(1)),
            Key::Enter => {
                let word = self.found().get(self.at).map(|one| one.word.to_string());
                self.page = word.map(|word| Page { text: (self.explain)(&word), top: 0 });
            }
            key => {
                self.wanted.press(key);
                self.at = 0;
            }
        }
        ControlFlow::Continue(())
    }

    /// What fits what was typed, the best first; all, where nothing was typed.
    fn found(&self) -> Vec<&'a Candidate> {
        let wanted = self.wanted.text().trim();
        if wanted.is_empty() {
            return self.all.iter().collect();
        }
        let meant = Word::find(wanted).map(Word::name);
        let mut found: Vec<(u8, &Candidate)> =
            self.all.iter().filter_map(|one| Some((rank(one, wanted, meant)?, one))).collect();
        found.sort_by_key(|(rank, _)| *rank);
        found.into_iter().map(|(_, one)| one).collect()
    }

    /// The rows between the line that is typed and the last one.
    fn n_body_rows(&self) -> usize {
        self.n_rows.saturating_sub(3).max(1)
    }

    /// The rows of the screen, and where the cursor stands.
    fn rows(&self) -> (Vec<String>, Option<(usize, usize)>) {
        if let Some(page) = &self.page {
            let body = page.text.lines().skip(page.top).take(self.n_body_rows());
            let mut rows: Vec<String> =
                std::iter::once(String::new()).chain(body.map(str::to_owned)).collect();
            rows.resize(self.n_rows - 1, String::new());
            rows.push(palette::quiet(&self.fitting(words::keys_of_entry(self.lang))));
            return (rows, None);
        }
        let Row { before_cursor, behind_cursor } =
            self.wanted.row(self.n_columns.saturating_sub(PROMPT.len()));
        let column = PROMPT.len() + terminal::width(&before_cursor);
        let mut rows =
            vec![format!("{}{before_cursor}{behind_cursor}", palette::bold(PROMPT)), String::new()];
        let found = self.found();
        let n_shown = self.n_body_rows() - 1;
        let top = self.at.saturating_sub(n_shown.saturating_sub(1));
        for (index, one) in found.iter().enumerate().skip(top).take(n_shown) {
            rows.push(self.row(one, index == self.at));
        }
        if found.is_empty() {
            rows.push(format!("  {}", words::nothing_fits(self.lang)));
        }
        rows.resize(self.n_rows - 1, String::new());
        rows.push(palette::quiet(&self.fitting(&words::keys_of_list(
            self.lang,
            found.len(),
            self.all.len(),
        ))));
        (rows, Some((0, column)))
    }

    fn row(&self, one: &Candidate, is_chosen: bool) -> String {
        let sign = if is_chosen { "▸" } else { " " };
        let line = self.fitting(&format!("{sign} {} {}", terminal::filled(&one.word, 22), one.title));
        if is_chosen { palette::bold(&line) } else { line }
    }

    fn fitting(&self, text: &str) -> String {
        terminal::cut(text, self.n_columns.saturating_sub(1))
    }
}

const PROMPT: &str = "netlab explain ";

/// How well a candidate fits: what is meant comes first, then names that begin so, then names and titles that hold
/// all the words. `None` where it does not fit.
fn rank(one: &Candidate, wanted: &str, meant: Option<&str>) -> Option<u8> {
    if meant == Some(&*one.word) {
        return Some(0);
    }
    let plain = |text: &str| text.to_lowercase().replace(['-', '_'], " ");
    let (word, title, wanted) = (plain(&one.word), plain(&one.title), plain(wanted));
    let all_in = |text: &str| wanted.split_whitespace().all(|part| text.contains(part));
    match () {
        () if word.starts_with(&wanted) => Some(1),
        () if all_in(&word) => Some(2),
        () if all_in(&format!("{word} {title}")) => Some(3),
        () => None,
    }
}
