//! What the judge does to the program itself: starts it, ends it, and starts it again.
//!
//! The one idea: every order goes to the guard, and an act is over when the guard or the kernel says
//! that it came true. No step after it has to wait for luck.
//!
//! See it run: the check `restarts` of `lessons/07-time-wait/exercise.toml`.

use std::ffi::{OsStr, OsString};
use std::io;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use crate::check::exercise::act::Payload;
use crate::check::exercise::got::Word;
use crate::check::exercise::signal::GroupSignal;
use crate::check::exercise::step::Step;
use crate::check::play::fact::{Came, Expected, Tool};
use crate::check::play::finding::{Done, Finding};
use crate::check::play::scene::Scene;
use crate::check::play::script::{LIMIT, Script, limit};
use crate::check::play::start::begun;
use crate::check::subject::program::Program;

/// Starts the program under a name, for a place; waits until it is ready, where it is a server and that is wanted.
pub(crate) async fn start(
    scene: &mut Scene,
    script: &Script<'_>,
    who: &str,
    (args, place, waits): (&[String], SocketAddr, bool),
) -> Done {
    let command = script.setup.command.iter().map(|word| filled(word, place));
    let command: Vec<OsString> = command.chain(args.iter().map(OsString::from)).collect();
    let mut env =
        vec![("HOST".to_owned(), place.ip().to_string()), ("PORT".to_owned(), place.port().to_string())];
    let others = script.exercise.environment.iter();
    env.extend(others.map(|(name, text)| (name.clone(), String::from_utf8_lossy(&script.fill(text)).into())));
    scene.program.keeper.start(who, &command, &env).map_err(cannot)?;
    begun(scene, script, who, waits).await
}

/// Sends a signal to the program, and does not wait for what it does.
pub(crate) fn signal(program: &mut Program, who: &str, signal: GroupSignal) -> Done {
    if !program.keeper.was_started(who) {
        return Err(nobody(who));
    }
    program.keeper.signal(who, signal);
    Ok(())
}

/// Types, once the program has read most of what was typed before.
pub(crate) async fn type_in(
    scene: &mut Scene,
    script: &Script<'_>,
    step: &Step,
    who: &str,
    what: &Payload,
) -> Done {
    let Program { keeper, .. } = &scene.program;
    let takes_input = || keeper.takes_input(who).then_some(());
    if scene.until(Instant::now() + limit(step), takes_input).await.is_none() {
        let expected = Expected::ReadsItsInput { who: who.to_owned() };
        return Err(Finding::new(expected, Came::LeftUnread(limit(step)), Word::Stuck));
    }
    scene.program.keeper.type_in(who, script.fill(&what.whole()));
    Ok(())
}

/// Kills the program, and all that it started; waits for its end.
pub(crate) async fn kill(scene: &mut Scene, who: &str) {
    scene.program.keeper.signal(who, GroupSignal::Kill);
    let Scene { program, .. } = &*scene;
    let _ = scene.until(Instant::now() + LIMIT, || program.ended(who)).await;
}

/// Kills the program, and starts it again as it was started before.
pub(crate) async fn restart(scene: &mut Scene, script: &Script<'_>, who: &str) -> Done {
    if !scene.program.keeper.was_started(who) {
        return Err(nobody(who));
    }
    kill(scene, who).await;
    until_port_is_free(&scene.program).await;
    scene.program.keeper.start_again(who).map_err(cannot)?;
    begun(scene, script, who, true).await
}

/// Its first process has ended; another one may still be dying with the port in its hands.
async fn until_port_is_free(program: &Program) {
    let end = Instant::now() + LIMIT;
    while program.has_port() && Instant::now() < end {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

/// A word of the command with the address where it is wanted.
#[cfg(unix)]
fn filled(word: &OsStr, addr: SocketAddr) -> OsString {
    use std::os::unix::ffi::{OsStrExt, OsStringExt};

    let mut filled = Vec::new();
    for chunk in word.as_bytes().utf8_chunks() {
        filled.extend_from_slice(text_filled(chunk.valid(), addr).as_bytes());
        filled.extend_from_slice(chunk.invalid());
    }
    OsString::from_vec(filled)
}

/// A word of the command with the address where it is wanted.
#[cfg(not(unix))]
fn filled(word: &OsStr, addr: SocketAddr) -> OsString {
    word.to_str().map_or_else(|| word.to_owned(), |text| text_filled(text, addr).into())
}

fn text_filled(text: &str, addr: SocketAddr) -> String {
    text.replace("{host}", &addr.ip().to_string())
        .replace("{port}", &addr.port().to_string())
        .replace("{addr}", &addr.to_string())
}

fn nobody(who: &str) -> Finding {
    Finding::new(Expected::WasStarted { who: who.to_owned() }, Came::NoStepBefore, Word::Other)
}

#[allow(clippy::needless_pass_by_value, reason = "map_err gives it away")]
fn cannot(error: io::Error) -> Finding {
    Finding::without(Tool::Terminal, &error)
}
