//! What the judge does.
//!
//! The one idea: an act that fails is a finding like any other: a connection that is refused, a send
//! that stands still. A judge that stumbled over its own act would blame the wrong side.
//!
//! See it run: `lessons/02-greeting-server/exercise.toml`.

use std::io;
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::{Duration, Instant};

use crate::check::exercise::act::{Act, Cut, Payload, Rules, Sending};
use crate::check::exercise::got::Word;
use crate::check::exercise::step::Step;
use crate::check::peer::connection::Line;
use crate::check::peer::datagrams::{Post, Reaction, Seen};
use crate::check::peer::dial::{dial, listener};
use crate::check::peer::link::Link;
use crate::check::play::finding::{Finding, trouble};
use crate::check::play::player::{LIMIT, Player, limit};
use crate::check::report::steps as words;
use crate::check::subject::ready::PORT_TAKEN;
use crate::event::{ErrorCode, TcpState, Transport};
use crate::kernel::{process, table, waiting};
use crate::net::{TcpListener, TcpStream};

pub(crate) type Done = Result<(), Finding>;

impl<'a> Player<'a> {
    pub(crate) async fn act(&mut self, step: &'a Step, act: &'a Act) -> Done {
        match act {
            Act::Start { who, args, waits, through } => {
                self.start(who, args, *waits, through.as_deref()).await
            }
            Act::Signal { who, signal } => self.signal(who, *signal),
            Act::Kill { who } => self.kill(who).await,
            Act::Restart { who } => self.restart(who).await,
            Act::Type { who, what } => self.type_in(step, who, what).await,
            Act::CloseStdin { who } => {
                self.keeper.close_stdin(who);
                Ok(())
            }
            Act::Listen { is_full } => self.listen(*is_full).await,
            Act::Accept { who } => self.accept(step, who).await,
            Act::Connect { who, count, through, is_narrow } => {
                let place = (self.place(through.as_deref()), *is_narrow);
                self.connect(step, who, *count, place).await
            }
            Act::Impair { who, rules } => self.impair(who, rules).await,
            Act::Open { who, is_at_port, count } => self.open(who, *is_at_port, *count).await,
            Act::Send { who, what, how } => self.send(step, who, what, how).await,
            Act::Finish { who } | Act::Leave { who } => self.finish(who).await,
            Act::Reset { who } => self.reset(who).await,
            Act::Close { who } => {
                let members = self.members(who);
                self.posts.retain(|name, _| !members.contains(name));
                self.listener = None;
                Ok(())
            }
            Act::StopReading { who } => {
                self.line(who)?.stop_reading().await;
                Ok(())
            }
            Act::ReadAgain { who } => {
                self.line(who)?.read_again().await;
                Ok(())
            }
            Act::Meet { who } => self.meet(step, who).await,
            Act::Measure { .. } => {
                self.measure();
                Ok(())
            }
            Act::React { who, on, reply, n_ignored, delay } => {
                let (on, reply, values) = (on.clone(), reply.clone(), self.values.clone());
                self.post(who)?.react(Reaction {
                    on,
                    reply,
                    n_ignored: *n_ignored,
                    delay: *delay,
                    values,
                    seen: Seen::default(),
                });
                Ok(())
            }
        }
    }

    async fn listen(&mut self, is_full: bool) -> Done {
        let cannot = |error: io::Error| self.of_judge("the port for netlab itself", &error);
        let listener = listener(self.addr, is_full).map_err(cannot)?;
        let filler = if is_full { Some(dial(self.addr, false).await.map_err(cannot)?) } else { None };
        (self.listener, self.filler) = (Some(listener), filler);
        Ok(())
    }

    fn of_judge(&self, expected: &str, error: &io::Error) -> Finding {
        let mut finding = Finding::of_judge(expected, error);
        if error.kind() == io::ErrorKind::AddrInUse && self.is_taken_by_another() {
            finding.trouble = Some(PORT_TAKEN);
        }
        finding
    }

    async fn accept(&mut self, step: &Step, who: &str) -> Done {
        let limit = if self.has_come { limit(step) } else { self.setup.start_timeout };
        let expected = format!("a connection to {}", self.addr);
        if let Some(filler) = self.filler.take() {
            self.until_turned_away(Instant::now() + limit).await;
            // It came first, so it is accepted first.
            if let Some(listener) = &self.listener {
                let _ = tokio::time::timeout(LIMIT, listener.accept()).await;
            }
            drop(filler);
        }
        let Some(listener) = &self.listener else {
            return Err(Finding::new(expected, "netlab does not listen yet", Word::Other));
        };
        let accepted = self
            .visitor(listener, Instant::now() + limit)
            .await
            .ok_or_else(|| Finding::new(&expected, "nobody came", Word::Nothing))?;
        let named = accepted.and_then(|stream| Line::new(stream, Instant::now(), &self.news));
        let line = named.map_err(|error| trouble(&expected, &error, Word::Reset))?;
        self.has_come = true;
        self.name(who, line);
        Ok(())
    }

