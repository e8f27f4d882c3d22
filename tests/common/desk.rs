//! A lesson of a test's own, and somebody who reads it in a terminal.

use std::process::Command;

use super::program::{Program, netlab};
use super::screen::{OnScreen, Sight};
use tempfile::TempDir;

/// A lesson of one's own, and somebody's progress.
pub(crate) struct Desk {
    pub(crate) dir: TempDir,
}

impl Desk {
    pub(crate) fn new(text: &str) -> Desk {
        let desk = Desk { dir: tempfile::tempdir().expect("a directory") };
        let folder = desk.dir.path().join("lessons/07-own");
        std::fs::create_dir_all(&folder).expect("a directory");
        let about = "title = \"Mine\"\nsummary = \"One.\"\nteaches = [\"it\"]\nminutes = 75\n";
        std::fs::write(folder.join("lesson.toml"), about).expect("written");
        std::fs::write(folder.join("README.md"), text).expect("written");
        desk
    }

    /// The same with more in its `lesson.toml`.
    pub(crate) fn about(self, more: &str) -> Desk {
        let file = self.dir.path().join("lessons/07-own/lesson.toml");
        let about = std::fs::read_to_string(&file).expect("written") + more;
        std::fs::write(file, about).expect("written");
        self
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let lessons = self.dir.path().join("lessons");
        let lessons = lessons.to_str().expect("a path in UTF-8");
        let mut command = netlab(&[&["--lessons", lessons], args].concat());
        command.env("NETLAB_HOME", self.dir.path().join("home"));
        command
    }

    /// What the command prints, through a pipe.
    pub(crate) fn prints(&self, args: &[&str]) -> String {
        let mut program = Program::start(self.command(args));
        assert_eq!(program.code(), 0);
        program.out.text()
    }

    pub(crate) fn read(&self, n_rows: u16, n_columns: u16) -> OnScreen {
        OnScreen::start(&self.command(&["--color", "never", "lesson", "7"]), n_rows, n_columns)
    }

    /// A reader who stands at the step with this in its head.
    pub(crate) fn read_to(&self, wanted: &str) -> OnScreen {
        let mut reader = self.read(24, 80);
        while !head(&reader.until("a step", |sight| sight.rows.len() > 3)).contains(wanted) {
            let before = head(&reader.until("a step", |sight| sight.rows.len() > 3)).to_owned();
            reader.press("n");
            reader.until("the next step", |sight| head(sight) != before);
        }
        reader
    }
}

/// Presses these keys, and waits for what they lead to.
pub(crate) fn presses(reader: &mut OnScreen, keys: &str, wanted: &str) {
    reader.press(keys);
    until_shows(reader, wanted);
}

/// Leaves the lesson by its key.
pub(crate) fn quits(reader: &mut OnScreen) {
    reader.press("q");
    assert_eq!(reader.code(), 0);
}

pub(crate) fn head(sight: &Sight) -> &str {
    sight.rows.first().map_or("", String::as_str)
}

pub(crate) fn shows(sight: &Sight, wanted: &str) -> bool {
    sight.rows.iter().any(|row| row.contains(wanted))
}

pub(crate) fn until_shows(reader: &OnScreen, wanted: &str) {
    reader.until(wanted, |sight| shows(sight, wanted));
}

/// A lesson with one step that runs this.
pub(crate) fn running(command: &str) -> Desk {
    Desk::new(&format!(
        "# T\n\nread\n\n## Run\n\n```console\n$ {command}\nonce\n```\n\nbehind it\n\n## Say\n\nend\n"
    ))
}
