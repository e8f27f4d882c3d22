//! Laws over the lessons alone: what they say they need, how long they take, and the words they use.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use libtest_mimic::{Failed, Trial};
use regex::Regex;

use crate::document::{Document, Step};
use crate::laws::none;
use crate::shelf;

pub(crate) fn trials() -> Vec<Trial> {
    let law = |name: &str, law: fn() -> Result<(), Failed>| Trial::test(name, law);
    vec![
        law("each_lesson_has_the_six_sections_in_their_order", sections),
        law("each_lesson_names_the_programs_and_terminals_that_it_needs", needs),
        law("a_lessons_minutes_are_those_of_doing_it", minutes),
        law("a_drawing_and_the_lines_beside_it_show_one_run", one_run),
        law("no_lesson_uses_a_word_that_stops_a_slow_reader", plain_words),
        law("what_stands_between_backticks_stands_in_one_line", unbroken),
    ]
}

fn lessons() -> Vec<Document> {
    shelf::documents().into_iter().filter(|it| it.path.starts_with("lessons/")).collect()
}

fn sections() -> Result<(), Failed> {
    let mut complaints = Vec::new();
    for document in lessons() {
        let of = |prefix: &str| -> Vec<&str> {
            document.lines.iter().filter_map(|line| line.strip_prefix(prefix)).collect()
        };
        let sections = of("## ");
        if sections != ["Predict", "Run", "See", "Break", "Build", "Say"] {
            complaints.push(format!("{}: its sections are {sections:?}", document.path));
        }
        if of("# ").len() != 1 {
            complaints.push(format!("{}: it has not one title", document.path));
        }
        let n_lines = read_by_all(&document);
        if n_lines > MAX_LINES {
            complaints.push(format!("{}: {n_lines} lines are too many", document.path));
        }
    }
    none(&complaints)
}

/// More makes a lesson too long for one sitting; twenty of them are its program, run by hand.
const MAX_LINES: usize = 280;

/// How many lines a reader reads: of what is said in several languages, those of one.
fn read_by_all(document: &Document) -> usize {
    let text = document.lines.join("\n");
    let parts = text.split("\n\n").filter(|part| !part.starts_with("**If you come from Python.**"));
    parts.flat_map(|part| part.lines().chain([""])).filter(|line| !line.starts_with('|')).count()
}

/// Programs that a machine need not have; what POSIX asks of every system is not among them.
const OUTSIDE: [&str; 5] = ["python3", "nc", "node", "unshare", "ip"];

fn needs() -> Result<(), Failed> {
    let mut complaints = Vec::new();
    for document in lessons() {
        let text = document.lines.join("\n");
        let told = text.split("\n\n").find(|part| part.contains("This lesson needs")).unwrap_or_default();
        let steps = document.steps();
        for program in OUTSIDE.iter().filter(|program| steps.iter().any(|step| runs(step, program))) {
            if !told.contains(&format!("`{program}`")) {
                complaints.push(format!("{}: it does not say that it needs {program}", document.path));
            }
        }
        let n_terminals = steps.iter().map(|step| step.terminals.len()).max().unwrap_or(1);
        let number = ["", "", "two ", "three ", "four "][n_terminals];
        if n_terminals > 1 && !told.contains(&format!("{number}terminals")) {
            complaints.push(format!("{}: it does not say that it needs {number}terminals", document.path));
        }
    }
    none(&complaints)
}

/// Whether one of a step's commands calls a program, at its beginning or inside.
fn runs(step: &Step, program: &str) -> bool {
    let is_word = |char: char| char.is_alphanumeric() || char == '-';
    let commands = step.terminals.iter().flat_map(|terminal| &terminal.exchanges);
    commands.flat_map(|it| it.command.lines()).any(|line| {
        line.match_indices(program).any(|(at, _)| {
            let is_free = !line[at + program.len()..].starts_with(is_word);
            let before = line[..at].trim_end();
            // A command begins a line, or stands behind what begins another command.
            is_free
                && (before.is_empty() || before.ends_with(['|', '(', ';', '&']) || before.ends_with("until"))
        })
    })
}

/// A lesson is read slowly, each command is typed and its output looked at, and the exercise is written
/// and checked. `lessons/AUTHORING.md` gives these numbers to authors.
fn minutes() -> Result<(), Failed> {
    let mut complaints = Vec::new();
    for document in lessons() {
        let folder = shelf::root().join(document.path.trim_end_matches("README.md"));
        let about = fs::read_to_string(folder.join("lesson.toml"))?;
        let said = about.lines().find_map(|line| line.strip_prefix("minutes = "));
        let said: usize = said.ok_or("a lesson without minutes")?.parse()?;
        let solution = fs::read_to_string(folder.join("solution/python/main.py"))?;
        let n_code =
            solution.lines().map(str::trim).filter(|it| !it.is_empty() && !it.starts_with('#')).count();
        let doing = reading(&document) + n_code + 10;
        if said.abs_diff(doing) > 10 || !said.is_multiple_of(5) {
            complaints.push(format!("{}: {said} minutes are said, doing it takes {doing}", document.path));
        }
    }
    none(&complaints)
}

