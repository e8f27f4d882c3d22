//! What a learner has come to is kept, whatever else happens at the same time.
//!
//! The one idea: progress is a file of the learner's own. Netlab changes its own words in it, and nothing
//! else: not what another terminal noted, not what is not netlab's, and not a file that it cannot read.

#![cfg(target_os = "linux")]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::PathBuf;
use std::process::Command;

use netlab::lessons::Progress;

use crate::common::desk::{Desk, presses, quits, until_shows};
use crate::common::program::{Program, netlab};

const EXERCISE: &str = r#"
netlab_exercise = 1
role = "server"
transport = "tcp"
[[check]]
id = "one"
title = "t"
why = "w"
steps = [
    { id = "start", start = "subject" },
    { id = "connect", connect = "anna" },
]
"#;

/// A lesson with an exercise that any server passes.
fn desk() -> Desk {
    let desk = Desk::new("# T\n\nintro\n\n## Predict\n\nguess\n\n## Say\n\nthe end\n");
    let folder = desk.dir.path().join("lessons/07-own");
    fs::write(folder.join("exercise.toml"), EXERCISE).expect("written");
    fs::create_dir_all(folder.join("solution/python")).expect("a directory");
    fs::write(folder.join("solution/python/main.py"), "ours\n").expect("written");
    desk
}

fn file(desk: &Desk) -> PathBuf {
    desk.dir.path().join("home/progress.toml")
}

/// The exit code, and what was said on both streams.
fn said(command: Command) -> (i32, String) {
    let mut program = Program::start(command);
    let code = program.code();
    (code, program.out.text() + &program.err.text())
}

#[track_caller]
fn check(desk: &Desk, args: &[&str], code: i32, expected: &str) -> String {
    let (is, said) = said(desk.command(args));
    assert_eq!(is, code, "{said}");
    assert!(said.contains(expected), "{expected:?} is missing in:\n{said}");
    said
}

const NETLAB: &str = env!("CARGO_BIN_EXE_netlab");

fn passes(desk: &Desk) {
    check(desk, &["check", "own", "--", NETLAB, "tcp-server", "{addr}"], 0, "checks passed");
}

fn fails(desk: &Desk) {
    check(desk, &["check", "own", "--", "sh", "-c", "exit 3"], 1, "ended before it was ready");
}

#[test]
fn once_passed_stays_passed_while_the_lesson_is_read_elsewhere_and_a_later_check_fails() {
    let desk = desk();
    let mut reader = desk.read(24, 80);
    until_shows(&reader, "1 of 3");
    passes(&desk);
    check(&desk, &["solution", "own"], 0, "ours");
    presses(&mut reader, "\r", "2 of 3");
    fails(&desk);
    check(&desk, &["solution", "own"], 0, "ours");
    quits(&mut reader);
    check(&desk, &["solution", "own"], 0, "ours");
    check(&desk, &["progress"], 0, "exercises passed: 1 of 1");
    check(&desk, &["lesson", "list"], 0, "●●○ ✓ passed");
}

#[test]
fn once_passed_stays_passed_without_a_reader() {
    let desk = desk();
    passes(&desk);
    fails(&desk);
    check(&desk, &["lesson", "own"], 0, "the end");
    check(&desk, &["solution", "own"], 0, "ours");
}

#[test]
fn a_link_stays_a_link_and_what_is_not_ours_stays_as_it_was() {
    let desk = desk();
    let real = desk.dir.path().join("dotfiles/netlab.toml");
    fs::create_dir_all(real.parent().expect("a folder")).expect("a directory");
    fs::create_dir_all(file(&desk).parent().expect("a folder")).expect("a directory");
    fs::write(&real, "# mine\nteam = \"blue\"\npassed = [\"of-another-teacher\"]\n").expect("written");
    symlink("../dotfiles/netlab.toml", file(&desk)).expect("a link");
    passes(&desk);
    check(&desk, &["progress", "reset", "own"], 0, "own is forgotten");
    passes(&desk);
    assert!(fs::symlink_metadata(file(&desk)).expect("there").is_symlink());
    let text = fs::read_to_string(&real).expect("there");
    let mine = "# mine\nteam = \"blue\"\npassed = [\"of-another-teacher\", \"own\"]\n\n[checked]\nown = ";
    assert!(text.starts_with(mine) && text.lines().count() == 6, "{text}");
}

