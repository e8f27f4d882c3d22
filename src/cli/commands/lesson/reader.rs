//! Reading a lesson in a terminal, step by step, and running its commands there.
//!
//! The one idea: one loop hears everything (keys, what programs write, signals, a change of size), and
//! whatever it heard, it draws the screen anew from what it knows. Nothing else touches the screen. What is drawn
//! stands in `sight.rs`.
//!
//! See it run: `netlab lesson 2`.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::Instant;

use crate::cli::commands::lesson::book::{Book, End, Mark};
use crate::cli::commands::lesson::leaf::{self, Leaf};
use crate::cli::commands::lesson::plays::{Plays, State, wait_until};
use crate::cli::commands::lesson::program::Window;
use crate::cli::commands::lesson::prompt::{Asks, Prompt, Typed};
use crate::cli::commands::lesson::view::{Stage, last_top, n_body_rows};
use crate::cli::commands::lesson::words::{self, Vain};
use crate::cli::desk::signal::Told;
use crate::cli::desk::typed::folded;
use crate::cli::keyboard::key::Key;
use crate::cli::keyboard::screen::{Screen, size};
use crate::cli::keyboard::typing;
use crate::terminal::palette::Ground;

/// A lesson being read.
pub(super) struct Reader {
    pub(super) book: Book,
    /// The step that is read, from 0.
    pub(super) at: usize,
    /// The first line of its page, or of the leaf on it, that is seen.
    pub(super) top: usize,
    /// The same of the page below the leaf.
    top_below: usize,
    pub(super) plays: Plays,
    pub(super) leaf: Option<Leaf>,
    pub(super) prompt: Option<Prompt>,
    /// How often the commands of this step were copied: each terminal in its turn.
    n_copied: usize,
    pub(super) notice: Option<String>,
    /// `None` where there are no colours.
    pub(super) ground: Option<Ground>,
    pub(super) n_rows: usize,
    pub(super) n_columns: usize,
}

/// So long a picture stands at least.
const FRAME: Duration = Duration::from_millis(16);

impl Reader {
    pub(super) fn new(book: Book, at: usize, ground: Option<Ground>, place: PathBuf) -> Reader {
        let (n_rows, n_columns) = size();
        Reader {
            at: at.min(book.steps.len() - 1),
            top: 0,
            top_below: 0,
            plays: Plays::new(book.lang, place),
            book,
            leaf: None,
            prompt: None,
            n_copied: 0,
            notice: None,
            ground,
            n_rows,
            n_columns,
        }
    }

    /// Reads until the end or until the reader leaves; `note` is given what is to be kept.
    ///
    /// # Errors
    /// Those of starting a thread.
    pub(super) async fn read(
        mut self,
        screen: &Screen,
        mut signals: mpsc::Receiver<Told>,
        note: &mut impl FnMut(Mark),
    ) -> io::Result<End> {
        let mut keys = typing::keys()?;
        let mut last_told = (None, self.book.answer);
        let mut drawn_at = Instant::now() - FRAME;
        loop {
            if last_told.0.replace(self.at) != Some(self.at) {
                note(Mark::Step(self.at));
            }
            if let Some(answer) =
                self.book.answer.filter(|answer| last_told.1.replace(*answer) != Some(*answer))
            {
                note(Mark::Answer(answer));
            }
            let mut due = self.go_on_playing();
            // A flood is drawn no more often than anybody sees.
            if drawn_at.elapsed() >= FRAME {
                screen.draw(&self.rows());
                drawn_at = Instant::now();
            } else {
                due = due.into_iter().chain([drawn_at + FRAME]).min();
            }
            tokio::select! {
                pressed = keys.recv() => match pressed {
                    None => return Ok(self.left()),
                    Some(pressed) => {
                        for key in pressed {
                            if let Some(end) = self.press(&key, screen) {
                                return Ok(end);
                            }
                        }
                    }
                },
                told = signals.recv() => match told {
                    None | Some(Told::Leave) => return Ok(self.left()),
                    Some(Told::Interrupt) => self.interrupt(),
                    Some(Told::Resized) => self.resize(),
                    Some(Told::Stop) => self.stop(screen),
                    Some(Told::Continued) => {
                        screen.enter();
                        self.resize();
                    }
                },
                () = self.plays.hear(self.at) => {}
                () = wait_until(due) => {}
            }
        }
    }

