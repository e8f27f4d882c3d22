//! What is looked up: words and whole lines, as learners type and paste them.
//!
//! The one idea: `tests/golden/explained.txt` holds what was typed and where it leads, in groups. Whoever changes a
//! word sees there what else it changes.
//!
//! See it run: `cargo test --test cli explain::`, `UPDATE_GOLDEN=1 cargo test --test cli explain::`.

use netlab::catalogue::{Lang, Word};

use crate::common::golden;
use crate::common::program::netlab;

/// Where a text leads: to a word, or after a `?` to what is suggested.
fn leads(typed: &str) -> String {
    if let Some(word) = Word::find(typed) {
        return word.name().to_owned();
    }
    let (near, mentioning) = (Word::near(typed), Word::mentioning(Lang::English, typed));
    let suggested = if near.is_empty() { mentioning } else { near };
    let names: Vec<&str> = suggested.into_iter().map(Word::name).collect();
    format!("? {}", names.join(", "))
}

#[test]
fn what_people_type_and_paste_is_found_or_led_on() {
    let kept = include_str!("../golden/explained.txt");
    let mut now = String::new();
    let mut n_typed = 0;
    for line in kept.lines() {
        match line.rsplit_once(" => ") {
            Some((typed, _)) => {
                n_typed += 1;
                let found = leads(typed);
                assert_ne!(found, "? ", "{typed:?} leads nowhere");
                now += &format!("{typed} => {found}\n");
            }
            None => now += &format!("{line}\n"),
        }
    }
    assert!(n_typed > 600, "{n_typed}");
    golden::check("explained.txt", &now);
}

#[test]
fn a_list_through_a_pipe_is_printed_with_the_mistakes() {
    let output = netlab(&["explain"]).output().expect("netlab starts");
    let list = String::from_utf8(output.stdout).expect("text");
    for wanted in ["Terms\n", "  backlog", "Mistakes: what a check found in a program\n", "  one-at-a-time"] {
        assert!(list.contains(wanted), "{wanted}\n{list}");
    }
}

#[test]
fn a_slip_in_the_name_of_a_mistake_leads_to_the_mistake() {
    let check = |typed: &[&str], expected: &str| {
        let output = netlab(&[&["explain"], typed].concat()).output().expect("netlab starts");
        let said = String::from_utf8(output.stderr).expect("text");
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(expected), "{said}");
    };
    check(&["onee-at-a-time"], "did you mean one-at-a-time?");
    check(&["one", "client", "at"], "these speak of it: one-at-a-time");
    check(&["qqqqqqq"], "hint: all words: netlab explain");
}

#[cfg(target_os = "linux")]
mod in_a_terminal {
    use crate::common::program::netlab;
    use crate::common::screen::{OnScreen, Sight};

    fn explain(n_rows: u16, n_columns: u16) -> OnScreen {
        let mut command = netlab(&["--color", "never", "explain"]);
        command.env("TERM", "xterm-256color");
        OnScreen::start(&command, n_rows, n_columns)
    }

    fn shows(sight: &Sight, text: &str) -> bool {
        sight.rows.iter().any(|row| row.contains(text))
    }

    #[test]
    fn the_list_narrows_while_one_types_and_enter_shows() {
        let mut list = explain(24, 80);
        list.until("all words", |sight| shows(sight, "Enter shows") && shows(sight, "▸ resolved"));
        list.press("backl");
        let sight = list.until("what fits", |sight| shows(sight, "▸ backlog"));
        assert_eq!(sight.cursor, (0, 20));
        assert!(sight.rows.len() == 24 && !shows(&sight, "TIME_WAIT"), "{sight:?}");
        list.press("\r");
        list.until("the entry", |sight| shows(sight, "see also") && shows(sight, "q leaves"));
        list.press("\r");
        list.until("the list again", |sight| shows(sight, "▸ backlog"));
        list.press("\r");
        list.until("the entry again", |sight| shows(sight, "q leaves"));
        list.press("q");
        assert_eq!(list.code(), 0);
        list.until("what was read stays behind", |sight| shows(sight, "backlog: "));
        assert!(list.is_given_back());
    }

    #[test]
    fn a_pasted_line_a_name_of_another_language_and_chinese_do_no_harm() {
        let mut list = explain(20, 60);
        list.until("all words", |sight| shows(sight, "Esc leaves"));
        list.press("\x1b[200~read ECONNRESET\x1b[201~");
        list.until("the error", |sight| shows(sight, "▸ ECONNRESET"));
        list.press("\x15粘包");
        let sight = list.until("the term", |sight| shows(sight, "▸ framing"));
        assert_eq!((sight.rows[0].as_str(), sight.cursor), ("netlab explain 粘包", (0, 19)));
        list.press("\x7f\x7fsetTimeout");
        list.until("the event", |sight| shows(sight, "▸ gave-up"));
        list.press("\x1b");
        list.until("all words again", |sight| shows(sight, "▸ resolved"));
        list.press("\x1b");
        assert_eq!(list.code(), 0);
        assert!(list.is_given_back());
    }

    #[test]
    fn arrows_choose_a_new_size_is_taken_and_ctrl_c_leaves() {
        let mut list = explain(24, 80);
        list.until("all words", |sight| shows(sight, "▸ resolved"));
        list.press("\x1b[B\x1b[B");
        list.until("the third", |sight| sight.rows[4].starts_with('▸'));
        list.press("\x1b[A");
        list.until("the second", |sight| sight.rows[3].starts_with('▸'));
        list.resize(12, 40);
        let is_cut =
            |sight: &Sight| sight.rows.len() == 12 && shows(sight, "▸ resolve-failed         a host name c…");
        list.until("a smaller list", is_cut);
        list.press("\x03");
        assert_eq!(list.code(), 0);
        assert!(list.is_given_back());
    }
}
