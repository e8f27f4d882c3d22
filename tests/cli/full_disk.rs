//! A disk that is full harms nothing that was there, and leaves nothing behind.
//!
//! The one idea: a failure must not cost more than the work that failed. So an old file stays whole, a new
//! one goes again, and the same command can be given once more when there is room.

// A file that may not grow is asked of the kernel in Linux's way (RLIMIT_FSIZE); SIGXFSZ is ignored, so a
// write fails as it does on a full disk: some bytes are taken, then none.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::{TempDir, tempdir};

use crate::common::program;
use crate::common::program::{Program, netlab_after};

/// Runs netlab in this folder, where no file may be longer than so many blocks of 512 bytes.
fn on_full_disk(dir: &Path, n_blocks: u32, args: &[&str]) -> Command {
    let mut command = netlab_after(&format!("trap '' XFSZ; ulimit -f {n_blocks}"), args);
    command.current_dir(dir).env("NETLAB_HOME", dir.join("home"));
    command
}

#[track_caller]
fn fails(command: Command) -> String {
    let mut program = Program::start(command);
    let code = program.code();
    let said = program.out.text() + &program.err.text();
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("error: ") && said.contains("hint: "), "{said}");
    said
}

fn names(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).expect("a directory");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// A folder with a record.
fn with_record() -> TempDir {
    let dir = tempdir().expect("a directory");
    let mut tour = program::netlab(&["-q", "--record", "run.jsonl", "tour"]);
    tour.current_dir(dir.path());
    assert_eq!(Program::start(tour).code(), 0);
    dir
}

#[test]
fn an_old_picture_stays_where_there_is_no_room_for_the_new_one() {
    let dir = with_record();
    for name in ["old.svg", "old.html"] {
        fs::write(dir.path().join(name), "precious").expect("written");
        fails(on_full_disk(dir.path(), 4, &["ladder", "run.jsonl", "-o", name]));
        assert_eq!(fs::read_to_string(dir.path().join(name)).expect("there"), "precious");
    }
    fails(on_full_disk(dir.path(), 4, &["ladder", "run.jsonl", "-o", "new.svg"]));
    assert_eq!(names(dir.path()), ["old.html", "old.svg", "run.jsonl"]);
}

#[test]
fn a_record_that_tells_of_nothing_goes_again() {
    let dir = tempdir().expect("a directory");
    let tour = ["-q", "--record", "run.jsonl", "tour"];
    // Not even its first line.
    let told = fails(on_full_disk(dir.path(), 0, &tour));
    assert!(told.contains("cannot record to run.jsonl"), "{told}");
    assert!(names(dir.path()).is_empty(), "{:?}", names(dir.path()));
    // The first line, and the beginning of an event.
    let host_and_boot = "x".repeat(200);
    let program = ["--record", &host_and_boot, "-q", "tcp-client", "--idle-timeout", "1", "127.0.0.1:1"];
    fails(on_full_disk(dir.path(), 0, &program));
    assert!(names(dir.path()).is_empty(), "{:?}", names(dir.path()));
    // Some events: they stay, and it is said that there were more.
    let told = fails(on_full_disk(dir.path(), 3, &tour));
    assert!(told.contains("is not whole"), "{told}");
    let mut ladder = program::netlab(&["ladder", "run.jsonl"]);
    ladder.current_dir(dir.path());
    assert_eq!(Program::start(ladder).code(), 0);
}

#[test]
fn a_beginning_is_there_whole_or_not_at_all() {
    let dir = tempdir().expect("a directory");
    fails(on_full_disk(dir.path(), 0, &["start", "2", "a/b"]));
    assert!(names(dir.path()).is_empty(), "{:?}", names(dir.path()));
    fs::create_dir(dir.path().join("mine")).expect("a directory");
    fs::write(dir.path().join("mine/main.py"), "precious").expect("written");
    fails(on_full_disk(dir.path(), 100, &["start", "2", "mine"]));
    assert_eq!(fs::read_to_string(dir.path().join("mine/main.py")).expect("there"), "precious");
    assert_eq!(names(&dir.path().join("mine")), ["main.py"]);
}

#[test]
fn progress_stays_where_there_is_no_room_for_more() {
    let dir = tempdir().expect("a directory");
    let mine = format!("# {}\npassed = [\"framing\"]\n", "note ".repeat(100));
    fs::create_dir(dir.path().join("home")).expect("a directory");
    let file = dir.path().join("home/progress.toml");
    fs::write(&file, &mine).expect("written");
    let mut program = Program::start(on_full_disk(dir.path(), 1, &["lesson", "1"]));
    assert_eq!(program.code(), 0);
    assert!(program.err.text().contains("note: progress is not kept: "));
    assert_eq!(fs::read_to_string(&file).expect("there"), mine);
    assert_eq!(names(&dir.path().join("home")), ["progress.lock", "progress.toml"]);
    fails(on_full_disk(dir.path(), 1, &["progress", "reset", "framing"]));
}
