//! Connections come about, and are ended: listen, accept, connect, finish, reset.
//!
//! The one idea: who asks for a connection and who takes it are two roles of the same conversation. The judge plays
//! either, and says which of its own moments counts: just before it asked.
//!
//! See it run: `lessons/03-greeting-client/exercise.toml`.

use std::io;
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::{Duration, Instant};

use tokio::time::timeout;

use crate::check::exercise::act::Rules;
use crate::check::exercise::got::Word;
use crate::check::exercise::step::Step;
use crate::check::peer::connection::Connection;
use crate::check::peer::dial::{dial, listener};
use crate::check::peer::link::Link;
use crate::check::peer::witness::Named;
use crate::check::play::fact::{Came, Expected, Tool};
use crate::check::play::finding::{Done, Finding};
use crate::check::play::scene::Scene;
use crate::check::play::script::{LIMIT, Script, limit};
use crate::check::play::stage::Stage;
use crate::check::play::trouble::Trouble;
use crate::check::subject::program::Program;
use crate::event::{ErrorCode, TcpState};
use crate::kernel::{process, table, waiting};
use crate::net::{TcpListener, TcpStream};

/// Opens the port; a full one holds a connection of ours in its queue, which has no room for another.
pub(crate) async fn listen(scene: &mut Scene, is_full: bool) -> Done {
    let Scene { stage, program, .. } = scene;
    let addr = stage.addr;
    let cannot = |error: io::Error| without_port(program, Tool::Port, &error);
    let listener = listener(addr, is_full).map_err(cannot)?;
    let filler = if is_full { Some(dial(addr, false).await.map_err(cannot)?) } else { None };
    (stage.listener, stage.filler) = (Some(listener), filler);
    Ok(())
}

/// The judge cannot have what it needs at the check's port: perhaps another program took it meanwhile.
pub(crate) fn without_port(program: &Program, tool: Tool, error: &io::Error) -> Finding {
    let mut finding = Finding::without(tool, error);
    if error.kind() == io::ErrorKind::AddrInUse && program.port.is_lost(&program.keeper) {
        finding.trouble = Some(Trouble::PortTaken);
    }
    finding
}

/// Takes the connection that comes.
pub(crate) async fn accept(scene: &mut Scene, script: &mut Script<'_>, step: &Step, who: &str) -> Done {
    let limit = if scene.program.has_come.get() { limit(step) } else { script.setup.start_timeout };
    let expected = Expected::Connection(scene.stage.addr);
    if let Some(filler) = scene.stage.filler.take() {
        until_turned_away(&scene.program, scene.stage.addr, Instant::now() + limit).await;
        // It came first, so it is accepted first.
        if let Some(listener) = &scene.stage.listener {
            let _ = timeout(LIMIT, listener.accept()).await;
        }
        drop(filler);
    }
    let Some(listener) = &scene.stage.listener else {
        return Err(Finding::new(expected, Came::NoListener, Word::Other));
    };
    let Some(accepted) = visitor(scene, listener, Instant::now() + limit).await else {
        return Err(Finding::new(expected, Came::NoVisitor, Word::Nothing));
    };
    let taken = accepted.and_then(|stream| Connection::new(stream, Instant::now(), &scene.stage.news));
    let connection = taken.map_err(|error| Finding::of_error(expected, &error, Word::Reset))?;
    scene.program.has_come.set(true);
    enter(&mut scene.stage, script, who, connection);
    Ok(())
}