/// The minutes of all but the exercise: a hundred words a minute, fifteen lines of output, one command.
fn reading(document: &Document) -> usize {
    let fences = document.fences();
    let in_fences: usize =
        fences.iter().flat_map(|it| &it.body).map(|line| line.split_whitespace().count()).sum();
    let n_words =
        document.lines.iter().map(|line| line.split_whitespace().count()).sum::<usize>() - in_fences;
    let steps = document.steps();
    let exchanges: Vec<_> =
        steps.iter().flat_map(|step| &step.terminals).flat_map(|terminal| &terminal.exchanges).collect();
    let n_lines: usize = exchanges.iter().map(|it| it.expected.len()).sum();
    n_words / 100 + n_lines / 15 + exchanges.len()
}

/// Where a step draws a ladder, each port that its other lines name stands in the drawing: else the two
/// were taken from different runs, and a reader looks for a connection that is not there.
fn one_run() -> Result<(), Failed> {
    static PORT: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?:\d\.\d+|\]| ):(\d{4,5})\b").expect("a pattern"));
    static HEAD: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^ +\S+:\d{4,5}(?: +\S*:\d{4,5})+$").expect("a pattern"));
    let mut complaints = Vec::new();
    for document in shelf::documents() {
        for step in document.steps() {
            let exchanges = step.terminals.iter().flat_map(|terminal| &terminal.exchanges);
            let lines: Vec<&String> = exchanges.flat_map(|it| &it.expected).collect();
            let ports = |is_head: bool| -> BTreeSet<String> {
                let lines = lines.iter().filter(|line| HEAD.is_match(line) == is_head);
                lines.flat_map(|line| PORT.captures_iter(line)).map(|found| found[1].to_owned()).collect()
            };
            let (drawn, told) = (ports(true), ports(false));
            let strange: Vec<&String> =
                told.difference(&drawn).filter(|port| !["8080", "8081"].contains(&port.as_str())).collect();
            if !drawn.is_empty() && !strange.is_empty() {
                let line = step.terminals[0].line;
                complaints.push(format!("{}:{line}: ports of another run: {strange:?}", document.path));
            }
        }
    }
    none(&complaints)
}

/// Old, literary or ambiguous words, and the plain ones or the terms of the field that say the same.
const PLAIN: [(&str, &str); 24] = [
    ("as a rule", "usually"),
    ("at once", "immediately, or at the same time"),
    ("border", "message boundary"),
    ("by way of", "through"),
    ("cure", "fix"),
    ("dial", "connect to"),
    ("for ever", "forever"),
    ("for want of", "because there is no"),
    ("goodbye", "connection termination"),
    ("hand over", "give"),
    ("mere", "only"),
    ("none such", "no such"),
    ("nor", "and not"),
    ("of leave", "of permission"),
    ("other way round", "opposite"),
    ("ought", "should"),
    ("riddle", "question"),
    ("shall", "must"),
    ("the talk", "the conversation, or the connection"),
    ("time-out", "timeout"),
    ("upon", "on"),
    ("whence", "from where"),
    ("whoever", "a program that"),
    ("without a word", "without an error"),
];

fn plain_words() -> Result<(), Failed> {
    let mut complaints = Vec::new();
    for document in lessons() {
        let about = document.path.replace("README.md", "lesson.toml");
        let about = fs::read_to_string(shelf::root().join(about))?.replace('\n', " ");
        let comments = comments(&shelf::root().join(document.path.trim_end_matches("/README.md")))?;
        let prose = format!("{} {about} {comments}", prose(&document)).to_lowercase();
        for (word, plainer) in PLAIN {
            let pattern = Regex::new(&format!(r"\b{word}\b"))?;
            for found in pattern.find_iter(&prose) {
                let after = prose[found.start()..].chars().take(40).collect::<String>();
                complaints.push(format!("{}: `{word}` in `{after}…`: say {plainer}", document.path));
            }
        }
    }
    none(&complaints)
}

/// What the programs say that a learner begins with, and those that show how it can be done.
fn comments(folder: &Path) -> Result<String, Failed> {
    let mut all = String::new();
    for kind in ["starter", "solution"] {
        for (language, file, mark) in
            [("python", "main.py", "#"), ("node", "main.js", "//"), ("rust", "main.rs", "//")]
        {
            let program = fs::read_to_string(folder.join(kind).join(language).join(file))?;
            let is_comment = |line: &&str| line.contains(mark) || line.contains("\"\"\"");
            all.extend(program.lines().filter(is_comment).flat_map(|line| [line, " "]));
        }
    }
    Ok(all)
}

/// A command that is broken at a line's end cannot be copied, nor found by who searches for it.
fn unbroken() -> Result<(), Failed> {
    let mut complaints = Vec::new();
    for document in lessons() {
        let mut is_block = false;
        for (index, line) in document.lines.iter().enumerate() {
            let is_fence = line.starts_with("```");
            is_block ^= is_fence;
            if !is_block && !is_fence && line.matches('`').count() % 2 == 1 {
                complaints.push(format!("{}:{}: {line}", document.path, index + 1));
            }
        }
    }
    none(&complaints)
}

/// The text without blocks and without what stands between backticks.
fn prose(document: &Document) -> String {
    let mut is_block = false;
    let lines = document.lines.iter().filter(|line| {
        let is_fence = line.starts_with("```");
        is_block ^= is_fence;
        !is_block && !is_fence
    });
    let text = lines.map(String::as_str).collect::<Vec<_>>().join(" ");
    text.split('`').step_by(2).collect::<Vec<_>>().join(" ")
}
