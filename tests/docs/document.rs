//! A Markdown file as the steps it shows.
//!
//! A fenced block whose info string is `console` holds a terminal: lines `$ command`, each followed by
//! what comes out; lines `> more` right below it go on with the command. Blocks `console terminal=1`,
//! `console terminal=2` … that directly follow each other are one step with several terminals side by
//! side.

use std::fs;
use std::path::Path;

use netlab::lessons;

/// One of the project's texts.
#[derive(Debug)]
pub(crate) struct Document {
    /// Its path from the project's root.
    pub(crate) path: String,
    pub(crate) lines: Vec<String>,
}

/// Terminals that run side by side; mostly one.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    pub(crate) terminals: Vec<Terminal>,
}

/// One block: commands that are typed one after the other.
#[derive(Debug, Clone)]
pub(crate) struct Terminal {
    /// The line of the opening fence, from 1.
    pub(crate) line: usize,
    pub(crate) exchanges: Vec<Exchange>,
}

/// A command, and what comes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Exchange {
    pub(crate) command: String,
    pub(crate) expected: Vec<String>,
}

impl Document {
    pub(crate) fn read(root: &Path, path: &str) -> Document {
        let text = fs::read_to_string(root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        Document { path: path.to_owned(), lines: text.lines().map(str::to_owned).collect() }
    }

    /// The steps, in their order.
    pub(crate) fn steps(&self) -> Vec<Step> {
        let mut steps: Vec<Step> = Vec::new();
        let mut last_end = 0;
        for fence in self.fences().iter().filter(|fence| fence.language() == "console") {
            let number = fence.terminal_number();
            let terminal = Terminal { line: fence.line, exchanges: exchanges(&fence.body) };
            let between = &self.lines[last_end..fence.line - 1];
            last_end = fence.line + fence.body.len() + 1;
            let goes_on = number.is_some_and(|n| n > 1) && between.iter().all(|line| line.trim().is_empty());
            match steps.last_mut() {
                Some(step) if goes_on => step.terminals.push(terminal),
                _ if number.is_some_and(|n| n > 1) => {
                    panic!(
                        "{}:{}: the terminal before this one does not stand right above",
                        self.path, fence.line
                    )
                }
                _ => steps.push(Step { terminals: vec![terminal] }),
            }
        }
        steps
    }

    /// All fenced blocks.
    pub(crate) fn fences(&self) -> Vec<Fence> {
        let mut fences = Vec::new();
        let mut open: Option<Fence> = None;
        for (index, line) in self.lines.iter().enumerate() {
            match (&mut open, line.strip_prefix("```")) {
                (None, Some(info)) => {
                    open = Some(Fence { info: info.to_owned(), line: index + 1, body: Vec::new() });
                }
                (Some(_), Some("")) => fences.extend(open.take()),
                (Some(fence), _) => fence.body.push(line.clone()),
                (None, None) => {}
            }
        }
        assert!(open.is_none(), "{}: a fenced block is not closed", self.path);
        fences
    }
}

/// A fenced block.
#[derive(Debug)]
pub(crate) struct Fence {
    pub(crate) info: String,
    /// The line of the opening fence, from 1.
    pub(crate) line: usize,
    pub(crate) body: Vec<String>,
}

impl Fence {
    pub(crate) fn language(&self) -> &str {
        self.info.split([' ', ',']).next().unwrap_or_default()
    }

    fn terminal_number(&self) -> Option<u32> {
        self.info.split_once("terminal=").and_then(|(_, number)| number.parse().ok())
    }
}

#[cfg(unix)]
impl Step {
    /// Which programs the commands call, beside netlab and what every Unix has.
    pub(crate) fn programs(&self) -> Vec<String> {
        let commands =
            self.terminals.iter().flat_map(|terminal| terminal.exchanges.iter().map(|it| &it.command));
        // Between quotes, a bar is no pipe.
        let unquoted = commands.map(|command| command.split('\'').step_by(2).collect::<String>());
        let mut names: Vec<String> = unquoted
            .flat_map(|command| command.split(['|', ';', '&']).map(str::to_owned).collect::<Vec<_>>())
            .filter_map(|part| {
                let command = part.trim_start_matches([' ', '(']);
                command[assignments(command)..].split_whitespace().next().map(str::to_owned)
            })
            .collect();
        names.sort();
        names.dedup();
        names
    }

    pub(crate) fn contains(&self, word: &str) -> bool {
        self.terminals.iter().any(|terminal| terminal.exchanges.iter().any(|it| it.command.contains(word)))
    }
}

/// The commands of a block, as a lesson's reader knows them, without the empty lines below what comes out.
fn exchanges(body: &[String]) -> Vec<Exchange> {
    let all = lessons::exchanges(body)
        .unwrap_or_else(|| panic!("a console block begins with `$ command`, not with {:?}", body.first()));
    let exchange = |lessons::Exchange { command, sample: mut expected }| {
        while expected.last().is_some_and(String::is_empty) {
            expected.pop();
        }
        Exchange { command, expected }
    };
    all.into_iter().map(exchange).collect()
}

/// How many bytes of a command only set what it finds in its environment: `PORT=8080 `.
pub(crate) fn assignments(command: &str) -> usize {
    let words = command.split_inclusive(' ');
    let sets = |word: &&str| {
        let name = word.split_once('=').map_or("", |(name, _)| name);
        !name.is_empty() && name.chars().all(|char| char.is_ascii_uppercase() || char == '_')
    };
    words.take_while(sets).map(str::len).sum()
}
