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
use crate::cli::commands::doctor::words;
use crate::cli::desk::failure::{Failure, NO};
use crate::cli::desk::setting::Setting;
use crate::cli::desk::shelf;
use crate::lessons::Lessons;
use crate::terminal::palette::{self, Ink};
use crate::terminal::{self, padded};

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
    let lang = setting.lang;
    let mut rows = programs(lang, &lessons);
    rows.extend(capabilities(lang, &lessons));
    let n_missing = rows.iter().filter(|row| row.outcome.is_err()).count();
    let (system, machine) = (std::env::consts::OS, std::env::consts::ARCH);
    let mut text =
        format!("{}\n\n", words::version_and_system(lang, env!("CARGO_PKG_VERSION"), system, machine));
    text += &rows.iter().map(|row| row.text(lang)).collect::<String>();
    text += &format!("\n{}\n", words::missing(lang, n_missing));
    setting.print(&text);
    Ok(if n_missing == 0 { ExitCode::SUCCESS } else { ExitCode::from(NO) })
}

/// A program of somebody else: its name, what asks for its version, and the package that brings it.
struct Program {
    name: &'static str,
    arguments: &'static [&'static str],
    package: &'static str,
}

const PROGRAMS: &[Program] = &[
    Program { name: "python3", arguments: &["--version"], package: "python3" },
    Program { name: "node", arguments: &["--version"], package: "nodejs" },
    Program { name: "rustc", arguments: &["--version"], package: "rustc" },
    Program { name: "nc", arguments: &["-h"], package: "netcat-openbsd" },
    Program { name: "timeout", arguments: &["--version"], package: "coreutils" },
];

fn programs(lang: Lang, lessons: &Lessons) -> Vec<Row> {
    let row = |program: &Program| {
        let used = lessons_that_run(lang, lessons, program.name);
        let serves = words::serves(lang, program.name);
        let what_for = match (used.is_empty(), serves.is_empty()) {
            (false, false) => words::lessons_and(lang, &used, serves),
            (false, true) => used,
            (true, _) => serves.to_owned(),
        };
        Row {
            name: program.name,
            outcome: probe::version(lang, program.name, program.arguments)
                .and_then(|found| fitting(lang, found)),
            what_for,
            remedy: probe::how_to_install(lang, program.package),
        }
    };
    PROGRAMS.iter().map(row).collect()
}

/// There are several programs called nc. The lessons' commands are for OpenBSD's, and others lack its -N.
fn fitting(lang: Lang, found: Found) -> Outcome {
    let is_other = ["Ncat", "BusyBox", "[v1."].iter().any(|other| found.0.starts_with(other));
    if is_other { Err(words::another_nc(lang, &found.0)) } else { Ok(found) }
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
            words::for_loopback(lang),
            words::without_loopback(lang),
        ),
        row("::1", probe::binds(lang, "[::1]:0"), words::for_ipv6(lang), words::without_ipv6(lang)),
        row(
            words::socket_table(lang),
            probe::socket_table(lang),
            words::for_table(lang),
            words::without_table(lang),
        ),
    ];
    if cfg!(unix) {
        let (what_for, remedy) = (words::for_terminals(lang), words::without_terminals(lang));
        rows.push(row(words::terminals(lang), probe::pseudo_terminal(lang), what_for, remedy));
    }
    #[cfg(all(target_os = "linux", target_arch = "x86_64"))]
    {
        let (outcome, remedy) = probe::tracing(lang);
        let used = lessons_that_run(lang, lessons, "observe");
        rows.push(row("ptrace", outcome, &words::for_ptrace(lang, &used), &remedy));
    }
    let used = lessons_that_run(lang, lessons, "unshare");
    if cfg!(target_os = "linux") && !used.is_empty() {
        let (what_for, remedy) = (words::for_network(lang, &used), words::without_network(lang));
        rows.push(row(words::own_network(lang), probe::own_network(lang), &what_for, remedy));
    }
    rows
}

/// The lessons whose commands name this program: "lessons 2, 4 and 5"; empty where none does.
fn lessons_that_run(lang: Lang, lessons: &Lessons, program: &str) -> String {
    let names_it = |text: &str| commands(text).any(|line| typed_words(line).any(|word| word == program));
    let numbers: Vec<String> = lessons
        .readable()
        .filter(|lesson| lesson.text.as_deref().is_some_and(names_it))
        .map(|lesson| lesson.number.to_string())
        .collect();
    words::lessons(lang, &numbers)
}

/// The lines that a text's terminals are given.
fn commands(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter_map(|line| line.strip_prefix("$ ").or_else(|| line.strip_prefix("> ")))
}

/// The words of a command line, without the signs that a shell reads between them.
fn typed_words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|char: char| char.is_whitespace() || "|&;()'\"".contains(char)).filter(|word| !word.is_empty())
}

/// The width of the report, in columns, and what stands below a row's name.
const N_COLUMNS: usize = 80;
const INDENT: &str = "               ";

impl Row {
    fn text(&self, lang: Lang) -> String {
        let (sign, found) = match &self.outcome {
            Ok(Found(found)) => (palette::sign(Ink::Data, "✓"), found.as_str()),
            Err(why) => (palette::sign(Ink::Trouble, "✗"), why.as_str()),
        };
        let found = terminal::escaped(found.as_bytes());
        let mut text = format!("{sign} {} {found}\n", padded(self.name, 12).bold());
        let mut lines = vec![words::is_for(lang, &self.what_for)];
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
    use super::{commands, lessons_that_run, typed_words};
    use crate::catalogue::Lang;
    use crate::lessons::Lessons;

    #[test]
    fn a_program_is_found_in_the_commands_of_a_text_and_not_in_its_prose() {
        let text =
            "nc is a tool\n\n```console\n$ printf 'a' | nc -N 127.0.0.1 8080\n> more nc\nnc: out\n```\n";
        let lines: Vec<_> = commands(text).collect();
        assert_eq!(lines, ["printf 'a' | nc -N 127.0.0.1 8080", "more nc"]);
        assert!(typed_words(lines[0]).any(|word| word == "nc"));
        assert!(typed_words("(sleep 1; nc -h)&").any(|word| word == "nc"));
    }

    #[test]
    fn the_lessons_say_by_themselves_what_they_run() {
        let lessons = Lessons::embedded().expect("the lessons are whole");
        assert!(lessons_that_run(Lang::English, &lessons, "python3").starts_with("lessons 1, "));
        assert_eq!(lessons_that_run(Lang::English, &lessons, "no-such-program"), "");
    }
}
