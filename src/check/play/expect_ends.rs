//! Silence, an open connection, an end: and that nothing but text was heard.
//!
//! The one idea: that nothing happens is a claim about a span of time, and an end is an event with a moment of its
//! own. A judge that is late itself looks at when the end came, and not at when it found the time to look.
//!
//! See it run: `netlab check 6 -- python3 server.py`.

use std::time::{Duration, Instant};

use crate::check::exercise::expectation::Ending;
use crate::check::exercise::got::Word;
use crate::check::peer::connection::Ended;
use crate::check::play::fact::{Came, Expected};
use crate::check::play::finding::{Done, Finding};
use crate::check::play::not_that::not_that;
use crate::check::play::scene::Scene;

/// Nothing comes for so long, and no end.
pub(crate) async fn nothing(scene: &Scene, who: &str, span: Duration) -> Done {
    let heard = scene.stage.heard(who)?;
    let is_broken = || {
        let heard = heard.borrow();
        (heard.end.is_some() || !heard.rest().is_empty()).then_some(())
    };
    if scene.until(Instant::now() + span, is_broken).await.is_none() {
        return Ok(());
    }
    scene.settle(&heard, usize::MAX).await;
    Err(not_that(&heard, Expected::Silence, None))
}

/// For so long the connection is neither ended nor broken; an end that a step has expected does not count.
pub(crate) async fn stays_open(scene: &Scene, who: &str, span: Duration) -> Done {
    let heard = scene.stage.heard(who)?;
    let was_finished = heard.borrow().is_end_taken;
    let is_over = || {
        let end = heard.borrow().end;
        (end == Some(Ended::Reset) || (end.is_some() && !was_finished)).then_some(())
    };
    match scene.until(Instant::now() + span, is_over).await {
        None => Ok(()),
        Some(()) => Err(not_that(&heard, Expected::OpenConnection, None)),
    }
}

/// The other end finishes, and has said nothing more, or anything.
pub(crate) async fn ends(
    scene: &Scene,
    who: &str,
    ending: Ending,
    after_anything: bool,
    end: Instant,
) -> Done {
    let heard = scene.stage.heard(who)?;
    let has_ended = || {
        let mut heard = heard.borrow_mut();
        if after_anything {
            let n_rest = heard.rest().len();
            heard.take(n_rest);
        }
        (heard.end.is_some() || !heard.rest().is_empty()).then_some(())
    };
    let _ = scene.until(end, has_ended).await;
    if !heard.borrow().rest().is_empty() {
        scene.settle(&heard, usize::MAX).await;
        return Err(not_that(&heard, Expected::EndAlone(ending), None));
    }
    let ended = heard.borrow().end;
    let is_that = match ending {
        Ending::Fin => ended == Some(Ended::Fin),
        Ending::Reset => ended == Some(Ended::Reset),
        Ending::Any => ended.is_some(),
    };
    if !is_that {
        return Err(not_that(&heard, Expected::End(ending), None));
    }
    heard.borrow_mut().is_end_taken = true;
    Ok(())
}

/// The time counts from the moment before the judge's last act on the connection.
pub(crate) fn was_not_early(scene: &Scene, who: &str, not_before: Duration) -> Done {
    let connection = scene.stage.connection(who)?;
    let ended = connection.heard.borrow().ended_at;
    let after = ended.map(|at| at.saturating_duration_since(connection.last_act.get()));
    match after.filter(|after| *after < not_before) {
        None => Ok(()),
        Some(after) => {
            Err(Finding::new(Expected::EndNotBefore(not_before), Came::EndAfter(after), Word::Early))
        }
    }
}

/// All that was heard is text without control characters.
pub(crate) fn clean(scene: &Scene, who: &str) -> Done {
    let heard = scene.stage.heard(who)?;
    let all = heard.borrow().all().to_vec();
    let is_foreign = |char: char| {
        (char.is_control() && !matches!(char, '\n' | '\r' | '\t'))
            || matches!(char, '\u{61c}' | '\u{200e}' | '\u{200f}')
            || matches!(char, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let foreign = match std::str::from_utf8(&all) {
        Err(error) => Some(error.valid_up_to()),
        Ok(text) => text.find(is_foreign),
    };
    let Some(at) = foreign else { return Ok(()) };
    let around = &all[at.saturating_sub(20)..(at + 20).min(all.len())];
    let finding = Finding::new(Expected::CleanText, Came::NoText(around.to_vec()), Word::Other);
    Err(finding.with_bytes(around))
}
