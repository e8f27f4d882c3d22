//! What the judge expects: each expectation, and the parts that it is handed.
//!
//! The one idea: an expectation looks at what has been heard, and waits for news only while it could
//! still be met. It never looks at how bytes were cut into reads: that is the network's affair.
//!
//! See it run: `lessons/04-framing/exercise.toml`.

use std::time::{Duration, Instant};

use crate::check::exercise::expectation::Expectation;
use crate::check::exercise::got::Word;
use crate::check::exercise::step::Step;
use crate::check::exercise::template::Template;
use crate::check::play::expect_bytes::{any_line, bytes, lines, n_lines};
use crate::check::play::expect_datagrams::{datagram, datagrams, no_datagram};
use crate::check::play::expect_ends::{clean, ends, nothing, stays_open, was_not_early};
use crate::check::play::expect_program::expect_program;
use crate::check::play::fact::{Came, Expected, Fact};
use crate::check::play::finding::{Done, Finding};
use crate::check::play::hears::{hears, lacks};
use crate::check::play::hears_each::hears_each;
use crate::check::play::scene::Scene;
use crate::check::play::script::{Script, limit};

/// Waits until it is so; gives a finding where it is not.
pub(crate) async fn expect(
    scene: &mut Scene,
    script: &mut Script<'_>,
    step: &Step,
    who: &str,
    expectation: &Expectation,
) -> Done {
    let end = Instant::now() + limit(step);
    match expectation {
        Expectation::Running | Expectation::Exit(_) | Expectation::Output { .. } | Expectation::Growth(_) => {
            return expect_program(scene, script, step, who, expectation).await;
        }
        Expectation::Differ(values) => return differ(script, values),
        Expectation::Same(values) => return same(script, values),
        Expectation::Lacks(text) => {
            return lacks(scene, who, &script.fill(text), step.within.unwrap_or(QUIET)).await;
        }
        _ => {}
    }
    let members = scene.stage.members(who);
    for (index, member) in members.iter().enumerate() {
        script.set_turn(index + 1);
        let held = expect_of(scene, script, step, (member, expectation), end).await;
        held.map_err(|finding| {
            let fact = Fact::OneOf { who: member.clone(), n_members: members.len() };
            finding.with_fact((members.len() > 1).then_some(fact))
        })?;
    }
    Ok(())
}

/// How long a member is listened to for what it must not hear.
const QUIET: Duration = Duration::from_millis(300);

async fn expect_of(
    scene: &Scene,
    script: &mut Script<'_>,
    step: &Step,
    (member, expectation): (&str, &Expectation),
    end: Instant,
) -> Done {
    match expectation {
        Expectation::Bytes(what) => bytes(scene, script, member, what, end).await,
        Expectation::Lines { lines: all, ignoring } => {
            lines(scene, script, member, (all, ignoring), end).await
        }
        Expectation::AnyLine { ignoring } => any_line(scene, script, member, ignoring, end).await,
        Expectation::Count { n_lines: count, ignoring } => {
            n_lines(scene, script, member, (*count, ignoring), limit(step)).await
        }
        Expectation::Hears { lines, times } => hears(scene, script, member, (lines, *times), end).await,
        Expectation::HearsEach { speakers, times, has_gaps } => {
            hears_each(scene, script, member, (speakers, *times, *has_gaps), limit(step)).await
        }
        Expectation::Nothing(span) if scene.stage.posts.contains_key(member) => {
            no_datagram(scene, member, *span).await
        }
        Expectation::Nothing(span) => nothing(scene, member, *span).await,
        Expectation::Open(span) => stays_open(scene, member, *span).await,
        Expectation::End { ending, after_anything, not_before } => {
            ends(scene, member, *ending, *after_anything, end).await?;
            was_not_early(scene, member, *not_before)
        }
        Expectation::Datagram { unless_failed: Some(id), .. } if script.failed.contains(id) => Ok(()),
        Expectation::Datagram { what, is_exact, times, .. } => {
            let end = script.first_end(step, scene.program.has_come.get());
            for n_come in 0..*times {
                let come = datagram(scene, script, member, (what, *is_exact), end).await;
                let fact = Fact::DatagramsCame { n_come, n_wanted: *times };
                come.map_err(|finding| finding.with_fact((*times > 1).then_some(fact)))?;
            }
            Ok(())
        }
        Expectation::Datagrams(all) => {
            let end = script.first_end(step, scene.program.has_come.get());
            datagrams(scene, script, member, all, end).await
        }
        Expectation::Clean => clean(scene, member),
        _ => Ok(()),
    }
}

fn differ(script: &Script<'_>, values: &[Template]) -> Done {
    let filled: Vec<Vec<u8>> = values.iter().map(|value| script.fill(value)).collect();
    let double = filled.iter().enumerate().find(|(index, value)| filled[..*index].contains(value));
    let Some((_, value)) = double else { return Ok(()) };
    Err(Finding::new(Expected::DifferentValues, Came::Twice(value.clone()), Word::Other))
}

fn same(script: &Script<'_>, values: &[Template]) -> Done {
    let filled: Vec<Vec<u8>> = values.iter().map(|value| script.fill(value)).collect();
    let pair = filled.windows(2).find(|pair| pair[0] != pair[1]);
    let Some([one, other]) = pair else { return Ok(()) };
    let got = Came::Different(one.clone(), other.clone());
    Err(Finding::new(Expected::SameValues, got, Word::Other).with_bytes(other.as_slice()))
}
