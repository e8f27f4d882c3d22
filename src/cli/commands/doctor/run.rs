//! What `netlab doctor` tries, and what it says of each.
//!
//! The one idea: everything is tried and not guessed: programs are asked for their version, sockets are bound, a
//! namespace is made. Which lessons use a program is read from the lessons' own commands.
//!
//! See it run: `netlab doctor`.

use std::process::ExitCode;

use colored::Colorize;

use crate::catalogue::Lang;
use crate::cli::commands::doctor::probe::{self, Found, Outcome};
use crate::cli::desk::failure::{Failure, NO};
use crate::cli::desk::setting::Setting;
use crate::cli::desk::shelf;
use crate::lessons::Lessons;
use crate::terminal;
use crate::terminal::palette::{self, Ink};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

/// One thing that netlab's commands use.
struct Row {
    name: &'static str,
    outcome: Outcome,
    what_for: String,
    /// How to get it, or what to do without it.
    remedy: String,
}

pub(crate) fn run(setting: &Setting) -> Result<ExitCode, Failure> {
    let lessons = shelf::load(setting)?;
    let mut rows = programs(setting.lang, &lessons);
    rows.extend(capabilities(setting.lang, &lessons));
    let n_missing = rows.iter().filter(|row| row.outcome.is_err()).count();
    let mut text = format!(
        "netlab {} on {} {}\n\n",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH
    );
    text += &rows.iter().map(Row::text).collect::<String>();
    text += &match n_missing {
        0 => "\nNothing is missing.\n".to_owned(),
        1 => "\n1 thing is missing; everything that does not need it works.\n".to_owned(),
        n => format!("\n{n} things are missing; everything that does not need them works.\n"),
    };
    setting.print(&text);
    Ok(if n_missing == 0 { ExitCode::SUCCESS } else { ExitCode::from(NO) })
}

/// A program of somebody else: its name, what asks for its version, and the package that brings it.
struct Program {
    name: &'static str,
    arguments: &'static [&'static str],
    package: &'static str,
    /// What else it serves, beside the lessons whose commands name it.
    serves: &'static str,
}

const PROGRAMS: &[Program] = &[
    Program {
        name: "python3",
        arguments: &["--version"],
        package: "python3",
        serves: "programs of your own in Python",
    },
    Program {
        name: "node",
        arguments: &["--version"],
        package: "nodejs",
        serves: "programs of your own in JavaScript",
    },
    Program { name: "rustc", arguments: &["--version"], package: "rustc", serves: "start --in rust" },
    Program { name: "nc", arguments: &["-h"], package: "netcat-openbsd", serves: "" },
    Program { name: "timeout", arguments: &["--version"], package: "coreutils", serves: "" },
];

fn programs(lang: Lang, lessons: &Lessons) -> Vec<Row> {
    let row = |program: &Program| {
        let used = lessons_that_run(lessons, program.name);
        let what_for = match (used.is_empty(), program.serves.is_empty()) {
            (false, false) => format!("{used}; {}", program.serves),
            (false, true) => used,
            (true, _) => program.serves.to_owned(),
        };
        Row {
            name: program.name,
            outcome: probe::version(lang, program.name, program.arguments).and_then(fitting),
            what_for,
            remedy: probe::how_to_install(program.package),
        }
    };
    PROGRAMS.iter().map(row).collect()
}

/// There are several programs called nc. The lessons' commands are for OpenBSD's, and others lack its -N.
fn fitting(found: Found) -> Outcome {
    let is_other = ["Ncat", "BusyBox", "[v1."].iter().any(|other| found.0.starts_with(other));
    if is_other { Err(format!("another nc than OpenBSD's: {}", found.0)) } else { Ok(found) }
}