#[test]
fn a_file_that_cannot_be_read_is_left_alone_and_nobody_is_told_otherwise() {
    let desk = desk();
    fs::create_dir_all(file(&desk).parent().expect("a folder")).expect("a directory");
    let broken = "passed = [\"own\"\n# a slip of the pen\n";
    fs::write(file(&desk), broken).expect("written");
    let told = check(&desk, &["progress", "reset"], 2, "progress is not changed");
    assert!(told.contains("hint: ") && !told.contains("forgotten"), "{told}");
    check(&desk, &["progress", "reset", "own"], 2, "progress is not changed");
    let told = check(&desk, &["lesson", "own"], 0, "note: progress is neither read nor kept: ");
    assert_eq!(told.matches("note: ").count(), 1, "{told}");
    passes(&desk);
    // Its pass could not be noted, so the way that is shown does not depend on it.
    let args = ["check", "own", "--", NETLAB, "tcp-server", "{addr}"];
    check(&desk, &args, 0, "solution 7 --anyway");
    assert_eq!(fs::read_to_string(file(&desk)).expect("there"), broken);
}

/// A folder that anybody may go to, with a netlab that anybody may run.
fn for_anybody() -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::Builder::new().permissions(PermissionsExt::from_mode(0o777)).tempdir();
    let dir = dir.expect("a directory");
    fs::set_permissions(dir.path(), PermissionsExt::from_mode(0o777)).expect("our own");
    let binary = dir.path().join("netlab");
    fs::copy(NETLAB, &binary).expect("copied");
    (dir, binary)
}

#[test]
fn without_a_home_nothing_is_written_into_the_current_folder() {
    let (dir, binary) = for_anybody();
    let check = |home: Option<&str>, is_nobody: bool| {
        let mut command = netlab(&["lesson", "1"]);
        if is_nobody {
            command = Command::new(&binary);
            command.args(["lesson", "1"]);
            // No user of this number is known to the system.
            std::os::unix::process::CommandExt::uid(&mut command, 54_321);
        }
        for name in ["HOME", "NETLAB_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"] {
            command.env_remove(name);
        }
        if let Some(home) = home {
            command.env("HOME", home);
        }
        let (code, said) = said_in(command, dir.path());
        assert_eq!(code, 0, "{said}");
        assert_eq!(said.matches("note: progress is not kept: ").count(), 1, "{said}");
        let left = fs::read_dir(dir.path()).expect("a directory").count();
        assert_eq!(left, 1, "only netlab itself is there, with HOME={home:?}");
    };
    check(Some("here"), false);
    check(Some("."), false);
    if rustix::process::geteuid().is_root() {
        check(None, true);
        check(Some(""), true);
    }
}

fn said_in(mut command: Command, dir: &std::path::Path) -> (i32, String) {
    command.current_dir(dir).stdin(std::process::Stdio::null());
    said(command)
}

#[test]
fn the_last_command_of_an_exercise_is_known_until_it_is_forgotten() {
    let dir = tempfile::tempdir().expect("a directory");
    let file = dir.path().join("progress.toml");
    let mut progress = Progress::read(file.clone()).expect("no file is no progress");
    progress.start("a", "node", "/work/a").expect("kept");
    progress.check("a", &["node", "主.js"], "/work").expect("kept");
    progress.check("a", &["node", "main.js"], "/work").expect("kept");
    let mut progress = Progress::read(file.clone()).expect("kept");
    assert_eq!(progress.started("a").map(|it| it.language.as_str()), Some("node"));
    assert_eq!(
        progress.checked("a").map(|it| it.command.as_slice()),
        Some(&["node".to_owned(), "main.js".to_owned()][..])
    );
    progress.reset(Some("a")).expect("kept");
    let progress = Progress::read(file).expect("kept");
    assert_eq!((progress.started("a"), progress.checked("a")), (None, None));
}

#[test]
fn what_others_note_meanwhile_stays() {
    let dir = tempfile::tempdir().expect("a directory");
    let file = dir.path().join("progress.toml");
    let read = || Progress::read(file.clone()).expect("understood");
    let threads: Vec<_> = (0..4)
        .map(|of| {
            let mut progress = read();
            std::thread::spawn(move || {
                (0..10).try_for_each(|n| {
                    progress.open("shared")?;
                    progress.reach("shared", n)?;
                    progress.pass(&format!("{of}-{n}"))
                })
            })
        })
        .collect();
    for thread in threads {
        thread.join().expect("no thread panics").expect("kept");
    }
    let progress = read();
    for of in 0..4 {
        assert!((0..10).all(|n| progress.has_passed(&format!("{of}-{n}"))), "{of}");
    }
}
