//! Datagrams are sent and answered, by UDP sockets of the judge.
//!
//! The one idea: a UDP socket has no other end. To whom a datagram goes is said each time: the subject's place, the
//! sender of the latest one, or somebody by name.
//!
//! See it run: `lessons/12-udp-receiver/exercise.toml`.

use std::net::SocketAddr;
use std::rc::Rc;

use crate::check::exercise::act::{Act, Payload, Sending};
use crate::check::exercise::got::Word;
use crate::check::peer::datagrams::{Post, Reaction, Seen};
use crate::check::peer::witness::Named;
use crate::check::play::act_connections::without_port;
use crate::check::play::fact::{Came, Expected, Tool};
use crate::check::play::finding::{Done, Finding};
use crate::check::play::scene::Scene;
use crate::check::play::script::Script;
use crate::check::play::stage::Stage;

/// Opens one UDP socket or a group of them: on the port itself, or anywhere.
pub(crate) async fn open(
    scene: &mut Scene,
    script: &mut Script<'_>,
    who: &str,
    is_at_port: bool,
    count: u32,
) -> Done {
    let Scene { stage, program, .. } = scene;
    for name in stage.names(who, count) {
        let addr = if is_at_port { stage.addr } else { SocketAddr::new(stage.addr.ip(), 0) };
        let opened = Post::open(addr, &stage.news).await;
        let post = opened.map_err(|error| without_port(program, Tool::UdpSocket, &error))?;
        script.values.set(format!("{name}.local"), post.local.to_string());
        stage.named.push(Named { local: post.local, peer: None, who: name.clone() });
        stage.posts.insert(name, Rc::new(post));
    }
    Ok(())
}

/// Sends a datagram, as often as the step says.
pub(crate) async fn send_datagrams(
    stage: &Stage,
    script: &mut Script<'_>,
    who: &str,
    what: &Payload,
    how: &Sending,
) -> Done {
    for time in 1..=how.times {
        if how.times > 1 {
            script.set_turn(time as usize);
        }
        send_datagram(stage, script, who, what, how.to.as_deref()).await?;
        if let Some(pause) = how.every {
            tokio::time::sleep(pause).await;
        }
    }
    Ok(())
}

async fn send_datagram(
    stage: &Stage,
    script: &Script<'_>,
    who: &str,
    what: &Payload,
    to: Option<&str>,
) -> Done {
    let post = stage.post(who)?;
    let named = to.and_then(|name| stage.post(name.trim_end_matches(".sender")).ok());
    let to = match named {
        Some(named) => named.sender.get(),
        None if post.local == stage.addr => post.sender.get(),
        None => Some(stage.addr),
    };
    let nobody = || Finding::new(Expected::SomebodyToSendTo, Came::NobodyToAnswer, Word::Nothing);
    let to = to.ok_or_else(nobody)?;
    let bytes = script.fill(&what.whole());
    post.send(&bytes, to).await.map_err(|error| {
        let expected = Expected::SendsDatagram { who: who.to_owned(), n_bytes: bytes.len() };
        Finding::of_error(expected, &error, Word::Reset)
    })
}

/// From now on this socket answers by itself.
pub(crate) fn react(stage: &Stage, script: &Script<'_>, who: &str, act: &Act) -> Done {
    if let Act::React { on, reply, n_ignored, delay, .. } = act {
        stage.post(who)?.react(Reaction {
            on: on.clone(),
            reply: reply.clone(),
            n_ignored: *n_ignored,
            delay: *delay,
            values: script.values.clone(),
            seen: Seen::default(),
        });
    }
    Ok(())
}
