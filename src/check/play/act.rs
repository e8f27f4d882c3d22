//! What the judge does: each act, and the parts that it is handed.
//!
//! The one idea: an act that fails is a finding like any other: a connection that is refused, a send
//! that stands still. A judge that stumbled over its own act would blame the wrong side.
//!
//! See it run: `lessons/02-greeting-server/exercise.toml`.

use crate::check::exercise::act::{Act, Payload, Sending};
use crate::check::exercise::step::Step;
use crate::check::play::act_connections::{accept, close, connect, finish, impair, listen, reset};
use crate::check::play::act_datagrams::{open, react, send_datagrams};
use crate::check::play::act_engine::{engine, ping};
use crate::check::play::act_program::{kill, restart, signal, start, type_in};
use crate::check::play::act_sending::{send_bytes, send_paced};
use crate::check::play::finding::Done;
use crate::check::play::meet::meet;
use crate::check::play::scene::Scene;
use crate::check::play::script::Script;

/// Does what a step says.
pub(crate) async fn act(scene: &mut Scene, script: &mut Script<'_>, step: &Step, act: &Act) -> Done {
    match act {
        Act::Start { who, args, waits, through } => {
            let place = scene.stage.place(through.as_deref());
            start(scene, script, who, (args, place, *waits)).await?;
        }
        Act::Signal { who, signal: name } => signal(&mut scene.program, who, *name)?,
        Act::Kill { who } => kill(scene, who).await,
        Act::Restart { who } => restart(scene, script, who).await?,
        Act::Type { who, what } => type_in(scene, script, step, who, what).await?,
        Act::CloseStdin { who } => scene.program.keeper.close_stdin(who),
        Act::Listen { is_full } => listen(scene, *is_full).await?,
        Act::Accept { who } => accept(scene, script, step, who).await?,
        Act::Connect { who, count, through, is_narrow } => {
            let place = scene.stage.place(through.as_deref());
            connect(&mut scene.stage, script, step, (who, *count), (place, *is_narrow)).await?;
        }
        Act::Impair { who, rules } => impair(&mut scene.stage, who, rules, script.setup.seed).await?,
        Act::Engine { who, under, slice } => engine(&mut scene.stage, script, who, (under, *slice))?,
        Act::Ping { who } => ping(scene, step, who).await?,
        Act::Open { who, is_at_port, count } => open(scene, script, who, *is_at_port, *count).await?,
        Act::Send { who, what, how } => send(scene, script, step, who, (what, how)).await?,
        Act::Finish { who } | Act::Leave { who } => finish(&scene.stage, who).await?,
        Act::Reset { who } => reset(&mut scene.stage, who).await,
        Act::Close { who } => close(&mut scene.stage, who),
        Act::StopReading { who } => scene.stage.connection(who)?.stop_reading().await,
        Act::ReadAgain { who } => scene.stage.connection(who)?.read_again().await,
        Act::Meet { who } => meet(scene, script, step, who).await?,
        Act::Measure { .. } => scene.program.measure(),
        Act::React { who, .. } => react(&scene.stage, script, who, act)?,
    }
    Ok(())
}

/// Each member sends, in its turn.
async fn send(
    scene: &mut Scene,
    script: &mut Script<'_>,
    step: &Step,
    who: &str,
    (what, how): (&Payload, &Sending),
) -> Done {
    for (index, member) in scene.stage.members(who).into_iter().enumerate() {
        scene.stage.last_sender.clone_from(&member);
        if script.is_udp() {
            script.set_turn(index + 1);
            send_datagrams(&scene.stage, script, &member, what, how).await?;
        } else if let Some(listener) = &how.paced_by {
            send_paced(scene, script, step, (&member, listener), (what, how.times)).await?;
        } else if how.is_meanwhile {
            let bytes = what.whole().fill(&script.values);
            scene.stage.connection(&member)?.flood(bytes, how.times).await;
        } else {
            send_bytes(scene, script, step, &member, (what, how)).await?;
        }
    }
    Ok(())
}
