//! Limits of memory: whether the program has kept to them, now or before its time.
//!
//! The one idea: what is proven is the verdict. Where a program became slow because it remembers too much, the
//! broken limit is told, and not the slowness that came from it.
//!
//! See it run: the check `endless-line` of `lessons/04-framing/exercise.toml`.

use std::time::{Duration, Instant};

use crate::check::exercise::act::Act;
use crate::check::exercise::expectation::Expectation;
use crate::check::exercise::got::Word;
use crate::check::exercise::step::{Deed, Step};
use crate::check::play::fact::{Came, Expected};
use crate::check::play::finding::{Done, Finding};
use crate::check::play::scene::Scene;
use crate::check::play::script::Script;
use crate::check::subject::program::Program;

/// A collector of garbage may need a moment; what is remembered stays.
pub(crate) async fn has_not_grown(scene: &mut Scene, limit: u64) -> Done {
    let mut grown = 0;
    for _ in 0..10 {
        grown = scene.program.grown();
        if grown <= limit {
            return Ok(());
        }
        scene.has_news(Instant::now() + Duration::from_millis(100)).await;
    }
    Err(Finding::new(Expected::Memory(limit), Came::MoreMemory(grown), Word::Other))
}

/// The first of the steps behind a slow one that limits what may be remembered, where that limit is broken already.
pub(crate) async fn has_broken_a_limit<'a>(
    scene: &mut Scene,
    slow: &Finding,
    ahead: &'a [Step],
) -> Option<(&'a Step, Finding)> {
    let is_slow = slow.words.iter().any(|word| matches!(word, Word::Stuck | Word::Late | Word::Nothing));
    if !is_slow || slow.trouble.is_some() || scene.program.measured.is_none() {
        return None;
    }
    let (step, limit) = limit_in(ahead)?;
    let finding = has_not_grown(scene, limit).await.err()?;
    Some((step, finding))
}

/// The limit that the steps ahead set for what has been measured. What is measured anew has no limit yet.
fn limit_in(ahead: &[Step]) -> Option<(&Step, u64)> {
    let limit = ahead.iter().find_map(|step| match &step.deed {
        Deed::Expect(_, Expectation::Growth(limit)) => Some(Some((step, *limit))),
        Deed::Act(Act::Measure { .. }) => Some(None),
        _ => None,
    });
    limit.flatten()
}

/// Keeps the limit that a later step sets, where there is one.
pub(crate) fn note_limit(program: &Program, script: &mut Script<'_>, ahead: &[Step]) {
    let limit = limit_in(ahead).filter(|_| program.measured.is_some());
    script.limit_ahead = limit.map(|(_, limit)| limit);
}

/// Whether a program that has kept us busy for long has broken the limit that is set behind this step:
/// then there is nothing left to find out.
pub(crate) async fn is_proven_to_grow(scene: &mut Scene, script: &Script<'_>) -> bool {
    match script.limit_ahead {
        Some(limit) => has_not_grown(scene, limit).await.is_err(),
        None => false,
    }
}
