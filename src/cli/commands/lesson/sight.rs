//! What a reader of a lesson sees now: the page or the leaf on it, and what stands around.
//!
//! The one idea: a picture is made of what is known, and of nothing that was drawn before; so it is right after each
//! key, each line that comes in, and each change of size.
//!
//! See it run: `netlab lesson 2`, in a window whose size changes.

use crate::cli::commands::lesson::leaf::{self, Leaf};
use crate::cli::commands::lesson::page::{Layout, Page, Shown, page, windows};
use crate::cli::commands::lesson::plays::State;
use crate::cli::commands::lesson::reader::Reader;
use crate::cli::commands::lesson::stage::stage;
use crate::cli::commands::lesson::view::{Frame, Stage, last_top, n_body_rows, rows};
use crate::cli::commands::lesson::window::MARK;
use crate::cli::commands::lesson::words;
use crate::event::{Kind, Transport};
use crate::markdown::{Look, Paint, paint};
use crate::terminal::{escaped_path, folded, without_colours};
use crate::trace::kinds_told;

impl Reader {
    pub(super) fn layout(&self) -> Layout<'static> {
        let n_terminals = self.book.steps[self.at].terminals().map_or(0, <[_]>::len);
        let lang = self.book.lang;
        Layout::of(self.n_columns, n_terminals, self.ground.is_some(), (lang, words::invitation(lang)))
    }

    pub(super) fn stage(&self) -> Stage {
        match (self.plays.state(self.at), self.book.steps[self.at].terminals()) {
            (State::Running, _) => Stage::Running,
            (State::Over, _) => Stage::Run { is_told: !self.told().is_empty() },
            (State::NotRun, Some(_)) => Stage::Ready { is_folded: !self.plays.is_unfolded(self.at) },
            (State::NotRun, None) => match self.book.n_answers(self.at) {
                0 => Stage::Text,
                n_answers => Stage::Question(n_answers),
            },
        }
    }

    pub(super) fn page(&self) -> Page {
        let layout = self.layout();
        match self.leaf {
            Some(Leaf::Keys) => return leaf::keys(self.book.lang, &self.plays.place, layout.look),
            Some(Leaf::Steps) => return leaf::steps(&self.book, self.at, layout.look),
            Some(Leaf::Explained(word)) => return leaf::explained(self.book.lang, word, layout.look),
            Some(Leaf::Told) => return leaf::told(self.book.lang, &self.told(), layout.look),
            None => {}
        }
        let outcomes = self.plays.outcomes(self.at);
        let shown = self.plays.shown(self.at, &outcomes);
        let mut page = page(&self.book.steps[self.at], shown, &self.book.verdict(), &layout);
        page.lines.extend(self.book.below_question(self.at, layout.look));
        if let Shown::Run(_) = shown {
            page.lines.extend(self.below_run(&page, layout.look));
        }
        page
    }

    /// The events that this page tells: those that happened here, or else happened when the text was written.
    pub(super) fn told(&self) -> Vec<(Kind, Transport)> {
        let outcomes = self.plays.outcomes(self.at);
        let terminals = self.book.steps[self.at].terminals().unwrap_or_default();
        let sample = terminals.iter().flat_map(|it| &it.exchanges).flat_map(|it| &it.sample);
        let lines: Vec<&String> = match self.plays.shown(self.at, &outcomes) {
            Shown::Folded => Vec::new(),
            Shown::Sample => sample.collect(),
            Shown::Running(outcomes) | Shown::Run(outcomes) => {
                outcomes.iter().flat_map(|it| &it.lines).flatten().collect()
            }
        };
        let plain = |line: &&String| String::from_utf8_lossy(&without_colours(line.as_bytes())).into_owned();
        let lines: Vec<String> = lines.iter().map(plain).collect();
        kinds_told(self.book.lang, lines.iter().map(String::as_str))
    }

    /// What is said below what was run: of its marks, and of its files.
    fn below_run(&self, page: &Page, look: Look) -> Vec<String> {
        let is_marked = page.lines.iter().any(|line| line.contains(MARK));
        let marked = is_marked.then(|| words::marked(self.book.lang).to_owned());
        let files = self
            .plays
            .has_files()
            .then(|| words::files_are_in(self.book.lang, &escaped_path(&self.plays.place)));
        let rows = marked.into_iter().chain(files).flat_map(|text| folded(&text, look.n_columns));
        let rows: Vec<String> = rows.map(|row| paint(&row, Paint::Quiet, look.has_colour)).collect();
        if rows.is_empty() { rows } else { [vec![String::new()], rows].concat() }
    }

    pub(super) fn rows(&self) -> Vec<String> {
        let prompt = self.prompt.as_ref().map(|prompt| prompt.line(self.book.lang, self.book.steps.len()));
        let is_long = || last_top(&self.page(), self.n_rows) > 0;
        let any_key = self.leaf.map(|_| words::any_key(self.book.lang, is_long()));
        let frame = Frame {
            lang: self.book.lang,
            lesson: self.book.number,
            section: &self.book.steps[self.at].section,
            step: (self.at + 1, self.book.steps.len()),
            stage: self.stage(),
            notice: prompt.as_deref().or(any_key).or(self.notice.as_deref()),
            top: self.top,
        };
        let look = self.layout().look;
        match self.book.steps[self.at].terminals() {
            Some(terminals) if self.plays.is_following && self.leaf.is_none() => {
                let (layout, n_rows) = (self.layout(), n_body_rows(self.n_rows));
                let outcomes = self.plays.ends(self.at, n_rows);
                let windows = windows(terminals, Shown::Running(&outcomes), &layout);
                let lines = stage(&windows, &layout, n_rows);
                rows(&Frame { top: 0, ..frame }, &Page { lines, stage: None }, self.n_rows, look)
            }
            _ => rows(&frame, &self.page(), self.n_rows, look),
        }
    }
}