fn capabilities(lang: Lang, lessons: &Lessons) -> Vec<Row> {
    let row = |name, outcome, what_for: &str, remedy: &str| Row {
        name,
        outcome,
        what_for: what_for.to_owned(),
        remedy: remedy.to_owned(),
    };
    let mut rows = vec![
        row(
            "127.0.0.1",
            probe::binds(lang, "127.0.0.1:0"),
            "all commands: the programs talk to each other there",
            "bring the loopback interface up: ip link set lo up",
        ),
        row(
            "::1",
            probe::binds(lang, "[::1]:0"),
            "the same over IPv6, in lesson 3",
            "IPv6 is switched off here; everything else works over IPv4",
        ),
        row(
            "socket table",
            probe::socket_table(lang),
            "sockets; check, which sees there that a server listens",
            "run netlab where /proc can be read",
        ),
    ];
    if cfg!(unix) {
        let remedy = "mount /dev/pts; check runs a program in a terminal of its own";
        rows.push(row("terminals", probe::pseudo_terminal(), "check, and r in a lesson", remedy));
    }
    #[cfg(all(target_os = "linux", target_arch = "x86_64"))]
    {
        let (outcome, remedy) = probe::tracing(lang);
        let used = lessons_that_run(lessons, "observe");
        rows.push(row("ptrace", outcome, &format!("observe: {used}"), &remedy));
    }
    let used = lessons_that_run(lessons, "unshare");
    if cfg!(target_os = "linux") && !used.is_empty() {
        let remedy = "this system lets only root make one; the lesson says what stands for it";
        rows.push(row("own network", probe::own_network(lang), &format!("{used}: to cut a cable"), remedy));
    }
    rows
}

/// The lessons whose commands name this program: "lessons 2, 4 and 5"; empty where none does.
fn lessons_that_run(lessons: &Lessons, program: &str) -> String {
    let names_it = |text: &str| commands(text).any(|line| words(line).any(|word| word == program));
    let numbers: Vec<String> = lessons
        .readable()
        .filter(|lesson| lesson.text.as_deref().is_some_and(names_it))
        .map(|lesson| lesson.number.to_string())
        .collect();
    match numbers.as_slice() {
        [] => String::new(),
        [one] => format!("lesson {one}"),
        [firsts @ .., last] => format!("lessons {} and {last}", firsts.join(", ")),
    }
}

/// The lines that a text's terminals are given.
fn commands(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter_map(|line| line.strip_prefix("$ ").or_else(|| line.strip_prefix("> ")))
}

/// The words of a command line, without the signs that a shell reads between them.
fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|char: char| char.is_whitespace() || "|&;()'\"".contains(char)).filter(|word| !word.is_empty())
}

/// The width of the report, in columns, and what stands below a row's name.
const N_COLUMNS: usize = 80;
const INDENT: &str = "               ";

impl Row {
    fn text(&self) -> String {
        let (sign, found) = match &self.outcome {
            Ok(Found(found)) => (palette::sign(Ink::Data, "✓"), found.as_str()),
            Err(why) => (palette::sign(Ink::Trouble, "✗"), why.as_str()),
        };
        let found = terminal::escaped(found.as_bytes());
        let mut text = format!("{sign} {} {found}\n", format!("{:<12}", self.name).bold());
        let mut lines = vec![format!("for {}", self.what_for)];
        if self.outcome.is_err() {
            lines.push(self.remedy.clone());
        }
        for line in lines {
            text += &terminal::wrapped(&line, N_COLUMNS, INDENT);
            text.push('\n');
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::{commands, lessons_that_run, words};
    use crate::lessons::Lessons;

    #[test]
    fn a_program_is_found_in_the_commands_of_a_text_and_not_in_its_prose() {
        let text =
            "nc is a tool\n\n```console\n$ printf 'a' | nc -N 127.0.0.1 8080\n> more nc\nnc: out\n```\n";
        let lines: Vec<_> = commands(text).collect();
        assert_eq!(lines, ["printf 'a' | nc -N 127.0.0.1 8080", "more nc"]);
        assert!(words(lines[0]).any(|word| word == "nc"));
        assert!(words("(sleep 1; nc -h)&").any(|word| word == "nc"));
    }

    #[test]
    fn the_lessons_say_by_themselves_what_they_run() {
        let lessons = Lessons::embedded().expect("the lessons are whole");
        assert!(lessons_that_run(&lessons, "python3").starts_with("lessons 1, "));
        assert_eq!(lessons_that_run(&lessons, "no-such-program"), "");
    }
}
