//! Reading a lesson in a terminal, step by step, and running its commands there.
//!
//! The one idea: one loop hears everything (keys, what programs write, signals, a change of size), and
//! whatever it heard, it draws the screen anew from what it knows. Nothing else touches the screen.
//!
//! See it run: `netlab lesson 2`.

use std::collections::BTreeMap;
use std::io;
use std::ops::ControlFlow;
use std::path::PathBuf;

use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};

use crate::cli::commands::lesson::page::{Layout, Page, page};
use crate::cli::commands::lesson::play::Play;
use crate::cli::commands::lesson::program::Window;
use crate::cli::commands::lesson::screen::{Screen, size};
use crate::cli::commands::lesson::view::{Frame, Stage, keys_page, last_top, n_body_rows, rows};
use crate::cli::desk::signal::Told;
use crate::cli::keyboard::key::Key;
use crate::cli::keyboard::typing;
use crate::lessons::Step;
use crate::terminal::palette::Ground;

/// A lesson being read.
pub(super) struct Reader {
    /// The lesson's number.
    pub(super) lesson: u32,
    pub(super) steps: Vec<Step>,
    /// The step that is read, from 0.
    at: usize,
    /// The first line of its page that is seen.
    top: usize,
    /// Where commands run; made when the first does.
    place: PathBuf,
    /// What was run, by step.
    plays: BTreeMap<usize, Play>,
    /// What is written by what runs is kept in sight.
    is_following: bool,
    shows_keys: bool,
    notice: Option<&'static str>,
    /// `None` where there are no colours.
    ground: Option<Ground>,
    n_rows: usize,
    n_columns: usize,
}

/// How the reading ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// At this step, from 0.
    Left(usize),
    /// Behind the last step.
    Finished,
}

impl Reader {
    pub(super) fn new(
        lesson: u32,
        steps: Vec<Step>,
        at: usize,
        ground: Option<Ground>,
        place: PathBuf,
    ) -> Reader {
        let (n_rows, n_columns) = size();
        Reader {
            lesson,
            at: at.min(steps.len() - 1),
            steps,
            top: 0,
            place,
            plays: BTreeMap::new(),
            is_following: false,
            shows_keys: false,
            notice: None,
            ground,
            n_rows,
            n_columns,
        }
    }

