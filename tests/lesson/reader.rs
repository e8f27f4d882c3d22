//! A lesson in a terminal: what its reader sees, presses and runs.
//!
//! The one idea: whoever reads may press any key at any time, and in the end nothing that was started
//! runs on, the terminal is as it was, and the place is remembered.
//!
//! See it run: `cargo test --test lesson reader::`.

// A session with a terminal of its own, and that terminal's other end, are asked for in Linux's way.
#![cfg(target_os = "linux")]

use std::path::Path;

use netlab::lessons::Lessons;

use crate::common::desk::{Desk, head, presses, quits, running, shows, until_shows};
use crate::common::program::netlab;
use crate::common::screen::OnScreen;

const THREE_STEPS: &str = "# 套接字不是端口\n\nintro\n\n## Predict\n\nguess\n\n## Say\n\n> the end\n";

/// A lesson with this text, opened in a terminal of this size; its first step is shown.
fn opened(text: &str, n_rows: u16, n_columns: u16) -> (Desk, OnScreen) {
    let desk = Desk::new(text);
    let reader = desk.read(n_rows, n_columns);
    until_shows(&reader, "1 of ");
    (desk, reader)
}

/// More than a small screen holds.
fn paragraphs() -> String {
    let paragraphs: Vec<String> = (1..=20).map(|n| format!("paragraph {n}")).collect();
    paragraphs.join("\n\n")
}

#[test]
fn keys_go_on_and_back_and_the_place_is_remembered() {
    let (desk, mut reader) = opened(THREE_STEPS, 24, 80);
    until_shows(&reader, "套接字不是端口");
    presses(&mut reader, "\r", "2 of 3");
    presses(&mut reader, " ", "▌ the end");
    presses(&mut reader, "b", "guess");
    assert!(!reader.is_given_back(), "keys come one by one");
    quits(&mut reader);
    assert!(reader.is_given_back());
    let left = reader.until("the first screen", |sight| sight.rows.len() == 1);
    assert_eq!(left.rows, ["Lesson 7, step 2 of 3. To go on from here: netlab lesson 7"]);
    let list = desk.prints(&["lesson", "list"]);
    assert!(list.lines().any(|row| row.starts_with("▸  7  Mine ") && row.ends_with("●●○  75 min")), "{list}");
    let progress = desk.prints(&["progress"]);
    assert!(
        progress.starts_with("Lesson 7, step 2 of 3. Lessons read: 0 of 1; exercises passed: 0 of 0.\n"),
        "{progress}"
    );
    let rest: Vec<&str> = progress.lines().skip(1).collect();
    let kept_in = format!("Kept in {}", desk.dir.path().display());
    assert_eq!(rest[0], "To go on: netlab lesson 7   Mine", "{progress}");
    assert!(rest.len() == 2 && rest[1].starts_with(&kept_in), "a long path has its own row: {progress}");
    assert!(desk.prints(&[]).contains("You are in lesson 7, at step 2 of 3: Mine\n"));

    let again = OnScreen::start(&desk.command(&["--color", "never", "lesson"]), 24, 80);
    until_shows(&again, "2 of 3");
}

#[test]
fn behind_the_last_step_the_lesson_is_read_and_begins_anew() {
    let desk = Desk::new(THREE_STEPS);
    let mut reader = desk.read_to("3 of 3");
    until_shows(&reader, "Enter end");
    reader.press("\r");
    assert_eq!(reader.code(), 0);
    until_shows(&reader, "You have read lesson 7 to its end.");
    let list = desk.prints(&["lesson", "list"]);
    assert!(list.lines().any(|row| row.starts_with("✓  7  Mine ") && row.ends_with("●●●  75 min")), "{list}");
    assert!(list.contains("1 lesson, 1 h 15 min; read to the end: 1 h 15 min."), "{list}");
    until_shows(&desk.read(24, 80), "1 of 3");
}

#[test]
fn who_quits_on_the_last_page_has_read_and_looking_again_takes_nothing_back() {
    let desk = Desk::new(THREE_STEPS);
    let mut reader = desk.read_to("3 of 3");
    quits(&mut reader);
    until_shows(&reader, "You have read lesson 7 to its end.");
    let is_read = |wanted: &str| {
        let list = desk.prints(&["lesson", "list"]);
        assert!(list.lines().any(|row| row.starts_with("✓  7  Mine ") && row.ends_with(wanted)), "{list}");
        assert!(list.contains("read to the end: 1 h 15 min."), "{list}");
    };
    is_read("●●●  75 min");
    let mut again = desk.read(24, 80);
    until_shows(&again, "1 of 3");
    quits(&mut again);
    is_read("●●●  75 min");
    assert!(desk.prints(&[]).contains("You have opened 1 of 1 lessons, the last one: 7. Mine\n"));
    let mut again = desk.read_to("2 of 3");
    quits(&mut again);
    is_read("●●○  75 min");
}

#[test]
fn a_last_page_whose_end_was_not_seen_is_not_read() {
    let (_desk, mut reader) = opened(&format!("# T\n\nintro\n\n## Say\n\n{}\n", paragraphs()), 12, 40);
    presses(&mut reader, "n", "2 of 2");
    quits(&mut reader);
    until_shows(&reader, "Lesson 7, step 2 of 2.");
}

#[test]
fn going_on_means_further_down_first_where_the_page_is_longer_than_the_screen() {
    let (_desk, mut reader) = opened(&(paragraphs() + "\n\n## Say\n\nend\n"), 12, 40);
    let first = reader.until("the first page", |sight| shows(sight, "more (31 ▼)"));
    assert!(shows(&first, "paragraph 4") && !shows(&first, "paragraph 5"));
    presses(&mut reader, "\r", "paragraph 8");
    presses(&mut reader, "\x1b[F", "paragraph 20");
    presses(&mut reader, "\x1b[A", "more (1 ▼)");
    presses(&mut reader, "\r", "Enter go on");
    presses(&mut reader, "\r", "2 of 2");
}

