//! Walking through the tour in a terminal, by keys.
//!
//! The one idea: what took two milliseconds has happened already, so its reader may go on and back as he likes.
//!
//! See it run: `netlab tour`.

use std::io;

use tokio::sync::mpsc;

use crate::catalogue::Lang;
use crate::cli::commands::tour::steps::page;
use crate::cli::commands::tour::words;
use crate::cli::desk::signal::Told;
use crate::cli::keyboard::key::Key;
use crate::cli::keyboard::screen::{Screen, size};
use crate::cli::keyboard::typing;
use crate::ladder::Picture;
use crate::markdown::{Paint, paint};
use crate::terminal::{cut, width};

/// Shows the picture step by step, until its end or until the reader leaves.
///
/// # Errors
/// Those of starting a thread.
pub(super) async fn walk(
    picture: &Picture<'_>,
    screen: &Screen,
    mut signals: mpsc::Receiver<Told>,
    has_colour: bool,
) -> io::Result<()> {
    let mut keys = typing::keys()?;
    let mut step = 0;
    loop {
        screen.draw(&rows(picture, step, has_colour));
        tokio::select! {
            pressed = keys.recv() => {
                let Some(pressed) = pressed else { return Ok(()) };
                for key in pressed {
                    match turn(&key) {
                        Turn::On if step + 1 == picture.rows.len() => return Ok(()),
                        Turn::On => step += 1,
                        Turn::Back => step = step.saturating_sub(1),
                        Turn::First => step = 0,
                        Turn::Leave => return Ok(()),
                        Turn::Stop => screen.stop(),
                        Turn::Nowhere => {}
                    }
                }
            }
            told = signals.recv() => match told {
                None | Some(Told::Leave | Told::Interrupt) => return Ok(()),
                Some(Told::Resized) => {}
                Some(Told::Stop) => screen.stop(),
                Some(Told::Continued) => screen.enter(),
            },
        }
    }
}

enum Turn {
    On,
    Back,
    First,
    Leave,
    Stop,
    Nowhere,
}

fn turn(key: &Key) -> Turn {
    match key {
        Key::Enter | Key::Right | Key::Down | Key::PageDown => Turn::On,
        Key::Left | Key::Up | Key::PageUp | Key::Backspace => Turn::Back,
        Key::Home => Turn::First,
        Key::EndOfInput => Turn::Leave,
        Key::Stop => Turn::Stop,
        Key::Text(text) => match text.as_str() {
            " " | "n" | "j" => Turn::On,
            "b" | "p" | "k" => Turn::Back,
            "g" => Turn::First,
            "q" => Turn::Leave,
            _ => Turn::Nowhere,
        },
        _ => Turn::Nowhere,
    }
}

/// All rows of the screen.
fn rows(picture: &Picture<'_>, step: usize, has_colour: bool) -> Vec<String> {
    let (n_rows, n_columns) = size();
    let n_steps = picture.rows.len();
    let mut body = page(picture, step, n_rows, n_columns.min(MAX_COLUMNS));
    body.resize(n_rows.saturating_sub(3).max(1), String::new());
    let mut rows =
        vec![head(picture.lang, (step + 1, n_steps), n_columns.min(MAX_COLUMNS), has_colour), String::new()];
    rows.append(&mut body);
    rows.push(foot(picture.lang, step + 1 == n_steps, has_colour));
    rows.truncate(n_rows);
    rows
}

/// A wider text is tiring to read.
const MAX_COLUMNS: usize = 100;

fn head(lang: Lang, (step, n_steps): (usize, usize), n_columns: usize, has_colour: bool) -> String {
    let place = words::place(lang, step, n_steps);
    let title = cut(words::title(lang), n_columns.saturating_sub(width(&place) + 1));
    let gap = n_columns.saturating_sub(width(&title) + width(&place));
    let (title, place) = (paint(&title, Paint::Strong, has_colour), paint(&place, Paint::Quiet, has_colour));
    format!("{title}{}{place}", " ".repeat(gap))
}

fn foot(lang: Lang, is_last: bool, has_colour: bool) -> String {
    let key = |(key, what): (&str, &str)| {
        format!("{} {}", paint(key, Paint::Strong, has_colour), paint(what, Paint::Quiet, has_colour))
    };
    words::keys(lang, is_last).map(key).join("   ")
}
