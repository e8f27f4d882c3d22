//! The tour in a terminal: row by row, by keys, and the terminal is given back.
//!
//! The one idea: who looks at a drawing that grows sees each arrow once, with its text, in any size of window.
//!
//! See it run: `cargo test --test lesson tour::`.

#![cfg(target_os = "linux")]

use std::collections::BTreeSet;

use rustix::process::Signal;

use crate::common::desk::{head, quits, shows, until_shows};
use crate::common::program::netlab;
use crate::common::screen::{OnScreen, Sight};

fn tour(n_rows: u16, n_columns: u16) -> OnScreen {
    OnScreen::start(&netlab(&["--color", "never", "tour"]), n_rows, n_columns)
}

/// The number of steps that the head tells.
fn n_steps(sight: &Sight) -> usize {
    let number = head(sight).rsplit(' ').next().and_then(|number| number.parse().ok());
    number.unwrap_or_else(|| panic!("no number in {:?}", head(sight)))
}

/// Whether the drawing holds this mark; on which side its words stand is up to the lines beside it.
fn is_drawn(sight: &Sight, mark: &str) -> bool {
    sight.rows.iter().any(|row| row.contains('●') && row.contains(mark))
}

/// The rows of the drawing: each begins with its time.
fn n_drawn(sight: &Sight) -> usize {
    sight.rows.iter().filter(|row| row.chars().take(10).any(|char| char.is_ascii_digit())).count()
}

/// What is said of the step, below the drawing.
fn text(sight: &Sight) -> String {
    let above_keys = sight.rows.iter().rev().skip(1).skip_while(|row| row.is_empty());
    let mut rows: Vec<&str> = above_keys.take_while(|row| !row.is_empty()).map(String::as_str).collect();
    rows.reverse();
    rows.join(" ")
}

fn first(tour: &OnScreen) -> Sight {
    tour.until("the first step", |sight| head(sight).contains(" 1 of ") && shows(sight, "q quit"))
}

#[test]
fn the_tour_goes_on_and_back_and_ends_with_what_to_type_next() {
    let mut tour = tour(24, 80);
    let n_steps = n_steps(&first(&tour));
    assert!((9..=14).contains(&n_steps), "{n_steps}");
    let begin = tour.until("the first row", |sight| is_drawn(sight, "bound"));
    until_shows(&tour, "The server asked its kernel");
    tour.press("\r");
    tour.until("two rows", |sight| is_drawn(sight, "listening") && head(sight).contains(" 2 of "));
    tour.press("b");
    tour.until("one row", |sight| !is_drawn(sight, "listening") && head(sight).contains(" 1 of "));
    let mut told = BTreeSet::from([text(&begin)]);
    for step in 2..=n_steps {
        tour.press("\r");
        let place = format!(" {step} of {n_steps}");
        let is_alive = |row: &String| row.contains("accepted") && row.matches('│').count() == 2;
        let sight = tour.until("the step: its text, its row, and a listener that lives on", |sight| {
            // Either direction may take two rows.
            let is_half = ["Bytes leave", "The bytes with"].iter().any(|it| text(sight).starts_with(it));
            head(sight).contains(&place)
                && n_drawn(sight) == step
                && (is_half || !told.contains(&text(sight)))
                && (step < 3 || sight.rows.iter().any(is_alive))
        });
        assert_eq!(
            (sight.rows.len(), &sight.rows[1..5]),
            (24, &begin.rows[1..5]),
            "what is drawn stays in place"
        );
        told.insert(text(&sight));
    }
    assert!(!tour.is_given_back(), "no key is echoed");
    tour.press("\r");
    assert_eq!(tour.code(), 0);
    assert!(tour.is_given_back());
    tour.until("the first screen", |sight| {
        ["netlab tcp-server", "netlab tcp-client", "netlab lesson 1"].iter().all(|it| shows(sight, it))
            && is_drawn(sight, "listening")
    });
}

#[test]
fn a_small_or_changing_window_holds_each_step() {
    let mut tour = tour(20, 60);
    let n_steps = n_steps(&first(&tour));
    for step in 2..=n_steps {
        tour.press(" ");
        let place = format!(" {step} of {n_steps}");
        let sight = tour.until("the step", |sight| head(sight).contains(&place));
        assert!(sight.rows.len() <= 20, "{:#?}", sight.rows);
    }
    tour.resize(24, 80);
    tour.until("the whole drawing", |sight| is_drawn(sight, "bound") && sight.rows.len() == 24);
    quits(&mut tour);
    until_shows(&tour, "netlab lesson 1");
}

#[test]
fn however_the_tour_is_left_the_terminal_is_as_before() {
    let left = |leave: &dyn Fn(&mut OnScreen)| {
        let mut tour = tour(24, 80);
        first(&tour);
        leave(&mut tour);
        assert_eq!(tour.code(), 0);
        assert!(tour.is_given_back());
    };
    left(&|tour| tour.press("\x03"));
    left(&|tour| tour.press("\x04"));
    left(&|tour| tour.program.signal(Signal::TERM));
    left(&|tour| tour.program.signal(Signal::HUP));
}