    /// Reads until the end or until the reader leaves; `reached` is told of each step, from 0.
    ///
    /// # Errors
    /// Those of starting a thread.
    pub(super) async fn read(
        mut self,
        screen: &Screen,
        mut signals: mpsc::Receiver<Told>,
        reached: &mut impl FnMut(usize),
    ) -> io::Result<End> {
        let mut keys = keys()?;
        let mut last_told = None;
        loop {
            if last_told.replace(self.at) != Some(self.at) {
                reached(self.at);
            }
            let due = self.go_on_playing();
            screen.draw(&self.rows());
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
                () = hear(self.plays.get_mut(&self.at)) => {}
                () = wait_until(due) => {}
            }
        }
    }

    /// Does what the key asks for; gives the end, where it is one.
    fn press(&mut self, key: &Key, screen: &Screen) -> Option<End> {
        self.notice = None;
        if std::mem::take(&mut self.shows_keys) {
            return None;
        }
        let page_rows = n_body_rows(self.n_rows).saturating_sub(1).max(1);
        match key {
            Key::Enter => return self.further(page_rows),
            Key::Right => return self.next(),
            Key::Left => self.previous(),
            Key::Up => self.scroll(self.top.saturating_sub(1)),
            Key::Down => self.scroll(self.top + 1),
            Key::PageUp => self.scroll(self.top.saturating_sub(page_rows)),
            Key::PageDown => self.scroll(self.top + page_rows),
            Key::Home => self.scroll(0),
            Key::End => self.scroll(usize::MAX),
            Key::EndOfInput => return Some(self.left()),
            Key::Stop => self.stop(screen),
            Key::Text(text) => match text.as_str() {
                " " => return self.further(page_rows),
                "n" => return self.next(),
                "b" | "p" => self.previous(),
                "k" => self.scroll(self.top.saturating_sub(1)),
                "j" => self.scroll(self.top + 1),
                "g" => self.turn_to(0),
                "r" => self.run(),
                "?" | "h" => self.shows_keys = true,
                "q" => return Some(self.left()),
                _ => {}
            },
            _ => {}
        }
        None
    }

    /// The end, where one leaves here: whoever has seen the end of the last page has read all.
    fn left(&self) -> End {
        let is_last = self.at + 1 == self.steps.len();
        let has_seen_all = self.shows_keys || self.top >= last_top(&self.page(), self.n_rows);
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

    /// Further down, or to the next step where the end of the page is seen.
    fn further(&mut self, n_rows: usize) -> Option<End> {
        if self.top >= last_top(&self.page(), self.n_rows) {
            return self.next();
        }
        self.scroll(self.top + n_rows);
        None
    }

    fn next(&mut self) -> Option<End> {
        if self.at + 1 == self.steps.len() {
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
        if let Some(play) = self.plays.get_mut(&self.at) {
            play.kill();
        }
        self.at = at;
        self.top = 0;
        self.is_following = false;
    }

    fn scroll(&mut self, top: usize) {
        self.is_following = false;
        self.top = top.min(last_top(&self.page(), self.n_rows));
    }

    /// Runs the commands of this step, in the place of what ran before.
    fn run(&mut self) {
        let Some(terminals) = self.steps[self.at].terminals() else {
            self.notice = Some("This step has no command to run; Enter goes on.");
            return;
        };
        let window = Window {
            n_rows: u16::try_from(self.n_rows).unwrap_or(u16::MAX),
            n_columns: self.layout().look.n_columns as u16,
            ground: self.ground,
        };
        if std::fs::create_dir_all(&self.place).is_err() {
            self.notice = Some("No folder to run it in can be made; is the disk full?");
            return;
        }
        let play = Play::new(terminals, window, self.place.clone());
        // What ran before is ended first: it may hold the port.
        drop(self.plays.remove(&self.at));
        self.plays.insert(self.at, play);
        self.is_following = true;
    }

    fn interrupt(&mut self) {
        self.shows_keys = false;
        match self.plays.get_mut(&self.at).filter(|play| !play.is_over()) {
            Some(play) => play.interrupt(),
            None => self.notice = Some("Nothing is running here; q quits."),
        }
    }

    /// Does what is due in this step's terminals, and keeps in sight what they write.
    fn go_on_playing(&mut self) -> Option<Instant> {
        let play = self.plays.get_mut(&self.at)?;
        let due = play.go_on();
        let (is_over, latest) = (play.is_over(), play.latest());
        let page = self.page();
        self.top = self.top.min(last_top(&page, self.n_rows));
        let Some((first, ends)) = page.stage.as_ref().filter(|_| self.is_following) else { return due };
        // When all is over, it is read from its beginning.
        let bottom = if is_over { *first + n_body_rows(self.n_rows) } else { ends[latest] };
        self.is_following = !is_over;
        self.top = bottom.saturating_sub(n_body_rows(self.n_rows)).min(last_top(&page, self.n_rows));
        due
    }

    fn layout(&self) -> Layout<'static> {
        Layout::of(self.n_columns, self.ground.is_some(), "r runs it here")
    }

    fn page(&self) -> Page {
        let layout = self.layout();
        if self.shows_keys {
            return keys_page(layout.look, &self.place);
        }
        let outcomes = self.plays.get(&self.at).map(|play| play.outcomes(layout.look.n_columns));
        page(&self.steps[self.at], outcomes.as_deref(), &layout)
    }

    fn rows(&self) -> Vec<String> {
        let stage = match (self.plays.get(&self.at), self.steps[self.at].terminals()) {
            (Some(play), _) if !play.is_over() => Stage::Running,
            (_, Some(_)) => Stage::Ready,
            (_, None) => Stage::Empty,
        };
        let frame = Frame {
            lesson: self.lesson,
            section: &self.steps[self.at].section,
            step: (self.at + 1, self.steps.len()),
            stage,
            notice: if self.shows_keys { Some("Any key goes back to the lesson.") } else { self.notice },
            top: if self.shows_keys { 0 } else { self.top },
        };
        rows(&frame, &self.page(), self.n_rows, self.layout().look)
    }
}

async fn hear(play: Option<&mut Play>) {
    let Some(play) = play else { return std::future::pending().await };
    let news = play.heard().await;
    play.note(news);
}

async fn wait_until(due: Option<Instant>) {
    match due {
        Some(due) => sleep_until(due).await,
        None => std::future::pending().await,
    }
}

/// Keys as they are pressed. When the channel's 64 places are full, typing waits.
fn keys() -> io::Result<mpsc::Receiver<Vec<Key>>> {
    let (sender, pressed) = mpsc::channel(64);
    typing::hand_over("keys", move |keys| match keys.map(|keys| sender.blocking_send(keys)) {
        Some(Ok(())) => ControlFlow::Continue(()),
        Some(Err(_)) | None => ControlFlow::Break(()),
    })?;
    Ok(pressed)
}
