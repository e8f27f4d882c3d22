//! A folder of a learner's own, in which netlab is run, and exercises that a test makes up.

use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

pub(crate) struct Home(TempDir);

impl Home {
    pub(crate) fn new() -> Home {
        Home(tempfile::tempdir().expect("a directory"))
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn netlab(&self, args: &[&str]) -> Output {
        let mut netlab = Command::new(assert_cmd::cargo::cargo_bin!("netlab"));
        netlab
            .args(["--color", "never"])
            .args(args)
            .env("NETLAB_HOME", self.0.path().join("home"))
            .env("NETLAB_LANG", "en");
        netlab.current_dir(self.0.path()).output().expect("netlab starts")
    }

    /// The exit code, and what was said on both streams.
    #[track_caller]
    pub(crate) fn check(&self, args: &[&str], code: i32, expected: &[&str]) -> String {
        let output = self.netlab(args);
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8(said).expect("text");
        assert_eq!(output.status.code(), Some(code), "{said}");
        for words in expected {
            assert!(said.contains(words), "{words:?} is missing in:\n{said}");
        }
        said
    }

    /// An exercise of one check with these steps, for a TCP server.
    #[track_caller]
    pub(crate) fn play(&self, steps: &str, program: &[&str], code: i32, expected: &[&str]) {
        let head = "netlab_exercise = 1\nrole = \"server\"\ntransport = \"tcp\"";
        self.play_as(head, steps, program, code, expected);
    }

    /// The same with another role or transport in its head.
    #[track_caller]
    pub(crate) fn play_as(&self, head: &str, steps: &str, program: &[&str], code: i32, expected: &[&str]) {
        self.write(head, &format!("{steps}]"));
        self.check(&[PLAY, program].concat(), code, expected);
    }

    /// An exercise as of [`Home::play`]; gives what was said.
    #[track_caller]
    pub(crate) fn play_said(&self, steps: &str, program: &[&str], code: i32) -> String {
        self.play_open(&format!("{steps}]"), program, code, &[])
    }

    /// The same, where the steps end their list themselves and more may stand behind it.
    #[track_caller]
    pub(crate) fn play_open(&self, steps: &str, program: &[&str], code: i32, expected: &[&str]) -> String {
        self.write("netlab_exercise = 1\nrole = \"server\"\ntransport = \"tcp\"", steps);
        self.check(&[PLAY, program].concat(), code, expected)
    }

    fn write(&self, head: &str, steps: &str) {
        let folder = self.0.path().join("mine/01-mine");
        std::fs::create_dir_all(&folder).expect("created");
        let about = "title = \"t\"\nsummary = \"s\"\nteaches = []\nminutes = 1\n";
        std::fs::write(folder.join("lesson.toml"), about).expect("written");
        let check = "[[check]]\nid = \"one\"\ntitle = \"t\"\nwhy = \"w\"";
        let text = format!("{head}\n{check}\nsteps = [{steps}\n");
        std::fs::write(folder.join("exercise.toml"), text).expect("written");
    }
}

const PLAY: &[&str] = &["--lessons", "mine", "check", "mine", "--"];
