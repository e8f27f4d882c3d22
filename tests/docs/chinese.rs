//! The lessons in Chinese, held to the English ones: the same headings, commands, blocks, tables and links in the same
//! order, the same ids, and the words of textbooks.
//!
//! The one idea: what is told anew in another language must still be the same lesson. Which of its texts were told of
//! an older English one is another question: see `seen.rs`.

use std::collections::BTreeSet;
use std::fs;
use std::sync::LazyLock;

use libtest_mimic::{Failed, Trial};
use netlab::terminal;
use regex::Regex;

use crate::document::Document;
use crate::laws::none;
use crate::shelf;

pub(crate) fn trials() -> Vec<Trial> {
    let law = |name: &str, law: fn() -> Result<(), Failed>| Trial::test(name, law);
    vec![
        law("each_lesson_is_there_in_chinese", all_there),
        law("a_chinese_lesson_has_the_english_ones_headings_commands_tables_and_links", alike),
        law("a_chinese_exercise_has_the_english_ones_ids", ids),
        law("chinese_texts_are_written_as_textbooks_write", style),
        law("no_chinese_text_has_a_word_that_is_never_said", terms),
        law("what_a_chinese_text_quotes_of_an_output_stands_in_one", quotes),
        law("no_chinese_line_is_wider_than_80_columns", widths),
    ]
}

fn all_there() -> Result<(), Failed> {
    let files = ["README.zh-CN.md", "exercise.zh-CN.toml"];
    let lacks = |folder: &String| files.map(|file| format!("lessons/{folder}/{file}"));
    let lost: Vec<String> =
        shelf::lessons().iter().flat_map(lacks).filter(|path| !shelf::root().join(path).exists()).collect();
    let untold = shelf::lessons().into_iter().filter(|folder| {
        let about = fs::read_to_string(shelf::root().join(format!("lessons/{folder}/lesson.toml")));
        !about.is_ok_and(|about| about.contains("[zh-CN]"))
    });
    let untold = untold.map(|folder| format!("lessons/{folder}/lesson.toml has no [zh-CN]"));
    none(&lost.into_iter().chain(untold.take(usize::from(DEMANDS_ALL) * 99)).collect::<Vec<_>>())
}

/// Whether every `lesson.toml` must have its Chinese table.
const DEMANDS_ALL: bool = true;

/// The sections, in their order.
const SECTIONS: [&str; 6] = ["预测", "运行", "观察", "弄坏", "动手", "小结"];

fn alike() -> Result<(), Failed> {
    let mut complaints = Vec::new();
    for (english, chinese) in shelf::translated() {
        let mut same = |what: &str, one: Vec<String>, other: Vec<String>| {
            let at = one
                .iter()
                .zip(&other)
                .position(|(one, other)| one != other)
                .unwrap_or(one.len().min(other.len()));
            if one != other {
                complaints.push(format!(
                    "{}: {what} {}: {:?} in English, {:?} here",
                    chinese.path,
                    at + 1,
                    one.get(at),
                    other.get(at)
                ));
            }
        };
        same("the level of heading", levels(&english), levels(&chinese));
        same("command", commands(&english), commands(&chinese));
        same("block", infos(&english), infos(&chinese));
        same("the columns of table row", rows(&english), rows(&chinese));
        same("link", links(&english), links(&chinese));
        let sections: Vec<String> =
            prose(&chinese).iter().filter_map(|line| line.strip_prefix("## ")).map(str::to_owned).collect();
        if chinese.path.starts_with("lessons/") && sections != SECTIONS {
            complaints.push(format!("{}: its sections are {sections:?}", chinese.path));
        }
    }
    none(&complaints)
}

/// The lines outside of blocks of code.
fn prose(document: &Document) -> Vec<&str> {
    let mut is_code = false;
    let mut found = Vec::new();
    for line in &document.lines {
        if line.starts_with("```") {
            is_code = !is_code;
        } else if !is_code {
            found.push(line.as_str());
        }
    }
    found
}

fn levels(document: &Document) -> Vec<String> {
    let level = |line: &str| {
        line.split(' ')
            .next()
            .filter(|it| !it.is_empty() && it.chars().all(|char| char == '#'))
            .map(str::to_owned)
    };
    prose(document).into_iter().filter_map(level).collect()
}

fn commands(document: &Document) -> Vec<String> {
    let steps = document.steps();
    let terminals = steps.iter().flat_map(|step| &step.terminals);
    terminals.flat_map(|terminal| &terminal.exchanges).map(|exchange| exchange.command.clone()).collect()
}

fn infos(document: &Document) -> Vec<String> {
    document.fences().into_iter().map(|fence| fence.info).collect()
}

fn rows(document: &Document) -> Vec<String> {
    // A bar inside of code is no border.
    let cells = |line: &&str| line.split('`').step_by(2).map(|part| part.matches('|').count()).sum::<usize>();
    prose(document).iter().filter(|line| line.starts_with('|')).map(|line| cells(line).to_string()).collect()
}

fn links(document: &Document) -> Vec<String> {
    static LINK: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\]\(([^)]+)\)").expect("a pattern"));
    let text = prose(document).join("\n");
    let target = |link: &str| {
        link.replace("README.zh-CN.md", "README.md").split('#').next().unwrap_or_default().to_owned()
    };
    LINK.captures_iter(&text).map(|found| target(&found[1])).collect()
}

