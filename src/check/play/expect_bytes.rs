//! Bytes and lines that come next on a connection.
//!
//! The one idea: nothing is taken before all of it has come, so that a finding shows together what came together.
//!
//! See it run: `lessons/04-framing/exercise.toml`.

use std::cell::RefCell;
use std::time::{Duration, Instant};

use crate::check::exercise::act::Payload;
use crate::check::exercise::got::Word;
use crate::check::exercise::template::Template;
use crate::check::peer::connection::Heard;
use crate::check::play::fact::{Came, Expected, Fact};
use crate::check::play::finding::{Done, Finding};
use crate::check::play::not_that::not_that;
use crate::check::play::scene::Scene;
use crate::check::play::script::Script;

/// These bytes come next.
pub(crate) async fn bytes(
    scene: &Scene,
    script: &Script<'_>,
    who: &str,
    what: &Payload,
    end: Instant,
) -> Done {
    let heard = scene.stage.heard(who)?;
    let wanted = script.fill(&what.whole());
    let is_decided = || {
        let heard = heard.borrow();
        let has_come = heard.rest().starts_with(&wanted);
        let can_come = heard.end.is_none() && wanted.starts_with(heard.rest());
        (has_come || !can_come).then_some(has_come)
    };
    if scene.until(end, is_decided).await == Some(true) {
        heard.borrow_mut().take(wanted.len());
        return Ok(());
    }
    scene.settle(&heard, wanted.len()).await;
    Err(not_that(&heard, Expected::Payload(what.settled(&script.values)), Some(wanted)))
}

fn is_ignored(script: &Script<'_>, line: &[u8], ignoring: &[Template]) -> bool {
    ignoring.iter().any(|pattern| pattern.matches(line, &script.values).is_some())
}

/// These lines come next, with lines between them that do not count.
pub(crate) async fn lines(
    scene: &Scene,
    script: &mut Script<'_>,
    who: &str,
    (lines, ignoring): (&[Template], &[Template]),
    end: Instant,
) -> Done {
    let heard = scene.stage.heard(who)?;
    let (mut at, mut n_come) = (0, 0);
    for template in lines {
        loop {
            let next = || {
                let heard = heard.borrow();
                let line = heard.line_at(at);
                (line.is_some() || heard.end.is_some()).then_some(line)
            };
            let Some((line, n_bytes)) = scene.until(end, next).await.flatten() else {
                return Err(not_those(script, &heard, lines));
            };
            n_come += 1;
            if is_ignored(script, &line, ignoring) {
                at += n_bytes;
                continue;
            }
            let Some(kept) = template.matches(&line, &script.values) else {
                scene.settle(&heard, usize::MAX).await;
                return Err(not_those(script, &heard, lines));
            };
            script.values.keep(kept);
            at += n_bytes;
            break;
        }
    }
    let mut heard = heard.borrow_mut();
    (0..n_come).for_each(|_| drop(heard.take_line()));
    Ok(())
}

fn not_those(script: &Script<'_>, heard: &RefCell<Heard>, lines: &[Template]) -> Finding {
    let lines = Payload::Lines(lines.to_vec());
    let wanted = script.fill(&lines.whole());
    not_that(heard, Expected::Payload(lines.settled(&script.values)), Some(wanted))
}

/// A line comes that is not empty.
pub(crate) async fn any_line(
    scene: &Scene,
    script: &Script<'_>,
    who: &str,
    ignoring: &[Template],
    end: Instant,
) -> Done {
    let heard = scene.stage.heard(who)?;
    loop {
        match scene.next_line(&heard, end).await {
            Some(line) if is_ignored(script, &line, ignoring) => {}
            Some(line) if line.is_empty() => {
                let finding = Finding::new(Expected::LineWithText, Came::BlankLine, Word::Part);
                return Err(finding.with_bytes(b"\n".as_slice()));
            }
            Some(_) => return Ok(()),
            None => {
                let finding = not_that(&heard, Expected::Line, None);
                let has_begun = !heard.borrow().rest().is_empty();
                return Err(if has_begun { finding.and(Word::Part) } else { finding });
            }
        }
    }
}

/// So many lines come. Slow is no fault: the limit begins anew with each line.
pub(crate) async fn n_lines(
    scene: &Scene,
    script: &Script<'_>,
    who: &str,
    (n_lines, ignoring): (u32, &[Template]),
    patience: Duration,
) -> Done {
    let heard = scene.stage.heard(who)?;
    let mut count = 0;
    while count < n_lines {
        let Some(line) = scene.next_line(&heard, Instant::now() + patience).await else {
            let finding = not_that(&heard, Expected::Lines(n_lines), None);
            return Err(finding.with_fact(Fact::LinesCame(count)));
        };
        count += u32::from(!is_ignored(script, &line, ignoring));
    }
    Ok(())
}
