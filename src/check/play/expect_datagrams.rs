//! What the judge expects of a UDP socket.
//!
//! The one idea: a datagram comes whole, from somebody, or not at all. So each is compared as one thing,
//! and its sender counts as much as its bytes.
//!
//! See it run: `lessons/12-udp-receiver/exercise.toml`.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use crate::check::exercise::got::Word;
use crate::check::exercise::template::Template;
use crate::check::peer::datagrams::Post;
use crate::check::play::act_connections::UNDER_WAY;
use crate::check::play::fact::{Came, Expected};
use crate::check::play::finding::{Done, Finding, without_line_end};
use crate::check::play::scene::Scene;
use crate::check::play::script::Script;

/// What a wait for a datagram brought.
enum Next {
    Datagram(SocketAddr, Vec<u8>),
    /// An ICMP message says that nobody has that port any more.
    Unreachable,
    Nothing,
}

/// The next datagram. After a sign that none can come, a moment is waited for those that are under way.
async fn next(scene: &Scene, post: &Post, end: &mut Instant, minds_icmp: bool) -> Next {
    loop {
        let next = post.heard.borrow_mut().take();
        if let Some((from, datagram)) = next {
            return Next::Datagram(from, datagram);
        }
        // The kernel tells an error before the datagrams that came before it.
        let is_unreachable = minds_icmp && post.heard.borrow().is_unreachable;
        if is_unreachable {
            *end = Instant::min(*end, Instant::now());
        }
        // What a program sent just before its end may still lie in the kernel: a moment brings it.
        if scene.program.keeper.dead().is_some() {
            *end = Instant::min(*end, Instant::now() + UNDER_WAY);
        }
        if !scene.has_news(*end).await && post.heard.borrow().first().is_none() {
            return if is_unreachable { Next::Unreachable } else { Next::Nothing };
        }
    }
}

/// This datagram comes next. One from somebody else than the subject does not count.
pub(crate) async fn datagram(
    scene: &Scene,
    script: &mut Script<'_>,
    who: &str,
    (what, is_exact): (&Template, bool),
    end: Instant,
) -> Done {
    let (post, addr) = (scene.stage.post(who)?, scene.stage.addr);
    let wanted = script.fill(what);
    let expected = Expected::Datagram(wanted.clone());
    let mut stranger = None;
    let mut end = end;
    loop {
        let (from, datagram) = match next(scene, &post, &mut end, true).await {
            Next::Datagram(from, _) if post.local != addr && from.port() != addr.port() => {
                stranger = Some(from);
                continue;
            }
            Next::Datagram(from, datagram) => (from, datagram),
            Next::Unreachable => return Err(Finding::new(expected, Came::Unreachable, Word::Unreachable)),
            Next::Nothing => {
                return Err(match stranger {
                    Some(from) => Finding::new(expected, Came::DatagramFrom(from), Word::Stranger),
                    None => Finding::new(expected, Came::Nothing, Word::Nothing),
                });
            }
        };
        scene.program.has_come.set(true);
        script.values.set(format!("{who}.sender"), from.to_string());
        let compared = if is_exact { datagram.as_slice() } else { without_line_end(&datagram) };
        let Some(kept) = what.matches(compared, &script.values) else {
            let finding = Finding::new(expected, Came::Datagram(datagram.clone()), Word::Other);
            return Err(finding.with_bytes(datagram).instead_of(wanted));
        };
        script.values.keep(kept);
        return Ok(());
    }
}

/// These datagrams come in this order; each may come again before the next.
pub(crate) async fn datagrams(
    scene: &Scene,
    script: &mut Script<'_>,
    who: &str,
    all: &[Template],
    end: Instant,
) -> Done {
    let post = scene.stage.post(who)?;
    let mut done: Vec<Vec<u8>> = Vec::new();
    let mut end = end;
    for (index, template) in all.iter().enumerate() {
        let wanted = script.fill(template);
        let expected = Expected::Datagram(wanted.clone());
        loop {
            // A program may answer from a new socket each time, so that a closed one proves nothing here.
            let Next::Datagram(from, datagram) = next(scene, &post, &mut end, false).await else {
                let word = if done.is_empty() { Word::Nothing } else { Word::Missing };
                return Err(Finding::new(expected, Came::NoMoreDatagrams, word));
            };
            scene.program.has_come.set(true);
            script.values.set(format!("{who}.sender"), from.to_string());
            let datagram = without_line_end(&datagram).to_vec();
            if datagram == wanted {
                done.push(datagram);
                break;
            }
            if done.last() == Some(&datagram) {
                continue;
            }
            let is_later = all[index..].iter().any(|later| script.fill(later) == datagram);
            let word = if is_later || done.contains(&datagram) { Word::Disorder } else { Word::Missing };
            let finding = Finding::new(expected, Came::Datagram(datagram.clone()), word);
            return Err(finding.with_bytes(datagram).instead_of(wanted));
        }
    }
    Ok(())
}

/// No datagram comes for so long.
pub(crate) async fn no_datagram(scene: &Scene, who: &str, span: Duration) -> Done {
    let post = scene.stage.post(who)?;
    let come = || post.heard.borrow().first().map(<[u8]>::to_vec);
    match scene.until(Instant::now() + span, come).await {
        None => Ok(()),
        Some(datagram) => {
            let finding = Finding::new(Expected::NoDatagram, Came::Datagram(datagram.clone()), Word::Other);
            Err(finding.with_bytes(datagram))
        }
    }
}