    /// Does what the key asks for; gives the end, where it is one.
    fn press(&mut self, key: &Key, screen: &Screen) -> Option<End> {
        self.notice = None;
        if self.prompt.is_some() {
            self.type_into_prompt(key);
            return None;
        }
        let page_rows = n_body_rows(self.n_rows).saturating_sub(1).max(1);
        match key {
            Key::Up => self.scroll(self.top.saturating_sub(1)),
            Key::Down => self.scroll(self.top + 1),
            Key::PageUp => self.scroll(self.top.saturating_sub(page_rows)),
            Key::PageDown => self.scroll(self.top + page_rows),
            Key::Home => self.scroll(0),
            Key::End => self.scroll(usize::MAX),
            Key::Stop => self.stop(screen),
            _ if self.leaf.is_some() => self.lift(),
            Key::Enter => return self.further(page_rows),
            Key::Right => return self.next(),
            Key::Left => self.previous(),
            Key::EndOfInput => return Some(self.left()),
            Key::Text(text) => match text.as_str() {
                " " => return self.further(page_rows),
                "n" => return self.next(),
                "b" | "p" => self.previous(),
                "k" => self.scroll(self.top.saturating_sub(1)),
                "j" => self.scroll(self.top + 1),
                "g" => self.ask(Asks::Step),
                "/" => self.ask(Asks::Word),
                "x" => self.explain_rows(),
                "r" => self.run(),
                "e" => self.unfold(),
                "c" => self.copy(screen),
                "?" | "h" => self.lay(Leaf::Keys),
                "q" => return Some(self.left()),
                text => self.answer(text),
            },
            _ => {}
        }
        None
    }

    fn ask(&mut self, asks: Asks) {
        self.prompt = Some(Prompt { asks, typed: String::new() });
        if asks == Asks::Step {
            self.lay(Leaf::Steps);
        }
    }

    fn type_into_prompt(&mut self, key: &Key) {
        let Some(prompt) = &mut self.prompt else { return };
        match prompt.press(key) {
            Typed::More => return,
            Typed::Nothing => {}
            Typed::Whole => {
                let (asks, typed) = (prompt.asks, folded(prompt.typed.trim()).into_owned());
                self.lift();
                match asks {
                    Asks::Step => self.jump(&typed),
                    Asks::Word => self.explain(&typed),
                }
                self.prompt = None;
                return;
            }
        }
        self.prompt = None;
        self.lift();
    }

    /// Lays a leaf on the page.
    fn lay(&mut self, leaf: Leaf) {
        (self.leaf, self.top_below, self.top) = (Some(leaf), self.top, 0);
    }

    /// Takes the leaf away, if there is one: the page is where it was.
    fn lift(&mut self) {
        if self.leaf.take().is_some() {
            self.top = self.top_below.min(last_top(&self.page(), self.n_rows));
        }
    }

    fn jump(&mut self, typed: &str) {
        let n_steps = self.book.steps.len();
        match typed.parse::<usize>().ok().filter(|step| (1..=n_steps).contains(step)) {
            Some(step) => self.turn_to(step - 1),
            None => self.notice = Some(words::no_step(self.book.lang, typed, n_steps)),
        }
    }

    fn explain(&mut self, typed: &str) {
        match leaf::find(self.book.lang, typed) {
            Ok(found) => self.lay(found),
            Err(notice) => self.notice = Some(notice),
        }
    }

    /// Explains every event that is told on this page, also those that were explained before.
    fn explain_rows(&mut self) {
        if self.told().is_empty() {
            self.say_in_vain(Vain::Explain);
        } else {
            self.lay(Leaf::Told);
        }
    }

    fn say_in_vain(&mut self, vain: Vain) {
        self.notice = Some(words::in_vain(self.book.lang, vain).to_owned());
    }

