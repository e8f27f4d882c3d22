//! Bytes are sent: whole, in pieces, many times, or each line when the one before was heard.
//!
//! The one idea: how bytes are handed to the kernel is the sender's choice, and must make no difference to the one
//! who reads. So a step says how they are cut, and waits for each piece to be read by itself.
//!
//! See it run: the check `byte-by-byte` of `lessons/04-framing/exercise.toml`.

use std::io;
use std::time::{Duration, Instant};

use crate::check::exercise::act::{Cut, Payload, Sending};
use crate::check::exercise::got::Word;
use crate::check::exercise::step::Step;
use crate::check::peer::connection::Connection;
use crate::check::play::fact::{Came, Expected, Fact};
use crate::check::play::finding::{Done, Finding};
use crate::check::play::memory::is_proven_to_grow;
use crate::check::play::not_that::not_that;
use crate::check::play::scene::Scene;
use crate::check::play::script::{Script, limit};
use crate::check::subject::keeper::Keeper;
use crate::check::subject::system_error::SystemError;
use crate::kernel::process;
use crate::kernel::table::{self, Ports};

/// Sends a payload, as often as the step says.
pub(crate) async fn send_bytes(
    scene: &mut Scene,
    script: &mut Script<'_>,
    step: &Step,
    who: &str,
    (what, how): (&Payload, &Sending),
) -> Done {
    let connection = scene.stage.connection(who)?;
    let whole = what.whole();
    let mut page = Vec::new();
    let mut is_long = Instant::now() + LONG;
    for turn in 1..=how.times {
        script.set_turn(turn as usize);
        page.extend(script.fill(&whole));
        // Many small messages go out together, as a busy program's would.
        if page.len() < PAGE && turn < how.times && how.every.is_none() {
            continue;
        }
        for piece in pieces(&page, &how.cut, script.round) {
            let sent = connection.send(piece, limit(step)).await;
            sent.map_err(|error| cannot_send(who, &connection, &error))?;
            match how.every {
                Some(pause) => tokio::time::sleep(pause).await,
                None if how.cut != Cut::Whole => until_taken(&scene.program.keeper, &connection).await,
                None => {}
            }
        }
        scene.program.look_for_newcomers(page.len());
        page.clear();
        if Instant::now() > is_long {
            if is_proven_to_grow(scene, script).await {
                let got = Came::TakesLong { who: who.to_owned() };
                return Err(Finding::new(Expected::TakesWhatItIsSent, got, Word::Stuck));
            }
            is_long = Instant::now() + LONG;
        }
    }
    Ok(())
}

/// A send that takes so long is worth a look at what it has done to the program.
const LONG: Duration = Duration::from_secs(12);

/// How much goes into one write where a step repeats itself.
const PAGE: usize = 64 * 1024;

/// Waits until the subject has read everything, so that the next piece comes as a read of its own.
async fn until_taken(keeper: &Keeper, connection: &Connection) {
    let end = Instant::now() + PIECE;
    while Instant::now() < end {
        let ports = Ports { own: Some(connection.peer.port()), peers: Some(connection.local.port()) };
        let held = table::held_at(ports, &process::family(keeper.pid())).unwrap_or_default();
        let theirs = held.iter().find(|entry| entry.peer == Some(connection.local));
        match theirs.and_then(|entry| entry.stream) {
            Some(stream) if stream.unread > 0 => tokio::time::sleep(Duration::from_millis(1)).await,
            Some(_) => return,
            // Where the kernel does not tell, a pause makes it likely.
            None => return tokio::time::sleep(Duration::from_millis(3)).await,
        }
    }
}

/// How long a piece waits for being read: a program that is busy elsewhere gets the next one all the same.
const PIECE: Duration = Duration::from_millis(60);

fn pieces<'b>(bytes: &'b [u8], cut: &Cut, round: u32) -> Vec<&'b [u8]> {
    let at = |places: &[usize]| {
        let mut pieces = Vec::new();
        let mut from = 0;
        for place in places.iter().copied().filter(|place| *place > 0 && *place < bytes.len()) {
            pieces.push(&bytes[from..place]);
            from = place;
        }
        pieces.push(&bytes[from..]);
        pieces
    };
    match cut {
        Cut::Whole => vec![bytes],
        Cut::EachByte => bytes.chunks(1).collect(),
        Cut::At(places) => at(places),
        Cut::AtRound => at(&[round as usize]),
    }
}

fn cannot_send(who: &str, connection: &Connection, error: &io::Error) -> Finding {
    let expected = Expected::CanSend { who: who.to_owned() };
    if error.kind() == io::ErrorKind::TimedOut {
        let fact = Fact::HadSent { who: who.to_owned(), n_bytes: connection.n_sent.get() };
        return Finding::new(expected, Came::BuffersAreFull, Word::Stuck).with_fact(fact);
    }
    Finding::new(expected, Came::Broken(SystemError::of(error)), Word::Reset).and(Word::End)
}

/// Sends lines one by one, each when the listener has heard the one before.
pub(crate) async fn send_paced(
    scene: &Scene,
    script: &mut Script<'_>,
    step: &Step,
    (who, listener): (&str, &str),
    (what, n_turns): (&Payload, u32),
) -> Done {
    let (speaker, heard) = (scene.stage.connection(who)?, scene.stage.heard(listener)?);
    for turn in 1..=n_turns {
        script.set_turn(turn as usize);
        let bytes = script.fill(&what.whole());
        let end = Instant::now() + limit(step);
        let sent = speaker.send(&bytes, limit(step)).await;
        sent.map_err(|error| {
            let word = if error.kind() == io::ErrorKind::TimedOut { Word::Stuck } else { Word::Reset };
            let expected = Expected::CanSendLine { who: who.to_owned(), turn };
            Finding::new(expected, Came::Error(SystemError::of(&error)), word)
        })?;
        let text = bytes.strip_suffix(b"\n").unwrap_or(&bytes);
        loop {
            match scene.next_line(&heard, end).await {
                Some(line) if line.ends_with(text) => break,
                Some(_) => {}
                None => {
                    let expected = Expected::HearsLine { who: listener.to_owned(), turn, n_turns };
                    let finding = not_that(&heard, expected, None);
                    let is_ended = heard.borrow().end.is_some();
                    return Err(if is_ended { finding } else { finding.and(Word::Late) });
                }
            }
        }
    }
    Ok(())
}
