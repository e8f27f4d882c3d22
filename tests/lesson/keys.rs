//! What a reader presses while reading: an answer, a step's number, a word to explain, a copy of the commands.
//!
//! The one idea: who guesses is answered, and who wants to know a word need not leave the lesson.
//!
//! See it run: `cargo test --test lesson keys::`.

#![cfg(target_os = "linux")]

use std::fs;

use crate::common::desk::{Desk, presses, quits, running, shows, until_shows};

const ASKS: &str = "# T\n\nintro\n\n## Predict\n\nWhat?\n\n1. \"It waits.\"\n2. \"It is refused.\"\n\n## Run\n\n\
    ```console\n$ echo seen\nseen\n```\n\n## See\n\nbefore\n\n<!-- answer -->\n\nafter\n";

const REPLIES: &str = "[predict]\nright = 2\nreplies = [\"No: `nobody` listens.\", \"So it is.\"]\n";

fn asking() -> Desk {
    Desk::new(ASKS).about(REPLIES)
}

#[test]
fn an_answer_is_remembered_and_answered_behind_the_run() {
    let desk = asking();
    let mut reader = desk.read_to("Predict");
    until_shows(&reader, "What do you think? Press a number from 1 to 2.");
    until_shows(&reader, "1 2 answer   Enter go on");
    reader.press("3");
    presses(&mut reader, "1", "You say 1.");
    quits(&mut reader);
    let kept = fs::read_to_string(desk.dir.path().join("home/progress.toml")).expect("kept");
    assert!(kept.contains("[predicted]\nown = 1\n"), "{kept}");
    let mut again = desk.read_to("See");
    let said = "▌ ✗ You said: \"It waits.\" No: `nobody` listens.";
    let sight = again.until("the reply", |sight| shows(sight, said));
    let at = |wanted: &str| sight.rows.iter().position(|row| row.contains(wanted));
    assert!(at("before") < at(said) && at(said) < at("after"), "{:#?}", sight.rows);
    presses(&mut again, "g2\r", "You say 1.");
    presses(&mut again, "2g4\r", "▌ ✓ You said: \"It is refused.\" So it is.");
}

#[test]
fn who_guessed_nothing_is_told_the_answer() {
    let desk = asking();
    let reader = desk.read_to("See");
    until_shows(&reader, "▌ The answer is: \"It is refused.\" So it is.");
}

#[test]
fn what_we_saw_is_folded_until_enter_or_e() {
    let desk = running("echo here");
    let mut reader = desk.read_to("Run");
    let folded = reader.until("a fold", |sight| shows(sight, "(e shows the line that we saw here)"));
    assert!(!shows(&folded, "behind it"), "what speaks of it is folded, too: {:#?}", folded.rows);
    reader.press("e");
    reader.until("the sample", |sight| sight.rows.contains(&"once".to_owned()) && shows(sight, "behind it"));
    presses(&mut reader, "e", "(e shows the line that we saw here)");
    presses(&mut reader, "\r", "behind it");
    reader.press("r");
    reader.until("its end", |sight| shows(sight, "≠ here") && shows(sight, "≠ we saw: once"));
    reader.press("e");
    reader.until("the sample", |sight| sight.rows.contains(&"once".to_owned()));
}

#[test]
fn a_step_is_gone_to_by_its_number() {
    let desk = asking();
    let mut reader = desk.read(24, 80);
    until_shows(&reader, "1 of 4");
    reader.press("g");
    reader.until("the steps", |sight| {
        shows(sight, "Go to step (1 to 4): ▏")
            && shows(sight, "▸  1")
            && shows(sight, " 3  Run      $ echo seen")
    });
    presses(&mut reader, "4\r", "4 of 4");
    presses(&mut reader, "g9\r", "There is no step 9: they go from 1 to 4.");
    presses(&mut reader, "g\x7f", "before");
    quits(&mut reader);
}