fn ids() -> Result<(), Failed> {
    let mut complaints = Vec::new();
    for folder in shelf::lessons() {
        let read = |file: &str| fs::read_to_string(shelf::root().join(format!("lessons/{folder}/{file}")));
        let (Ok(english), Ok(chinese)) = (read("exercise.toml"), read("exercise.zh-CN.toml")) else {
            continue;
        };
        let (english, chinese): (toml::Table, toml::Table) = (english.parse()?, chinese.parse()?);
        let (wanted, there) = (english_ids(&english), chinese_ids(&chinese));
        complaints
            .extend(wanted.difference(&there).map(|id| format!("{folder}: {id} is not told in Chinese")));
        complaints.extend(there.difference(&wanted).map(|id| format!("{folder}: nothing is called {id}")));
    }
    none(&complaints)
}

/// `check.reset`, `check.reset.say`, `diagnosis.never-closes`.
fn english_ids(exercise: &toml::Table) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for family in ["check", "diagnosis"] {
        for one in exercise.get(family).and_then(toml::Value::as_array).into_iter().flatten() {
            let id = format!("{family}.{}", text(one, "id"));
            let steps = one.get("steps").and_then(toml::Value::as_array);
            all.extend(with_reasons(steps).into_iter().map(|step| format!("{id}.{step}")));
            all.insert(id);
        }
    }
    all
}

fn with_reasons(steps: Option<&Vec<toml::Value>>) -> Vec<String> {
    let of = |step: &toml::Value| {
        let inner = with_reasons(step.get("steps").and_then(toml::Value::as_array));
        inner.into_iter().chain(step.get("why").map(|_| text(step, "id"))).collect::<Vec<_>>()
    };
    steps.into_iter().flatten().flat_map(of).collect()
}

fn chinese_ids(texts: &toml::Table) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for (family, entries) in texts {
        for (id, entry) in entries.as_table().into_iter().flatten() {
            let steps = entry.get("step").and_then(toml::Value::as_table).into_iter().flatten();
            all.extend(steps.map(|(step, _)| format!("{family}.{id}.{step}")));
            all.insert(format!("{family}.{id}"));
        }
    }
    all
}

fn text(value: &toml::Value, key: &str) -> String {
    value.get(key).and_then(toml::Value::as_str).unwrap_or_default().to_owned()
}

/// Every line of Chinese: of the texts outside of code, and of the exercises.
fn lines() -> Vec<(String, String)> {
    let mut all = Vec::new();
    for (_, chinese) in shelf::translated() {
        let lines = prose(&chinese).into_iter().filter(|line| !line.starts_with("<!--"));
        all.extend(lines.map(|line| (chinese.path.clone(), line.to_owned())));
    }
    for folder in shelf::lessons() {
        let path = format!("lessons/{folder}/exercise.zh-CN.toml");
        let text = fs::read_to_string(shelf::root().join(&path)).unwrap_or_default();
        let said = text.lines().filter_map(|line| line.split_once(" = \"")).filter(|(key, _)| *key != "seen");
        all.extend(said.map(|(_, said)| (path.clone(), said.trim_end_matches('"').to_owned())));
    }
    all
}

fn style() -> Result<(), Failed> {
    static CODE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"``.+?``|`[^`]*`|\]\([^)]*\)").expect("a pattern"));
    static WRONG: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\p{Han}[,.;:?!]|\p{Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Han}|您|我们|简单地|显然|只需|众所周知")
            .expect("a pattern")
    });
    let wrong = |(path, line): (String, String)| {
        let bare = CODE.replace_all(&line, " 码 ").replace(['*', '_'], "");
        WRONG.find(&bare).map(|found| format!("{path}: {:?} in: {line}", found.as_str()))
    };
    none(&lines().into_iter().filter_map(wrong).collect::<Vec<_>>())
}

fn terms() -> Result<(), Failed> {
    let table: toml::Table = fs::read_to_string(shelf::root().join("lessons/terms.zh-CN.toml"))?.parse()?;
    let all = table.get("term").and_then(toml::Value::as_array).ok_or("no terms")?;
    let mut complaints = Vec::new();
    for term in all {
        let (english, chinese) = (text(term, "en"), text(term, "zh"));
        for never in term
            .get("never")
            .and_then(toml::Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(toml::Value::as_str)
        {
            let said = lines().into_iter().filter(|(_, line)| line.contains(never));
            complaints.extend(
                said.map(|(path, line)| format!("{path}: {english} is {chinese}, not {never}: {line}")),
            );
        }
    }
    none(&complaints)
}

/// What the English text quotes of an output in English, the Chinese one quotes of an output in Chinese.
fn quotes() -> Result<(), Failed> {
    static QUOTED: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"`([^`]+)`").expect("a pattern"));
    let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let blocks = |document: &Document| {
        let lines = document.fences().into_iter().flat_map(|fence| fence.body);
        folded(&lines.collect::<Vec<_>>().join("\n"))
    };
    let mut complaints = Vec::new();
    for (english, chinese) in shelf::translated() {
        let (of_english, of_chinese) = (blocks(&english), blocks(&chinese));
        for quoted in QUOTED.captures_iter(&prose(&chinese).join("\n")) {
            let quoted = folded(&quoted[1]);
            // A word alone is a name.
            let is_name = !quoted.contains(' ') && !quoted.starts_with('(');
            if !is_name && of_english.contains(&quoted) && !of_chinese.contains(&quoted) {
                complaints.push(format!("{}: nothing shown there has {quoted:?}", chinese.path));
            }
        }
    }
    none(&complaints)
}

fn widths() -> Result<(), Failed> {
    let mut complaints = Vec::new();
    for (_, chinese) in shelf::translated() {
        for line in prose(&chinese) {
            let is_free = line.starts_with(['|', '<']) || line.contains("](") || line.contains("://");
            if !is_free && terminal::width(line) > 80 {
                complaints.push(format!("{}: {} columns: {line}", chinese.path, terminal::width(line)));
            }
        }
    }
    none(&complaints)
}
