//! What the judge expects of the program itself: its end, its exit code, its output, its memory.
//!
//! The one idea: an exit code is read by other programs and output by people, so both belong to the
//! contract. Output is looked at again whenever more of it comes, and once more at the end.
//!
//! See it run: `lessons/03-greeting-client/exercise.toml`.

use std::time::{Duration, Instant};

use crate::check::exercise::expectation::{Exit, Expectation, Presence, Stream};
use crate::check::exercise::got::Word;
use crate::check::exercise::step::Step;
use crate::check::play::fact::{Came, Expected};
use crate::check::play::finding::{Done, Finding};
use crate::check::play::memory::has_not_grown;
use crate::check::play::scene::Scene;
use crate::check::play::script::{Script, limit};
use crate::check::subject::output::Output;
use crate::check::subject::program::Program;

/// What must be printed, and where; not as a part of something else.
struct Wanted {
    stream: Stream,
    what: Vec<u8>,
    other_than: Option<Vec<u8>>,
    n_times: usize,
}

/// Waits until it is so of the program; gives a finding where it is not.
pub(crate) async fn expect_program(
    scene: &mut Scene,
    script: &Script<'_>,
    step: &Step,
    who: &str,
    expectation: &Expectation,
) -> Done {
    match expectation {
        Expectation::Running => runs(scene, who).await,
        Expectation::Exit(exit) => exits(scene, script, step, who, *exit).await,
        Expectation::Output { stream, what, presence, times, other_than, not_before } => {
            let other_than = other_than.as_ref().map(|text| script.fill(text));
            let (what, n_times) = (script.fill(what), *times as usize);
            let wanted = Wanted { stream: *stream, what, other_than, n_times };
            match presence {
                Presence::Has => has_printed(scene, step, who, &wanted).await,
                Presence::New => says_something(scene, step, who, *not_before).await,
                Presence::Once => count(&scene.program, who, &Wanted { n_times: 1, ..wanted }),
                Presence::Lacks => count(&scene.program, who, &Wanted { n_times: 0, ..wanted }),
            }
        }
        Expectation::Growth(limit) => has_not_grown(scene, *limit).await,
        _ => Ok(()),
    }
}

async fn runs(scene: &Scene, who: &str) -> Done {
    let end = Instant::now() + Duration::from_millis(100);
    match scene.until(end, || scene.program.ended(who)).await {
        None => Ok(()),
        Some(ended) => Err(Finding::new(Expected::Runs, Came::Ended(ended), Word::Died)),
    }
}

async fn exits(scene: &Scene, script: &Script<'_>, step: &Step, who: &str, wanted: Exit) -> Done {
    let is_first = !script.is_server() && !scene.program.has_come.get();
    let limit = if is_first { limit(step).max(script.setup.start_timeout) } else { limit(step) };
    let expected = Expected::Exits(wanted);
    let ended = scene.until(Instant::now() + limit, || scene.program.ended(who)).await;
    let Some(ended) = ended else {
        return Err(Finding::new(expected, Came::StillRunning(limit), Word::Running));
    };
    if let Some(output) = scene.program.keeper.output(who) {
        output.ended(LAST_OUTPUT).await;
    }
    let is_wanted = match wanted {
        Exit::Code(code) => ended.code == Some(code),
        Exit::Failure => ended.code != Some(0),
        Exit::Any => true,
    };
    if is_wanted {
        return Ok(());
    }
    let finding = Finding::new(expected, Came::Ended(ended), Word::Other);
    Err(finding.with_bytes(printed(&scene.program, who, Stream::Err)))
}

/// How long the last output of a program that has ended is waited for.
const LAST_OUTPUT: Duration = Duration::from_secs(1);

fn printed(program: &Program, who: &str, stream: Stream) -> Vec<u8> {
    program.keeper.output(who).map(|output| output.text(stream)).unwrap_or_default()
}

async fn has_printed(scene: &Scene, step: &Step, who: &str, wanted: &Wanted) -> Done {
    let Wanted { stream, what, other_than, n_times } = wanted;
    let Program { keeper, .. } = &scene.program;
    let counted = |output: &Output| {
        let n_others = other_than.as_ref().map_or(0, |other| output.count(*stream, other));
        output.count(*stream, what).saturating_sub(n_others)
    };
    let has = || keeper.output(who).map_or(0, counted) >= *n_times;
    let end = Instant::now() + limit(step);
    let seen = scene.until(end, || (has() || scene.program.ended(who).is_some()).then_some(())).await;
    if let Some(output) = keeper.output(who).filter(|_| seen.is_some() && !has()) {
        output.ended(LAST_OUTPUT).await;
    }
    if has() {
        return Ok(());
    }
    let printed = printed(&scene.program, who, *stream);
    let got = if printed.is_empty() { Came::Nothing } else { Came::Printed(printed.clone()) };
    let expected = Expected::Prints { what: what.clone(), n_times: *n_times, stream: *stream };
    Err(Finding::new(expected, got, Word::Other).with_bytes(printed))
}

async fn says_something(scene: &Scene, step: &Step, who: &str, not_before: Duration) -> Done {
    let began = Instant::now();
    let Program { keeper, n_printed, .. } = &scene.program;
    let came = || keeper.output(who).and_then(|output| output.progress(*n_printed).1);
    let Some(at) = scene.until(began + limit(step), came).await else {
        return Err(Finding::new(Expected::Words, Came::NoWords, Word::Nothing));
    };
    let after = at.saturating_duration_since(began);
    if after < not_before {
        return Err(Finding::new(Expected::LateWords, Came::WordsAfter(after), Word::Early));
    }
    Ok(())
}

fn count(program: &Program, who: &str, wanted: &Wanted) -> Done {
    let Wanted { stream, what, n_times, .. } = wanted;
    let n_found = program.keeper.output(who).map_or(0, |output| output.count(*stream, what));
    if n_found == *n_times {
        return Ok(());
    }
    let expected = Expected::HasPrinted { what: what.clone(), n_times: *n_times };
    let finding = Finding::new(expected, Came::NTimes(n_found), Word::Other);
    Err(finding.with_bytes(printed(program, who, *stream)))
}