#[test]
fn a_word_is_explained_and_the_lesson_is_still_there() {
    let desk = asking();
    let mut reader = desk.read(24, 80);
    until_shows(&reader, "intro");
    reader.press("/backlog\r");
    reader.until("an entry", |sight| {
        shows(sight, "backlog: ") && shows(sight, "see also") && shows(sight, "Any key goes back")
    });
    presses(&mut reader, "n", "1 of 4");
    presses(&mut reader, "/backlogg\r", "No explanation of \"backlogg\". Near it: backlog");
    presses(&mut reader, "\r", "2 of 4");
}

#[test]
fn whatever_is_laid_on_a_page_the_page_stays_where_it_was() {
    let paragraphs: Vec<String> = (1..60).map(|n| format!("paragraph {n}\n")).collect();
    let desk = Desk::new(&paragraphs.join("\n"));
    let mut reader = desk.read(24, 80);
    until_shows(&reader, "paragraph 1");
    reader.press("jjjjjj");
    let before =
        reader.until("further down", |sight| sight.rows.get(2).is_some_and(|row| row == "paragraph 4"));
    for (lays, laid, lifts) in
        [("?", "any other key", "?"), ("/backlog\r", "Any key", " "), ("g", "Go to step", "\x7f")]
    {
        reader.press(lays);
        until_shows(&reader, laid);
        reader.press(lifts);
        reader.until("the page as it was", |sight| sight.rows == before.rows);
    }
}

#[test]
fn the_events_of_a_page_are_explained_also_those_that_were_explained_before() {
    let desk = running("netlab tcp-client 127.0.0.1:1; netlab --explain never tcp-client 127.0.0.1:1");
    let mut reader = desk.read_to("Run");
    reader.press("x");
    until_shows(&reader, "No event is told on this page now");
    reader.press("r");
    until_shows(&reader, "x explain");
    reader.press("x");
    reader.until("two entries", |sight| {
        let n_refused = sight.rows.iter().filter(|row| row.starts_with("refused: ")).count();
        shows(sight, "What is told on this page")
            && shows(sight, "key goes back")
            && shows(sight, "connecting: ")
            && n_refused == 1
    });
    reader.press("q");
    until_shows(&reader, "x explain");

    let mut untold = running("echo no event").read_to("Run");
    untold.press("r");
    let run = untold.until("its end", |sight| shows(sight, "r run again"));
    assert!(!shows(&run, "x explain"), "a key that has nothing to do: {run:?}");
}

#[test]
fn commands_are_copied_without_their_prompts() {
    let text = "```console terminal=1\n$ echo '\n> a'\n\na\n$ true\n```\n\n```console terminal=2\n$ echo b\nb\n```\n";
    let desk = Desk::new(text);
    let mut reader = desk.read(24, 80);
    until_shows(&reader, "terminal 2");
    reader.press("c");
    // `echo '⏎a'⏎true⏎` and `echo b⏎`, in base64 as xterm takes it.
    reader.until_written("a copy", |written| {
        written.contains("\x1b]52;c;ZWNobyAnCmEnCnRydWUK\x07").then_some(())
    });
    until_shows(&reader, "Terminal 1: its 2 commands copied");
    reader.press("c");
    reader.until_written("a copy", |written| written.contains("\x1b]52;c;ZWNobyBiCg==\x07").then_some(()));
    quits(&mut reader);
}

#[test]
fn both_terminals_stay_in_view_and_follow_their_ends() {
    let one = "for n in $(seq 50); do echo one $n; done; while :; do sleep 60; done";
    let two = "for n in $(seq 50); do echo two $n; done; while :; do sleep 60; done";
    let text = format!(
        "read\n\n```console terminal=1\n$ {one}\n^C\n```\n\n```console terminal=2\n$ {two}\n^C\n```\n"
    );
    let desk = Desk::new(&text);
    for n_columns in [80, 120] {
        let mut reader = desk.read(24, n_columns);
        until_shows(&reader, "r runs it here");
        reader.press("r");
        let sight = reader.until("both ends", |sight| {
            ["── terminal 1", "one 50", "── terminal 2", "two 50"].iter().all(|it| shows(sight, it))
        });
        let is_beside = sight.rows.iter().any(|row| row.contains("one 50") && row.contains("two 50"));
        assert_eq!(is_beside, n_columns == 120, "{:#?}", sight.rows);
    }
}