#[test]
fn foreign_bytes_are_shown_and_colours_are_none_where_none_are_wanted() {
    let desk = running("printf 'a\\033[2Jb\\n\\033[31mred\\033[0m\\n'");
    let mut reader = desk.read_to("Run");
    reader.press("r");
    reader.until("what was printed", |sight| shows(sight, "a\\x1b[2Jb") && shows(sight, "red"));
    let desk = Desk::new(THREE_STEPS);
    let mut program = desk.command(&["lesson", "7"]);
    program.env("NO_COLOR", "1");
    let reader = OnScreen::start(&program, 24, 80);
    until_shows(&reader, "1 of 3");
    assert!(!reader.written().contains("\x1b[1"), "{:?}", reader.written());
}

#[test]
fn a_window_that_is_dragged_is_drawn_anew_in_its_size() {
    let text = "# T\n\n一个套接字不是一个端口。端口是地址里的一个数字；套接字是内核里的一个东西。\n\n## Say\n\nend\n";
    let (_desk, mut reader) = opened(text, 24, 80);
    until_shows(&reader, "一个套接字不是一个端口。端口是地址里的一个数字；套接字是内核里的一个东西。");
    reader.resize(10, 30);
    let sight = reader.until("the narrow text", |sight| {
        shows(sight, "Enter go on")
            && shows(sight, "一个套接字不是一个端口。端口是")
            && shows(sight, "1 of 2")
    });
    assert_eq!(sight.rows.len(), 10);
    assert_eq!(sight.rows[5], "一个套接字不是一个端口。端口是");
    assert_eq!(sight.rows[6], "地址里的一个数字；套接字是内核");
}

#[test]
fn a_window_that_grows_is_filled() {
    let (_desk, mut reader) = opened(&(paragraphs() + "\n\n## Say\n\nend\n"), 12, 40);
    presses(&mut reader, "\x1b[F", "paragraph 20");
    reader.resize(30, 100);
    reader.until("as much as fits", |sight| shows(sight, "paragraph 8") && shows(sight, "paragraph 20"));
    reader.resize(50, 100);
    reader.until("all of it", |sight| shows(sight, "paragraph 1") && shows(sight, "paragraph 20"));
}

#[test]
fn the_bare_name_names_what_can_be_read_and_written_next() {
    let home = tempfile::tempdir().expect("a directory");
    let says = || {
        let mut command = netlab(&["--color", "never"]);
        command.env("NETLAB_HOME", home.path());
        String::from_utf8(command.output().expect("the program starts").stdout).expect("text")
    };
    let n_exercises = Lessons::embedded().expect("whole lessons").exercises().count();
    let first = says();
    assert!(first.contains(&format!("You have passed 0 of {n_exercises} exercises.\n")), "{first}");
    assert!(first.contains("  netlab start 1 "), "{first}");
    let progress = "opened = [\"greeting-server\"]\nread = [\"greeting-server\"]\npassed = [\"layers\"]\n";
    std::fs::write(home.path().join("progress.toml"), progress).expect("written");
    let then = says();
    assert!(then.contains(&format!("You have passed 1 of {n_exercises} exercises.\n")), "{then}");
    assert!(then.contains("  netlab start 2 "), "{then}");
    assert!(then.lines().all(|line| line.chars().count() <= 80), "{then}");
}

#[test]
fn the_keys_are_told_and_any_key_leads_back() {
    let (_desk, mut reader) = opened(THREE_STEPS, 24, 80);
    presses(&mut reader, "?", "further down, then to the next step");
    presses(&mut reader, "q", "intro");
    presses(&mut reader, "r", "This step has no command to run");
}

#[test]
fn through_a_pipe_or_with_plain_the_whole_text_comes() {
    let desk = running("echo here");
    let piped = desk.prints(&["lesson", "7"]);
    let positions: Vec<_> = ["T\n━\n", "── Run ──", "$ echo here\nonce\n", "behind it", "── Say ──", "end\n"]
        .map(|it| piped.find(it))
        .into();
    assert!(positions.iter().all(Option::is_some) && positions.is_sorted(), "{positions:?} in {piped}");
    assert_eq!(desk.prints(&["lesson", "7", "--plain"]), piped);
    let in_terminal = OnScreen::start(&desk.command(&["--color", "never", "lesson", "7", "--plain"]), 24, 80);
    in_terminal.until("the text", |sight| sight.rows.join("\n") + "\n" == piped);
    assert!(desk.prints(&["lesson", "list"]).starts_with("·  7  Mine "));
}

#[test]
fn each_lesson_can_be_read_from_its_beginning_to_its_end_in_a_narrow_terminal() {
    for lesson in ["1", "2", "3"] {
        let home = tempfile::tempdir().expect("a directory");
        let mut command = netlab(&["--color", "never", "lesson", lesson]);
        command.env("NETLAB_HOME", Path::new(home.path()));
        let mut reader = OnScreen::start(&command, 24, 40);
        let mut last = String::new();
        loop {
            let sight = reader.until("another step", |sight| sight.rows.len() == 24 && head(sight) != last);
            last = head(&sight).to_owned();
            reader.press("n");
            let (at, of) = last.rsplit_once(" of ").expect("the head counts the steps");
            if at.ends_with(of) {
                break;
            }
        }
        assert_eq!(reader.code(), 0);
        assert!(reader.is_given_back());
    }
}
