//! A failed step becomes a failure with a name: the first case that fits, trying what it asks for.
//!
//! The one idea: a mistake is named by what came, and where that is not enough, by what the judge then tries. What it
//! tries may move the program on, so what is asked of the program at that moment is asked before.
//!
//! See it run: "Then the judge tried", in the report of a failing check.

use std::time::Duration;

use crate::check::play::places::has_python;
use crate::check::play::player::{Failed, Player};
use crate::check::play::trouble::Trouble;
use crate::check::play::who_waits::who_waits;
use crate::check::subject::output::Output;
use crate::check::verdict::{Failure, Mistake};

/// Finds the first case that fits, trying what it asks for.
pub(crate) async fn explain<'a>(player: &mut Player<'a>, failed: Failed<'a>) -> Failure<'a> {
    let Failed { step, finding } = failed;
    let waits = who_waits(&player.scene, &finding).await;
    let is_python = has_python(&player.scene.program);
    let n_told = player.story.told.len();
    let mut mistakes = Vec::new();
    // What went wrong before the conversation, or beside it, is no mistake in what was said.
    let is_certain = finding.trouble.is_some_and(Trouble::is_certain);
    for case in step.cases.iter().filter(|_| !is_certain) {
        if finding.fits(&case.got, &player.script.values) && player.holds(&case.trial).await {
            let named = case.is.iter().filter_map(|id| player.script.exercise.diagnosis(id));
            mistakes.extend(named.map(Mistake::Diagnosis));
            break;
        }
    }
    if mistakes.is_empty() {
        mistakes.extend(finding.trouble.map(Mistake::Trouble));
    }
    let tried = player.story.told.split_off(n_told);
    let keeper = &player.scene.program.keeper;
    let ended = keeper.dead();
    let output = ended.as_ref().and_then(|(who, _)| keeper.output(who));
    if let Some(output) = output {
        output.ended(Duration::from_secs(1)).await;
    }
    let last_words = output.and_then(Output::last_words);
    let waits = if ended.is_some() { Vec::new() } else { waits };
    Failure { step, finding, mistakes, tried, waits, is_python, places: Vec::new(), ended, last_words }
}

/// Whether the program has done something since the step failed: what was tried afterwards was done, or came true.
pub(crate) fn is_moved_on(failure: &Failure<'_>) -> bool {
    failure.tried.iter().any(|told| told.held)
}
