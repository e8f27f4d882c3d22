//! A scenario: rules over time, from a file.
//!
//! The one idea: a link is not always bad. A scenario names its phases, so that what a program did can be
//! explained by what the link did to it at that time.
//!
//! ```toml
//! [[phase]]
//! name = "fine"
//! for = "10s"
//!
//! [[phase]]
//! name = "the cable is out"
//! for = "3s"
//! both.blackhole = true
//!
//! [[phase]]
//! name = "slow on the way back"
//! down.delay = "100ms"
//! ```
//!
//! The rules have the names and values of the command line's options. `both` holds for each direction for
//! which nothing is said under `up` or `down`. A phase without `for` lasts to the end, so only the last one
//! may be without it; after a last one with it, no rule holds, or with `repeat = true` the first one again.
//!
//! See it run: `netlab impair --to 8080 --scenario FILE`.

use std::time::Duration;

use crate::impair::rule_set::{Directions, RuleFlaw, RuleMistake, RuleSet, rules_of};
use crate::impair::value::{Time, ValueError};
use crate::toml_file::{self, Mistake, TableReader};

/// Rules over time.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario<R> {
    /// Whether the first phase follows the last one.
    pub repeat: bool,
    /// The phases, in their order; at least one.
    pub phases: Vec<Phase<R>>,
}

/// Some time under the same rules.
#[derive(Debug, Clone, PartialEq)]
pub struct Phase<R> {
    /// What it is called.
    pub name: String,
    /// How long it lasts; `None` to the end.
    pub length: Option<Time>,
    /// The rules of each direction.
    pub rules: Directions<R>,
}

/// What is wrong with a scenario. Its `Display` is for whoever develops netlab.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{self:?}")]
#[non_exhaustive]
pub enum ScenarioError {
    /// Of its form, in a line of the file.
    Form(Mistake),
    /// A rule cannot be.
    Rule {
        /// Its line, from 1.
        line: usize,
        /// Its name.
        name: String,
        /// Why not.
        flaw: RuleFlaw,
    },
    /// What stands under `for` is no time.
    Length {
        /// Its line, from 1.
        line: usize,
        /// Why not.
        error: ValueError,
    },
    /// There is no `[[phase]]`.
    NoPhase,
    /// A phase before the last one has no end.
    Endless(String),
    /// The last phase has no end, so nothing is repeated.
    NeverAgain(String),
    /// All phases are repeated at once, without end.
    NoTime,
}

impl From<Mistake> for ScenarioError {
    fn from(mistake: Mistake) -> ScenarioError {
        ScenarioError::Form(mistake)
    }
}

impl From<RuleMistake> for ScenarioError {
    fn from(RuleMistake { line, name, flaw }: RuleMistake) -> ScenarioError {
        ScenarioError::Rule { line, name, flaw }
    }
}

impl<R: RuleSet> Scenario<R> {
    /// Reads the text of a scenario.
    ///
    /// # Errors
    /// [`ScenarioError`]: the first mistake.
    pub fn parse(source: &str) -> Result<Scenario<R>, ScenarioError> {
        toml_file::read(source, |top| {
            let repeat = top.flag("repeat")?.unwrap_or(false);
            let phases = top.tables("phase")?.iter_mut().map(phase).collect::<Result<_, _>>()?;
            top.end()?;
            Scenario { repeat, phases }.approved()
        })
    }

    /// Each line is right by itself; so must be the whole.
    fn approved(self) -> Result<Scenario<R>, ScenarioError> {
        let Some((last, others)) = self.phases.split_last() else { return Err(ScenarioError::NoPhase) };
        if let Some(endless) = others.iter().find(|phase| phase.length.is_none()) {
            return Err(ScenarioError::Endless(endless.name.clone()));
        }
        if self.repeat && last.length.is_none() {
            return Err(ScenarioError::NeverAgain(last.name.clone()));
        }
        let total: Duration = self.phases.iter().filter_map(|phase| phase.length).map(|time| time.0).sum();
        if self.repeat && total.is_zero() { Err(ScenarioError::NoTime) } else { Ok(self) }
    }
}

fn phase<R: RuleSet>(table: &mut TableReader<'_>) -> Result<Phase<R>, ScenarioError> {
    let name = table.needed("name")?.to_owned();
    let length = table.text("for")?.map(str::parse).transpose();
    let length = length.map_err(|error| ScenarioError::Length { line: table.line_in("for"), error })?;
    let (both, up, down) = (rules(table, "both")?, rules(table, "up")?, rules(table, "down")?);
    table.end()?;
    Ok(Phase { name, length, rules: Directions::of(both.as_ref(), up.as_ref(), down.as_ref()) })
}

fn rules<R: RuleSet>(table: &mut TableReader<'_>, key: &'static str) -> Result<Option<R>, ScenarioError> {
    let Some(settings) = table.settings(key)? else { return Ok(None) };
    Ok(Some(rules_of(&settings)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::Rule;
    use crate::impair::StreamRules;
    use crate::toml_file::Flaw;

    #[test]
    fn a_mistake_in_a_scenario_is_told_with_its_line() {
        let check = |text: &str, expected: &dyn Fn(&ScenarioError) -> bool| {
            let error = Scenario::<StreamRules>::parse(text).expect_err("a mistake");
            assert!(expected(&error), "{text}: {error:?}");
        };
        let phase = "[[phase]]\nname = \"a\"\n";
        check("", &|it| *it == ScenarioError::NoPhase);
        check("[[phase]]\nname = 3\n", &|it| matches!(it, ScenarioError::Form(Mistake { line: 2, .. })));
        check("[[phase]\n", &|it| {
            matches!(it, ScenarioError::Form(Mistake { line: 1, flaw: Flaw::NoToml { .. } }))
        });
        check(&format!("{phase}for = \"3\"\n"), &|it| matches!(it, ScenarioError::Length { line: 3, .. }));
        check(&format!("{phase}both.loss = \"3%\"\n"), &|it| {
            matches!(it, ScenarioError::Rule { line: 3, flaw: RuleFlaw::Elsewhere(Rule::Loss), .. })
        });
        check(&format!("{phase}both.blackhole = 3\n"), &|it| matches!(it, ScenarioError::Form(_)));
        check(&format!("{phase}{phase}"), &|it| *it == ScenarioError::Endless("a".to_owned()));
        check(&format!("repeat = true\n{phase}"), &|it| *it == ScenarioError::NeverAgain("a".to_owned()));
        check(&format!("repeat = true\n{phase}for = \"0s\"\n"), &|it| *it == ScenarioError::NoTime);
    }

    #[test]
    fn a_phase_has_its_rules_by_direction() {
        let text = "[[phase]]\nname = \"a\"\nboth.blackhole = true\nup.delay = \"1s\"\n";
        let scenario = Scenario::<StreamRules>::parse(text).expect("a scenario");
        assert_eq!(scenario.phases[0].rules.settings().to_string(), "up.delay=1s down.blackhole");
    }
}