    /// Takes a number for an answer, where the step asks for one.
    fn answer(&mut self, text: &str) {
        let n_answers = self.book.n_answers(self.at);
        if let Some(answer) = text.parse().ok().filter(|answer| (1..=n_answers).contains(answer)) {
            self.book.answer = Some(answer);
            self.scroll(usize::MAX);
        }
    }

    /// Shows what came out when the text was written, or folds it away.
    fn unfold(&mut self) {
        if self.book.steps[self.at].terminals().is_none() {
            self.say_in_vain(Vain::Show);
        } else {
            self.plays.unfold(self.at);
        }
        self.scroll(self.top);
    }

    /// Copies the commands of a terminal; of the next one, when it is pressed again.
    fn copy(&mut self, screen: &Screen) {
        let Some((commands, notice)) = self.book.commands(self.at, self.n_copied) else {
            self.say_in_vain(Vain::Copy);
            return;
        };
        screen.copy(&commands);
        self.n_copied += 1;
        self.notice = Some(notice);
    }

    /// The end, where one leaves here: whoever has seen the end of the last page has read all.
    fn left(&self) -> End {
        let is_last = self.at + 1 == self.book.steps.len();
        let has_seen_all = self.leaf.is_some() || self.top >= last_top(&self.page(), self.n_rows);
        if is_last && has_seen_all { End::Finished } else { End::Left(self.at) }
    }

    fn stop(&mut self, screen: &Screen) {
        screen.stop();
        self.resize();
    }

    /// Takes the terminal's size; a page that fits now is shown from its beginning.
    fn resize(&mut self) {
        (self.n_rows, self.n_columns) = size();
        self.top = self.top.min(last_top(&self.page(), self.n_rows));
    }

    /// Further down; at the end of the page to what is folded there, and then to the next step.
    fn further(&mut self, n_rows: usize) -> Option<End> {
        let is_at_end = self.top >= last_top(&self.page(), self.n_rows);
        match self.stage() {
            Stage::Ready { is_folded: true } if is_at_end => self.unfold(),
            _ if is_at_end => return self.next(),
            _ => self.scroll(self.top + n_rows),
        }
        None
    }

    fn next(&mut self) -> Option<End> {
        if self.at + 1 == self.book.steps.len() {
            return Some(End::Finished);
        }
        self.turn_to(self.at + 1);
        None
    }

    fn previous(&mut self) {
        self.turn_to(self.at.saturating_sub(1));
    }

    /// Turns to a step; what was started at the present one is ended.
    fn turn_to(&mut self, at: usize) {
        self.plays.leave(self.at);
        (self.at, self.top, self.n_copied) = (at, 0, 0);
    }

    fn scroll(&mut self, top: usize) {
        self.plays.is_following = false;
        self.top = top.min(last_top(&self.page(), self.n_rows));
    }

    /// Runs the commands of this step, in the place of what ran before.
    fn run(&mut self) {
        let layout = self.layout();
        let Some(terminals) = self.book.steps[self.at].terminals() else {
            self.say_in_vain(Vain::Run);
            return;
        };
        let window = Window {
            n_rows: u16::try_from(self.n_rows).unwrap_or(u16::MAX),
            n_columns: layout.pane.n_columns as u16,
            ground: self.ground,
            lang: self.book.lang,
        };
        if self.plays.run(self.at, terminals, window).is_err() {
            self.say_in_vain(Vain::RunAnywhere);
        }
    }

    fn interrupt(&mut self) {
        let was_asked = self.prompt.take().is_some();
        self.lift();
        if !was_asked && !self.plays.interrupt(self.at) {
            self.say_in_vain(Vain::Interrupt);
        }
    }

    /// Does what is due in this step's terminals; when all is over, it is read from its beginning.
    fn go_on_playing(&mut self) -> Option<Instant> {
        let due = self.plays.go_on(self.at);
        if self.plays.is_following && self.leaf.is_none() && self.plays.state(self.at) == State::Over {
            self.plays.is_following = false;
            let page = self.page();
            self.top = page.stage.unwrap_or(0).min(last_top(&page, self.n_rows));
        }
        due
    }
}
