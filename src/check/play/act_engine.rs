//! The engine that several servers share: it comes, goes and comes back, and asks whether they are there.
//!
//! The one idea: to the program an engine is one more address in its environment. To the judge it is the way by which
//! members of other servers hear and are heard.
//!
//! See it run: `lessons/17-many-servers/exercise.toml`.

use std::time::Instant;

use crate::check::exercise::got::Word;
use crate::check::exercise::step::Step;
use crate::check::peer::engine::{Engine, Manner};
use crate::check::play::fact::{Came, Expected, Tool};
use crate::check::play::finding::{Done, Finding};
use crate::check::play::scene::Scene;
use crate::check::play::script::{Script, limit};
use crate::check::play::stage::Stage;

/// Opens an engine, or brings one back that was taken away.
pub(crate) fn engine(
    stage: &mut Stage,
    script: &mut Script<'_>,
    who: &str,
    (under, slice): (&str, Option<u32>),
) -> Done {
    let cannot = |error| Finding::without(Tool::Engine, &error);
    if let Some(engine) = stage.engines.get(who) {
        return engine.open_again().map_err(cannot);
    }
    let manner = Manner { under, slice: slice.map(|n_bytes| n_bytes as usize) };
    let engine = Engine::open(stage.addr.ip(), &manner, &stage.news).map_err(cannot)?;
    script.values.set(format!("{who}.addr"), engine.addr.to_string());
    stage.engines.insert(who.to_owned(), engine);
    Ok(())
}

/// Asks whoever is connected to it, and waits for the answer.
pub(crate) async fn ping(scene: &Scene, step: &Step, who: &str) -> Done {
    let engine = scene.stage.engine(who)?;
    let end = Instant::now() + limit(step);
    let nobody = || Finding::new(Expected::Pong, Came::NoClientOfEngine, Word::End);
    // A program that has just started is on its way to it.
    scene.until(end, || engine.ask().then_some(())).await.ok_or_else(nobody)?;
    let is_decided = || (engine.is_answered() || !engine.has_clients()).then(|| engine.is_answered());
    match scene.until(end, is_decided).await {
        Some(true) => Ok(()),
        Some(false) => Err(nobody()),
        None => Err(Finding::new(Expected::Pong, Came::Nothing, Word::Nothing)),
    }
}
