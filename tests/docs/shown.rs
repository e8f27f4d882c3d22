//! A test for each step of each text.

use std::env;
use std::net::{Ipv6Addr, TcpListener};
use std::process::Command;
use std::sync::LazyLock;

use libtest_mimic::{Failed, Trial};
use netlab::lessons::differences;

use crate::compare::{compare, indented};
use crate::document::{Document, Exchange, Step};
use crate::place::Place;
use crate::{shelf, step, update};

pub(crate) fn trials() -> Vec<Trial> {
    let chinese = shelf::translated().into_iter().map(|(_, chinese)| chinese);
    shelf::documents().into_iter().chain(chinese).flat_map(|document| trials_of(&document)).collect()
}

fn trials_of(document: &Document) -> Vec<Trial> {
    document.steps().into_iter().map(|step| trial(&document.path, step)).collect()
}

fn trial(path: &str, step: Step) -> Trial {
    let first = &step.terminals[0];
    let command =
        first.exchanges.first().and_then(|exchange| exchange.command.lines().next()).unwrap_or("nothing");
    let name = format!("{path}:{} {command}", first.line);
    match missing(&step) {
        None => {
            let path = path.to_owned();
            Trial::test(name, move || check(&path, &step))
        }
        Some(what) if env::var_os("CI").is_some_and(|value| value == "true") => {
            Trial::test(name, move || Err(format!("{what}, and CI skips nothing").into()))
        }
        Some(what) => Trial::test(format!("{name} (skipped: {what})"), || Ok(())).with_ignored_flag(true),
    }
}

/// What this machine lacks for a step.
fn missing(step: &Step) -> Option<String> {
    let path = env::var_os("PATH").unwrap_or_default();
    let is_here = |program: &str| env::split_paths(&path).any(|dir| dir.join(program).is_file());
    let ours = ["netlab", "cargo", "echo", "printf", "cd", "ulimit", "for", "do", "done"];
    let programs = step.programs();
    if let Some(program) = programs.iter().find(|it| !ours.contains(&it.as_str()) && !is_here(it)) {
        return Some(format!("no {program} here"));
    }
    if step.contains("netlab sockets") && !cfg!(target_os = "linux") {
        return Some("other systems tell less".to_owned());
    }
    if step.contains("unshare ") && !may_have_a_network_of_its_own() {
        return Some("no network namespaces without root here".to_owned());
    }
    let has_ipv6 = TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).is_ok();
    (step.contains("[::1]") && !has_ipv6).then(|| "no IPv6 loopback here".to_owned())
}

/// Whether anybody may make network namespaces; containers and some distributions forbid it.
fn may_have_a_network_of_its_own() -> bool {
    static ANSWER: LazyLock<bool> = LazyLock::new(|| {
        let tried = Command::new("unshare").args(["-rn", "ip", "link"]).output();
        tried.is_ok_and(|tried| tried.status.success())
    });
    *ANSWER
}

fn check(path: &str, step: &Step) -> Result<(), Failed> {
    let outcome = step::run(step, &Place::new(shelf::lang(path)));
    let mut failures = String::new();
    for (terminal, got) in step.terminals.iter().zip(&outcome) {
        for (shown, got) in terminal.exchanges.iter().zip(got) {
            let Err(difference) = compare(&shown.expected, &got.expected) else {
                failures += &marked(path, terminal.line, shown, got);
                continue;
            };
            failures += &format!("{path}:{}: $ {}\n{difference}", terminal.line, shown.command);
            failures += &format!("  all that came out:\n{}", indented(&got.expected));
            if update::is_wanted() {
                update::note(path, terminal.line, shown, &got.expected);
            }
        }
    }
    if failures.is_empty() || update::is_wanted() { Ok(()) } else { Err(failures.into()) }
}

/// What a reader of lessons would see marked as different although the two are alike.
fn marked(path: &str, line: usize, shown: &Exchange, got: &Exchange) -> String {
    let found = differences(&shown.expected, &got.expected);
    if found.are_none() || !path.starts_with("lessons/") {
        return String::new();
    }
    let new = got.expected.iter().zip(&found.is_new).filter(|(_, is_new)| **is_new);
    let new: Vec<String> = new.map(|(line, _)| line.clone()).collect();
    format!(
        "{path}:{line}: $ {}\n  marked as new:\n{}  marked as missing:\n{}",
        shown.command,
        indented(&new),
        indented(&found.missing)
    )
}
