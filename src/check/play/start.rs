//! The program is started, and has its port; or it is in trouble.
//!
//! The one idea: a program that never became ready has made no mistake in a conversation. It gets a verdict of the
//! judge's own, with what the kernel tells of it: its end, its last words, the sockets that it has instead.
//!
//! See it run: `netlab check greeting-server -- python3 -m http.server 8000`.

use std::net::IpAddr;
use std::time::{Duration, Instant};

use crate::check::exercise::got::Word;
use crate::check::play::fact::{Came, Expected, Fact, Tool};
use crate::check::play::finding::{Done, Finding};
use crate::check::play::scene::Scene;
use crate::check::play::script::Script;
use crate::check::play::trouble::Trouble;
use crate::check::setup::Setup;
use crate::check::subject::known::ProgramEnd;
use crate::check::subject::output::Output;
use crate::check::subject::program::Program;
use crate::check::subject::ready::{Port, held, is_door};
use crate::check::subject::system_error::SystemError;
use crate::kernel::table::Entry;

/// Waits until the guard has started the program, or could not; then, where it is asked for, for a server's port.
pub(crate) async fn begun(scene: &mut Scene, script: &Script<'_>, who: &str, waits: bool) -> Done {
    who.clone_into(&mut scene.program.last_started);
    started(scene, script.setup, who).await?;
    if waits && script.is_server() { ready(scene, script.setup, who).await } else { Ok(()) }
}

async fn started(scene: &Scene, setup: &Setup, who: &str) -> Done {
    let end = Instant::now() + setup.start_timeout;
    let keeper = &scene.program.keeper;
    let told = || {
        let state = keeper.state(who);
        state.pid.map(|_| Ok(())).or_else(|| state.not_started.map(Err))
    };
    match scene.until(end, told).await {
        Some(Ok(())) => {
            keeper.output(who).inspect(|output| output.hand_over());
            Ok(())
        }
        Some(Err(error)) => Err(not_started(setup, error)),
        None => Err(Finding::of_judge(Expected::Tool(Tool::Start), Came::GuardIsSilent)),
    }
}

fn not_started(setup: &Setup, error: SystemError) -> Finding {
    let program = setup.command.first().map_or(&b""[..], |program| program.as_encoded_bytes());
    let fact = error.is_missing().then_some(Fact::IsItInstalled);
    let expected = Expected::CanBeStarted(program.to_vec());
    let finding = Finding::new(expected, Came::Error(error), Word::Nothing).with_fact(fact);
    Finding { trouble: Some(Trouble::NotStarted), ..finding }
}

/// Waits until the program has the port.
async fn ready(scene: &Scene, setup: &Setup, who: &str) -> Done {
    let Program { keeper, port, has_come, .. } = &scene.program;
    let end = Instant::now() + setup.start_timeout;
    let mut elsewhere_since = None;
    let mut pause = Duration::from_millis(2);
    loop {
        let held = held(keeper, port.addr.port());
        // Asked for after the sockets: so a port that is held is held by one who outlived this moment.
        let ended = keeper.state(who).ended;
        if held.iter().any(|entry| port.is_taken_by(entry)) && ended.is_none() {
            has_come.set(true);
            return Ok(());
        }
        if let Some(ended) = ended {
            return Err(died(&scene.program, who, ended).await);
        }
        let others: Vec<&Entry> = held.iter().filter(|entry| is_door(entry)).collect();
        if others.is_empty() {
            elsewhere_since = None;
        } else if elsewhere_since.get_or_insert_with(Instant::now).elapsed() > SETTLED || Instant::now() > end
        {
            return Err(elsewhere(*port, &others));
        }
        if Instant::now() > end {
            return Err(trouble(*port, Trouble::NeverListened, Came::NoPortWithin(setup.start_timeout)));
        }
        // The table does not wake anybody, so it is asked again; news of a death comes at once.
        scene.has_news(Instant::now() + pause).await;
        pause = (pause * 3 / 2).min(Duration::from_millis(50));
    }
}

/// A door that has been elsewhere for so long is not about to move.
const SETTLED: Duration = Duration::from_secs(3);

fn trouble(port: Port, trouble: Trouble, got: Came) -> Finding {
    let finding = Finding::new(Expected::HasPort(port.transport, port.addr), got, Word::Nothing);
    Finding { trouble: Some(trouble), ..finding }
}

async fn died(program: &Program, who: &str, ended: ProgramEnd) -> Finding {
    let Program { keeper, port, .. } = program;
    if let Some(output) = keeper.output(who) {
        output.ended(Duration::from_secs(1)).await;
    }
    let words = keeper.output(who).and_then(Output::last_words);
    let finding = trouble(*port, Trouble::DiedAtStart, Came::EndedBefore(ended)).and(Word::Died);
    let mut finding = finding.with_fact(words.map(Fact::LastWords));
    let n_left = keeper.n_living();
    if port.is_lost(keeper) {
        finding.trouble = Some(Trouble::PortTaken);
    } else if ended.code == Some(0) && n_left > 0 && !keeper.has_living() {
        note_what_it_left(n_left, &mut finding);
    } else if n_left > 0 {
        finding.facts.push(Fact::LeftBehind(n_left));
    }
    finding
}

/// The program has ended, and what it had started does its work.
pub(crate) fn note_what_it_left(n_left: usize, finding: &mut Finding) {
    finding.trouble = Some(Trouble::LeftBehind);
    finding.facts.push(Fact::LeftBehind(n_left));
}

fn elsewhere(port: Port, others: &[&Entry]) -> Finding {
    let listed = others.iter().map(|entry| (entry.local, entry.transport)).collect();
    let mut finding = trouble(port, Trouble::ListensElsewhere, Came::OtherSockets(listed));
    for entry in others {
        let fact = match entry.local.ip() {
            _ if entry.transport != port.transport => Fact::TakesOtherTransport { wanted: port.transport },
            _ if entry.local.port() != port.addr.port() => Fact::PortIsInEnvironment(port.addr.port()),
            IpAddr::V6(_) => Fact::TakesNoIpv4,
            IpAddr::V4(_) => Fact::AddressIsInEnvironment(port.addr.ip()),
        };
        if !finding.facts.contains(&fact) {
            finding.facts.push(fact);
        }
    }
    finding
}
