//! A lesson's text as the steps that a reader takes.
//!
//! The one idea: a step is as much as one looks at before one does something: a section, or, where a
//! section has commands, what leads to a command, and the command.
//!
//! See it run: `netlab lesson 2`.

use crate::markdown::{Block, parse};

/// What is read, and perhaps run, at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The section that it belongs to; empty before the first.
    pub section: String,
    /// Its text and its terminals, in the order in which they are read.
    pub parts: Vec<Part>,
}

/// A piece of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// What is read.
    Text(Vec<Block>),
    /// Terminals that stand side by side; mostly one.
    Terminals(Vec<Terminal>),
}

/// Commands that are typed one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terminal {
    /// `None` where the text needs only one.
    pub number: Option<u32>,
    /// What is typed, and what comes out.
    pub exchanges: Vec<Exchange>,
}

/// A command, and what came out when the text was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// The command, without its prompt.
    pub command: String,
    /// The lines that came out.
    pub sample: Vec<String>,
}

impl Exchange {
    /// Whether the text ends it with Ctrl-C.
    #[must_use]
    pub fn is_interrupted(&self) -> bool {
        self.sample.iter().any(|line| line == "^C")
    }
}

impl Step {
    /// The terminals whose commands can be run here.
    #[must_use]
    pub fn terminals(&self) -> Option<&[Terminal]> {
        self.parts.iter().find_map(|part| match part {
            Part::Terminals(terminals) => Some(terminals.as_slice()),
            Part::Text(_) => None,
        })
    }
}

/// Splits a text into its steps; there is at least one.
#[must_use]
pub fn steps(markdown: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut step = Step { section: String::new(), parts: Vec::new() };
    for block in parse(markdown) {
        match (Terminal::read(&block), &block) {
            (Some(terminal), _) => match step.parts.last_mut() {
                Some(Part::Terminals(terminals)) if terminal.number.is_some_and(|number| number > 1) => {
                    terminals.push(terminal);
                }
                _ => {
                    if let Some(next) = begin_at_command(&mut step) {
                        steps.push(std::mem::replace(&mut step, next));
                    }
                    step.parts.push(Part::Terminals(vec![terminal]));
                }
            },
            (None, Block::Heading(2, title)) => {
                let next = Step { section: title.plain(), parts: vec![Part::Text(vec![block])] };
                steps.push(std::mem::replace(&mut step, next));
            }
            (None, _) => match step.parts.last_mut() {
                Some(Part::Text(blocks)) => blocks.push(block),
                _ => step.parts.push(Part::Text(vec![block])),
            },
        }
    }
    steps.push(step);
    steps.retain(|step| !step.parts.is_empty());
    if steps.is_empty() {
        steps.push(Step { section: String::new(), parts: Vec::new() });
    }
    steps
}

/// Where the step has a command already, begins the next one with what leads to another command.
///
/// Of the text between two commands the last block leads to the second, with the heading that it may
/// have; what stands before reads what came out of the first.
fn begin_at_command(step: &mut Step) -> Option<Step> {
    step.terminals()?;
    let mut lead = Vec::new();
    if let Some(Part::Text(blocks)) = step.parts.last_mut() {
        let last = blocks.len() - 1;
        let has_heading = last > 0 && matches!(blocks[last - 1], Block::Heading(..));
        lead = blocks.split_off(last - usize::from(has_heading));
        if blocks.is_empty() {
            step.parts.pop();
        }
    }
    let parts = if lead.is_empty() { Vec::new() } else { vec![Part::Text(lead)] };
    Some(Step { section: step.section.clone(), parts })
}

impl Terminal {
    /// The terminal that a block of code shows; `None` where it shows something else.
    fn read(block: &Block) -> Option<Terminal> {
        let Block::Code { info, lines } = block else { return None };
        let mut words = info.split([' ', ',']);
        if words.next() != Some("console") {
            return None;
        }
        let number = words.find_map(|word| word.strip_prefix("terminal=")?.parse().ok());
        let exchanges = exchanges(lines)?;
        (!exchanges.is_empty()).then_some(Terminal { number, exchanges })
    }
}

