//! One step: an act, an expectation, or rounds of steps; and what a failure of it can prove.
//!
//! The one idea: a diagnosis is chosen by what came and by nothing else. So each step lists cases, each a word or a
//! text for what came, and may ask the judge to try a little more before it speaks.
//!
//! See it run: the `else` lists of `lessons/02-greeting-server/exercise.toml`.

use std::iter;
use std::time::Duration;

use crate::check::exercise::act::Act;
use crate::check::exercise::expectation::Expectation;
use crate::check::exercise::got::Got;
use crate::check::exercise::template::Template;

/// One act or one expectation.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    pub(crate) id: String,
    /// Why, where the check's own reason does not say it.
    pub(crate) why: Option<String>,
    pub(crate) deed: Deed,
    /// How long it may take. `None`: as long as its kind of deed is given, which is 5 s for most.
    pub(crate) within: Option<Duration>,
    /// A failure of the system, or an end of the connection, is no failure of the step.
    pub(crate) may_fail: bool,
    /// Whose connection may have been ended instead: then the step does not count.
    pub(crate) unless_ended: Option<String>,
    /// What the bytes prove where the step fails: the first that fits is the verdict.
    pub(crate) cases: Vec<Case>,
}

#[derive(Debug, Clone)]
pub(crate) enum Deed {
    Act(Act),
    Expect(String, Expectation),
    /// So many rounds; `{round}` is the number of the round, from 1.
    Repeat(u32, Vec<Step>),
}

/// If this came, then it is that.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) got: Got,
    /// What the judge then tries: all of it must hold.
    pub(crate) trial: Vec<Step>,
    /// The mistakes that show themselves so; more than one look alike.
    pub(crate) is: Vec<String>,
}

impl Step {
    /// The names that must have a value.
    pub(crate) fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.templates().into_iter().flat_map(Template::names).collect();
        for case in &self.cases {
            names.extend(match &case.got {
                Got::Word(_) => Vec::new(),
                Got::Text(text)
                | Got::Line(text)
                | Got::Datagram(text)
                | Got::InPieces(text)
                | Got::InLines(text) => text.names(),
            });
        }
        names
    }

    /// The names that get a value here.
    pub(crate) fn captures(&self) -> Vec<String> {
        self.templates()
            .into_iter()
            .flat_map(|it| it.captures().map(str::to_owned).collect::<Vec<_>>())
            .collect()
    }

    fn templates(&self) -> Vec<&Template> {
        match &self.deed {
            Deed::Act(Act::Type { what, .. } | Act::Send { what, .. })
            | Deed::Expect(_, Expectation::Bytes(what)) => what.templates(),
            Deed::Act(Act::React { on, reply, .. }) => vec![on, reply],
            Deed::Act(_) | Deed::Repeat(..) => Vec::new(),
            Deed::Expect(_, expectation) => match expectation {
                Expectation::Lines { lines, ignoring } => lines.iter().chain(ignoring).collect(),
                Expectation::AnyLine { ignoring } | Expectation::Count { ignoring, .. } => {
                    ignoring.iter().collect()
                }
                Expectation::Hears { lines: all, .. }
                | Expectation::HearsEach { speakers: all, .. }
                | Expectation::Datagrams(all)
                | Expectation::Differ(all)
                | Expectation::Same(all) => all.iter().collect(),
                Expectation::Lacks(one) | Expectation::Datagram { what: one, .. } => vec![one],
                Expectation::Output { what, other_than, .. } => iter::once(what).chain(other_than).collect(),
                _ => Vec::new(),
            },
        }
    }
}