    /// Waits until the subject has asked for a connection in vain, where the kernel tells.
    async fn until_turned_away(&self, end: Instant) {
        while Instant::now() < end && self.keeper.state(&self.last_started).ended.is_none() {
            let Ok(held) = table::held_by(&process::family(self.keeper.pid())) else { return };
            let is_asking = |entry: &table::Entry| {
                entry.state == Some(TcpState::SynSent) && entry.peer.is_some_and(|peer| peer == self.addr)
            };
            if held.iter().any(is_asking) {
                return tokio::time::sleep(TURNED_AWAY).await;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// The next connection; `None` where none has come until the time, or the program, is over.
    async fn visitor(&self, listener: &TcpListener, end: Instant) -> Option<io::Result<TcpStream>> {
        let mut end = end;
        loop {
            tokio::select! {
                accepted = listener.accept() => return Some(accepted.map(|(stream, _)| stream)),
                is_news = self.wait_until(end) => if !is_news { break },
            }
            if let Some(ended) = self.keeper.state(&self.last_started).ended {
                end = end.min(ended.at + UNDER_WAY);
            }
        }
        // Who connected and ended at once stands in the queue: the kernel knows it before the reactor tells.
        if !waiting::at(waiting::number_of(listener)).input {
            return None;
        }
        let told = tokio::time::timeout(LIMIT, listener.accept()).await.ok()?;
        Some(told.map(|(stream, _)| stream))
    }

    async fn connect(
        &mut self,
        step: &Step,
        who: &str,
        count: u32,
        (addr, is_narrow): (SocketAddr, bool),
    ) -> Done {
        let names: Vec<String> = if count == 1 {
            vec![who.to_owned()]
        } else {
            (1..=count).map(|number| format!("{who}.{number}")).collect()
        };
        if count > 1 {
            self.groups.insert(who.to_owned(), count);
        }
        for name in names {
            let began = Instant::now();
            let end = began + limit(step);
            let dialled = tokio::time::timeout_at(end.into(), dial(addr, is_narrow)).await;
            let line = dialled
                .map_err(io::Error::from)
                .flatten()
                .and_then(|stream| Line::new(stream, began, &self.news));
            let line = line.map_err(|error| {
                let word = match ErrorCode::from_io(&error) {
                    ErrorCode::ECONNREFUSED => Word::Refused,
                    _ if error.kind() == io::ErrorKind::TimedOut => Word::Nothing,
                    _ => Word::Reset,
                };
                trouble(&format!("{name} is connected to {}", self.addr), &error, word)
            })?;
            self.name(&name, line);
        }
        Ok(())
    }

    /// The subject's own place, or that of a link before it.
    pub(crate) fn place(&self, through: Option<&str>) -> SocketAddr {
        through.and_then(|link| self.links.get(link)).map_or(self.addr, |link| link.addr)
    }

    async fn impair(&mut self, who: &str, rules: &Rules) -> Done {
        let opened = Link::open(self.addr, rules, self.setup.seed).await;
        let link = opened.map_err(|error| Finding::of_judge("a link for netlab itself", &error))?;
        self.links.insert(who.to_owned(), link);
        Ok(())
    }

    fn name(&mut self, who: &str, line: Line) {
        self.values.set(format!("{who}.local"), line.local.to_string());
        self.values.set(format!("{who}.peer"), line.peer.to_string());
        self.lines.insert(who.to_owned(), Rc::new(line));
    }

    async fn open(&mut self, who: &str, is_at_port: bool, count: u32) -> Done {
        let names: Vec<String> = if count == 1 {
            vec![who.to_owned()]
        } else {
            (1..=count).map(|number| format!("{who}.{number}")).collect()
        };
        if count > 1 {
            self.groups.insert(who.to_owned(), count);
        }
        for name in names {
            let addr = if is_at_port { self.addr } else { SocketAddr::new(self.addr.ip(), 0) };
            let opened = Post::open(addr, &self.news).await;
            let post = opened.map_err(|error| self.of_judge("a UDP socket for netlab itself", &error))?;
            self.values.set(format!("{name}.local"), post.local.to_string());
            self.posts.insert(name, Rc::new(post));
        }
        Ok(())
    }

    pub(crate) fn post(&self, who: &str) -> Result<Rc<Post>, Finding> {
        let nobody = || Finding::new(format!("{who} has a socket"), "there is no such socket", Word::End);
        self.posts.get(who).cloned().ok_or_else(nobody)
    }

    async fn send(&mut self, step: &Step, who: &str, what: &Payload, how: &Sending) -> Done {
        for (index, member) in self.members(who).into_iter().enumerate() {
            self.last_actor.clone_from(&member);
            if self.exercise.transport == Transport::Udp {
                self.values.set("turn", (index + 1).to_string());
                self.send_datagrams(&member, what, how).await?;
            } else if let Some(listener) = &how.paced_by {
                self.send_paced(step, &member, what, how.times, listener).await?;
            } else if how.is_meanwhile {
                self.line(&member)?.flood(what.whole().fill(&self.values), how.times).await;
            } else {
                self.send_bytes(step, &member, what, how).await?;
            }
        }
        Ok(())
    }

    async fn send_bytes(&mut self, step: &Step, who: &str, what: &Payload, how: &Sending) -> Done {
        let line = self.line(who)?;
        let patience = limit(step);
        let whole = what.whole();
        let mut page = Vec::new();
        let mut is_long = Instant::now() + LONG;
        for turn in 1..=how.times {
            self.values.set("turn", turn.to_string());
            page.extend(whole.fill(&self.values));
            // Many small messages go out together, as a busy program's would.
            if page.len() < PAGE && turn < how.times && how.every.is_none() {
                continue;
            }
            for piece in pieces(&page, &how.cut, self.round) {
                line.send(piece, patience).await.map_err(|error| cannot_send(who, &line, &error))?;
                match how.every {
                    Some(pause) => tokio::time::sleep(pause).await,
                    None if how.cut != Cut::Whole => self.until_taken(&line).await,
                    None => {}
                }
            }
            self.look_for_newcomers(page.len());
            page.clear();
            if Instant::now() > is_long {
                if self.is_proven_to_grow().await {
                    let got = format!("it takes long, and {who} need send no more");
                    return Err(Finding::new("the program takes what it is sent", got, Word::Stuck));
                }
                is_long = Instant::now() + LONG;
            }
        }
        Ok(())
    }

    /// Waits until the subject has read everything, so that the next piece comes as a read of its own.
    async fn until_taken(&self, line: &Line) {
        let end = Instant::now() + PIECE;
        while Instant::now() < end {
            let family = process::family(self.keeper.pid());
            let held = table::held_by(&family).unwrap_or_default();
            let theirs = held
                .iter()
                .find(|entry| entry.peer == Some(line.local) && entry.local.port() == line.peer.port());
            match theirs.and_then(|entry| entry.stream) {
                Some(stream) if stream.unread > 0 => tokio::time::sleep(Duration::from_millis(1)).await,
                Some(_) => return,
                // Where the kernel does not tell, a pause makes it likely.
                None => return tokio::time::sleep(Duration::from_millis(3)).await,
            }
        }
    }

    async fn send_datagrams(&mut self, who: &str, what: &Payload, how: &Sending) -> Done {
        for time in 1..=how.times {
            if how.times > 1 {
                self.values.set("turn", time.to_string());
            }
            self.send_datagram(who, what, how).await?;
            if let Some(pause) = how.every {
                tokio::time::sleep(pause).await;
            }
        }
        Ok(())
    }

    async fn send_datagram(&mut self, who: &str, what: &Payload, how: &Sending) -> Done {
        let post = self.post(who)?;
        let named = how.to.as_deref().and_then(|name| self.post(name.trim_end_matches(".sender")).ok());
        let to = match named {
            Some(named) => named.sender.get(),
            None if post.local == self.addr => post.sender.get(),
            None => Some(self.addr),
        };
        let to = to.ok_or_else(|| {
            Finding::new("somebody to send to", "nobody has sent anything yet", Word::Nothing)
        })?;
        let bytes = what.whole().fill(&self.values);
        let sent = post.send(&bytes, to).await;
        sent.map_err(|error| trouble(&format!("{who} sends {} bytes", bytes.len()), &error, Word::Reset))
    }

    async fn finish(&mut self, who: &str) -> Done {
        for member in self.members(who) {
            // A connection that is broken already needs no end.
            let _ = self.line(&member)?.finish().await;
        }
        Ok(())
    }

    async fn reset(&mut self, who: &str) -> Done {
        for member in self.members(who) {
            if let Some(line) = self.lines.remove(&member) {
                line.reset().await;
            }
        }
        Ok(())
    }
}

/// So long what a program did before its end may still be under way, inside of the kernel.
pub(crate) const UNDER_WAY: Duration = Duration::from_millis(100);

/// A send that takes so long is worth a look at what it has done to the program.
const LONG: Duration = Duration::from_secs(12);

/// How much goes into one write where a step repeats itself.
const PAGE: usize = 64 * 1024;
/// Long enough for what was typed before; the next try comes a second after the first (RFC 6298 §2.1).
const TURNED_AWAY: Duration = Duration::from_millis(300);
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

fn cannot_send(who: &str, line: &Line, error: &io::Error) -> Finding {
    let expected = format!("{who} can send");
    if error.kind() == io::ErrorKind::TimedOut {
        let got = "the kernel takes no more bytes: both buffers are full".to_owned();
        let mut finding = Finding::new(expected, got, Word::Stuck);
        finding.facts.push(format!("{who} had sent {} bytes when it stood still", line.n_sent.get()));
        return finding;
    }
    let got = format!("the connection is broken ({})", words::of_error(error));
    Finding::new(expected, got, Word::Reset).and(Word::End)
}
