//! Completions in the shells that people use, as a person presses Tab, and the manual in its pager.
//!
//! The one idea: a script for a shell is right where the shell itself completes with it.
//!
//! See it run: `cargo test --test peers shells`.

#![cfg(target_os = "linux")]

use std::path::Path;
use std::process::Command;

use libtest_mimic::Trial;

use crate::common::needed;
use crate::common::screen::{OnScreen, Sight};

pub(crate) fn trials() -> Vec<Trial> {
    needed::trials(
        "shells",
        &[
            ("bash_completes_a_word_a_lesson_and_a_check", "bash", bash),
            ("zsh_completes_a_word_and_says_what_it_is", "zsh", zsh),
            ("fish_completes_a_word_and_says_what_it_is", "fish", fish),
            ("the_manual_opens_in_a_pager", "man", manual),
            ("each_page_is_clean_to_groff", "groff", groff),
        ],
    )
}

/// A program in a terminal, with netlab in its path and a home without settings.
fn in_terminal(program: &str, args: &[&str], home: &Path) -> OnScreen {
    let netlab = Path::new(env!("CARGO_BIN_EXE_netlab")).parent().expect("it lies in a folder");
    let path = format!("{}:{}", netlab.display(), std::env::var("PATH").unwrap_or_default());
    let mut command = Command::new(program);
    command.args(args).env("PATH", path).env("HOME", home).env("TERM", "xterm").env("NETLAB_HOME", home);
    command
        .env("XDG_CONFIG_HOME", home)
        .env("XDG_DATA_HOME", home)
        .env("PAGER", "less")
        .env("LC_ALL", "C.UTF-8");
    OnScreen::start(&command, 24, 80)
}

fn shows(sight: &Sight, text: &str) -> bool {
    sight.rows.iter().any(|row| row.contains(text))
}

fn bash() {
    let home = tempfile::tempdir().expect("a directory");
    let mut shell = in_terminal("bash", &["--norc", "--noprofile", "-i"], home.path());
    shell.press("eval \"$(netlab completions bash)\"; echo re''ady\r");
    shell.until("the script is read", |sight| shows(sight, "ready"));
    for (typed, whole) in [
        ("netlab explain backl\t", "netlab explain backlog"),
        ("netlab lesson fram\t", "netlab lesson framing"),
        ("netlab check 2 --check survives-a-r\t", "netlab check 2 --check survives-a-reset"),
    ] {
        shell.press(typed);
        shell.until(whole, |sight| shows(sight, whole));
        shell.press("\x15\x0b");
    }
}

fn zsh() {
    let home = tempfile::tempdir().expect("a directory");
    let mut shell = in_terminal("zsh", &["-f", "-i"], home.path());
    shell.press("autoload -U compinit; compinit -u; eval \"$(netlab completions zsh)\"; echo re''ady\r");
    shell.until("the script is read", |sight| sight.rows.iter().any(|row| row.starts_with("ready")));
    shell.press("netlab explain backl\t");
    shell.until("the word", |sight| shows(sight, "netlab explain backlog"));
    shell.press("\x15netlab explain time\t");
    shell.until("what it is", |sight| shows(sight, "a limit on how long somebody waits"));
}

fn fish() {
    let home = tempfile::tempdir().expect("a directory");
    let mut shell = in_terminal("fish", &["--no-config"], home.path());
    shell.press("netlab completions fish | source; echo re''ady\r");
    shell.until("the script is read", |sight| sight.rows.iter().any(|row| row.starts_with("ready")));
    shell.press("netlab explain backl\t");
    shell.until("the word", |sight| shows(sight, "netlab explain backlog"));
    shell.press("\x15netlab explain time\t");
    shell.until("what it is", |sight| shows(sight, "a limit on how long"));
}

fn manual() {
    let home = tempfile::tempdir().expect("a directory");
    let mut pager = in_terminal("netlab", &["man", "tcp-server"], home.path());
    pager.until("the page", |sight| shows(sight, "NETLAB-TCP-SERVER(1)") && shows(sight, "SYNOPSIS"));
    pager.press("q");
    assert_eq!(pager.code(), 0);
    assert!(pager.is_given_back());
}

fn groff() {
    let dir = tempfile::tempdir().expect("a directory");
    let netlab = Command::new(env!("CARGO_BIN_EXE_netlab")).args(["man", "--dir"]).arg(dir.path()).output();
    assert!(netlab.expect("netlab starts").status.success());
    let pages: Vec<_> =
        std::fs::read_dir(dir.path()).expect("it is there").flatten().map(|it| it.path()).collect();
    assert!(pages.len() > 20, "{pages:?}");
    for page in &pages {
        let text = std::fs::read_to_string(page).expect("it is text").replace("\\-", "-");
        for section in ["SYNOPSIS", "EXAMPLES", "EXIT STATUS", "ENVIRONMENT", "FILES", "SEE ALSO"] {
            assert!(text.contains(section), "{} has no {section}", page.display());
        }
        for name in text.split("(1)").filter_map(|before| before.split_whitespace().last()) {
            let is_there = !name.starts_with("netlab-") || dir.path().join(format!("{name}.1")).is_file();
            assert!(is_there, "{} names {name}(1)", page.display());
        }
        let said = Command::new("groff").args(["-ww", "-z", "-man", "-Tutf8"]).arg(page).output();
        let said = said.expect("groff starts");
        assert_eq!(String::from_utf8_lossy(&said.stderr), "", "{}", page.display());
    }
}