/// The commands of a terminal's lines, each with what came out; `None` where something comes out before any.
#[must_use]
pub fn exchanges(lines: &[String]) -> Option<Vec<Exchange>> {
    let mut exchanges: Vec<Exchange> = Vec::new();
    for line in lines {
        // As in a shell: what follows `>` goes on with the command above.
        let goes_on = exchanges.last_mut().filter(|exchange| exchange.sample.is_empty());
        if let (Some(more), Some(exchange)) = (line.strip_prefix('>'), goes_on) {
            exchange.command += "\n";
            exchange.command += more.strip_prefix(' ').unwrap_or(more);
            continue;
        }
        match (line.strip_prefix("$ "), exchanges.last_mut()) {
            (Some(command), _) => {
                exchanges.push(Exchange { command: command.to_owned(), sample: Vec::new() });
            }
            (None, Some(exchange)) => exchange.sample.push(line.clone()),
            (None, None) => return None,
        }
    }
    Some(exchanges)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What each step holds, in a word for each part.
    fn shape(markdown: &str) -> Vec<String> {
        let part = |part: &Part| match part {
            Part::Text(blocks) => format!("{} blocks", blocks.len()),
            Part::Terminals(terminals) => {
                let commands = terminals.iter().flat_map(|terminal| &terminal.exchanges);
                commands.map(|exchange| format!("`{}`", exchange.command)).collect::<Vec<_>>().join("+")
            }
        };
        let words = |step: &Step| {
            let parts: Vec<String> = step.parts.iter().map(part).collect();
            format!("{}: {}", step.section, parts.join(", "))
        };
        steps(markdown).iter().map(words).collect()
    }

    #[test]
    fn a_step_is_a_section_or_what_leads_to_a_command_and_the_command() {
        let text = "# T\n\nintro\n\n## Run\n\nlead\n\n```console\n$ a\nout\n$ b\n```\n\nread\n\nmore\n\n```console\n$ c\n```\n\n\
            end\n\n## Say\n\nx";
        assert_eq!(
            shape(text),
            [
                ": 2 blocks",
                "Run: 2 blocks, `a`+`b`, 1 blocks",
                "Run: 1 blocks, `c`, 1 blocks",
                "Say: 2 blocks"
            ]
        );
    }

    #[test]
    fn terminals_that_stand_right_below_each_other_are_one_step() {
        let text = "## Run\n\n```console terminal=1\n$ a\n^C\n```\n\n```console terminal=2\n$ b\n```\n\n\
            ```console terminal=1\n$ c\n```\n";
        assert_eq!(shape(text), ["Run: 1 blocks, `a`+`b`", "Run: `c`"]);
        let first = &steps(text)[0];
        let terminals = first.terminals().expect("two");
        assert!(terminals[0].exchanges[0].is_interrupted() && !terminals[1].exchanges[0].is_interrupted());
    }

    #[test]
    fn a_command_may_have_several_lines() {
        let all = steps("```console\n$ python3 -c '\n> a = 1\n>\n> print(a)'\n1\n> shown\n```\n");
        let terminals = all.iter().find_map(Step::terminals).expect("a command");
        let exchange = &terminals[0].exchanges[0];
        assert_eq!(exchange.command, "python3 -c '\na = 1\n\nprint(a)'");
        assert_eq!(exchange.sample, ["1", "> shown"]);
    }

    #[test]
    fn other_code_is_text_and_an_empty_lesson_is_one_step() {
        assert_eq!(shape("```js\n$ a\n```"), [": 1 blocks"]);
        assert_eq!(shape("```console\nno command\n```"), [": 1 blocks"]);
        assert_eq!(shape(""), [": "]);
    }
}
