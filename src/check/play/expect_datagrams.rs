//! What the judge expects of a UDP socket.
//!
//! The one idea: a datagram comes whole, from somebody, or not at all. So each is compared as one thing,
//! and its sender counts as much as its bytes.
//!
//! See it run: `lessons/12-udp-receiver/exercise.toml`.

use std::time::Instant;

use crate::check::exercise::contract::Role;
use crate::check::exercise::got::Word;
use crate::check::exercise::step::Step;
use crate::check::exercise::template::Template;
use crate::check::play::acts::UNDER_WAY;
use crate::check::play::finding::{Finding, without_line_end};
use crate::check::play::player::{Player, limit};
use crate::check::report::steps as words;

type Done = Result<(), Finding>;

impl Player<'_> {
    /// Datagrams of a client subject wait for its start as well.
    pub(crate) fn first_limit(&self, step: &Step) -> Instant {
        let is_first = self.exercise.role == Role::Client && !self.has_come;
        Instant::now() + if is_first { self.setup.start_timeout } else { limit(step) }
    }

    pub(crate) async fn datagram(
        &mut self,
        who: &str,
        what: &Template,
        is_exact: bool,
        end: Instant,
    ) -> Done {
        let post = self.post(who)?;
        let wanted = what.fill(&self.values);
        let expected = format!("the datagram {}", words::quoted(&wanted));
        let mut stranger = None;
        let mut end = end;
        loop {
            let next = post.heard.borrow_mut().take();
            if let Some((from, datagram)) = next {
                if post.local != self.addr && from.port() != self.addr.port() {
                    stranger = Some(from);
                    continue;
                }
                self.has_come = true;
                self.values.set(format!("{who}.sender"), from.to_string());
                let compared = if is_exact { datagram.as_slice() } else { without_line_end(&datagram) };
                let Some(kept) = what.matches(compared, &self.values) else {
                    let got = format!("the datagram {}", words::quoted(&datagram));
                    return Err(Finding::new(expected, got, Word::Other)
                        .with_bytes(datagram)
                        .instead_of(wanted));
                };
                self.values.keep(kept);
                return Ok(());
            }
            // The kernel tells an error before the datagrams that came before it.
            if post.heard.borrow().is_unreachable {
                end = end.min(Instant::now());
            }
            if post.heard.borrow().is_unreachable && !self.wait_until(end).await {
                let got = "an ICMP message: nobody has that port any more";
                return Err(Finding::new(expected, got, Word::Unreachable));
            }
            // What a program sent just before its end may still lie in the kernel: a moment brings it.
            if self.keeper.dead().is_some() {
                end = end.min(Instant::now() + UNDER_WAY);
            }
            let is_over = !self.wait_until(end).await;
            if is_over && post.heard.borrow().first().is_none() {
                return Err(match stranger {
                    Some(from) => {
                        Finding::new(expected, format!("a datagram, but from {from}"), Word::Stranger)
                    }
                    None => Finding::new(expected, "nothing", Word::Nothing),
                });
            }
        }
    }

    pub(crate) async fn datagrams(&mut self, who: &str, all: &[Template], end: Instant) -> Done {
        let post = self.post(who)?;
        let mut done: Vec<Vec<u8>> = Vec::new();
        let mut end = end;
        for (index, template) in all.iter().enumerate() {
            let wanted = template.fill(&self.values);
            let expected = format!("the datagram {}", words::quoted(&wanted));
            loop {
                let next = post.heard.borrow_mut().take();
                if let Some((from, datagram)) = next {
                    self.has_come = true;
                    self.values.set(format!("{who}.sender"), from.to_string());
                    let datagram = without_line_end(&datagram).to_vec();
                    if datagram == wanted {
                        done.push(datagram);
                        break;
                    }
                    if done.last() == Some(&datagram) {
                        continue;
                    }
                    let is_later = all[index..].iter().any(|later| later.fill(&self.values) == datagram);
                    let word =
                        if is_later || done.contains(&datagram) { Word::Disorder } else { Word::Missing };
                    let got = format!("the datagram {}", words::quoted(&datagram));
                    return Err(Finding::new(expected, got, word).with_bytes(datagram).instead_of(wanted));
                }
                if self.keeper.dead().is_some() {
                    end = end.min(Instant::now() + UNDER_WAY);
                }
                let is_over = !self.wait_until(end).await;
                if is_over && post.heard.borrow().first().is_none() {
                    let word = if done.is_empty() { Word::Nothing } else { Word::Missing };
                    return Err(Finding::new(expected, "nothing more", word));
                }
            }
        }
        Ok(())
    }
}