/// Waits until the subject has asked for a connection in vain, where the kernel tells.
async fn until_turned_away(program: &Program, addr: SocketAddr, end: Instant) {
    while Instant::now() < end && program.ended(&program.last_started).is_none() {
        let family = process::family(program.keeper.pid());
        let Ok(held) = table::held_at(table::Ports::peers(addr.port()), &family) else { return };
        let is_asking =
            |entry: &table::Entry| entry.state == Some(TcpState::SynSent) && entry.peer == Some(addr);
        if held.iter().any(is_asking) {
            return tokio::time::sleep(TURNED_AWAY).await;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// The next connection; `None` where none has come until the time, or the program, is over.
async fn visitor(scene: &Scene, listener: &TcpListener, end: Instant) -> Option<io::Result<TcpStream>> {
    let mut end = end;
    loop {
        tokio::select! {
            accepted = listener.accept() => return Some(accepted.map(|(stream, _)| stream)),
            is_news = scene.has_news(end) => if !is_news { break },
        }
        if let Some(ended) = scene.program.ended(&scene.program.last_started) {
            // Whatever it has left running may connect in its place.
            let patience = if scene.program.keeper.n_living() > 0 { LIMIT } else { UNDER_WAY };
            end = end.min(ended.at + patience);
        }
    }
    // Who connected and ended at once stands in the queue: the kernel knows it before the reactor tells.
    if !waiting::at(waiting::number_of(listener)).input {
        return None;
    }
    let told = timeout(LIMIT, listener.accept()).await.ok()?;
    Some(told.map(|(stream, _)| stream))
}

/// Connects one client or a group, one after the other.
pub(crate) async fn connect(
    stage: &mut Stage,
    script: &mut Script<'_>,
    step: &Step,
    (who, count): (&str, u32),
    (place, is_narrow): (SocketAddr, bool),
) -> Done {
    for name in stage.names(who, count) {
        let began = Instant::now();
        let dialled = tokio::time::timeout_at((began + limit(step)).into(), dial(place, is_narrow)).await;
        let dialled = dialled.map_err(io::Error::from).flatten();
        let connection = dialled.and_then(|stream| Connection::new(stream, began, &stage.news));
        let connection = connection.map_err(|error| {
            let word = match ErrorCode::from_io(&error) {
                ErrorCode::ECONNREFUSED => Word::Refused,
                _ if error.kind() == io::ErrorKind::TimedOut => Word::Nothing,
                _ => Word::Reset,
            };
            let expected = Expected::ConnectsTo { who: name.clone(), addr: stage.addr };
            Finding::of_error(expected, &error, word)
        })?;
        enter(stage, script, &name, connection);
    }
    Ok(())
}

/// Gives a new connection its name, and its addresses to the script.
fn enter(stage: &mut Stage, script: &mut Script<'_>, who: &str, connection: Connection) {
    script.values.set(format!("{who}.local"), connection.local.to_string());
    script.values.set(format!("{who}.peer"), connection.peer.to_string());
    let (local, peer) = (connection.local, Some(connection.peer));
    stage.named.push(Named { local, peer, who: who.to_owned() });
    stage.connections.insert(who.to_owned(), Rc::new(connection));
}

/// Puts a link before the subject that breaks traffic on purpose.
pub(crate) async fn impair(stage: &mut Stage, who: &str, rules: &Rules, seed: u64) -> Done {
    let opened = Link::open(stage.addr, rules, seed).await;
    let link = opened.map_err(|error| Finding::without(Tool::Link, &error))?;
    stage.links.insert(who.to_owned(), link);
    Ok(())
}

/// Half-close: each of them will send no more.
pub(crate) async fn finish(stage: &Stage, who: &str) -> Done {
    for member in stage.members(who) {
        // A connection that is broken already needs no end.
        let _ = stage.connection(&member)?.finish().await;
    }
    Ok(())
}

/// Breaks connections with RST.
pub(crate) async fn reset(stage: &mut Stage, who: &str) {
    for member in stage.members(who) {
        if let Some(connection) = stage.connections.remove(&member) {
            connection.reset().await;
        }
    }
}

/// Closes UDP sockets or the port, or takes an engine away.
pub(crate) fn close(stage: &mut Stage, who: &str) {
    if let Some(engine) = stage.engines.get(who) {
        return engine.close();
    }
    let members = stage.members(who);
    stage.posts.retain(|name, _| !members.contains(name));
    stage.listener = None;
}

/// So long what a program did before its end may still be under way, inside of the kernel.
pub(crate) const UNDER_WAY: Duration = Duration::from_millis(100);

/// Long enough for what was typed before; the next try comes a second after the first (RFC 6298 §2.1).
const TURNED_AWAY: Duration = Duration::from_millis(300);
