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
use crate::check::exercise::contract::Role;
use crate::check::exercise::got::Word;
use crate::check::exercise::signal::GroupSignal;
use crate::check::exercise::step::Step;
use crate::check::play::acts::Done;
use crate::check::play::finding::Finding;
use crate::check::play::player::{LIMIT, Player, limit};
use crate::check::report::steps as words;

impl Player<'_> {
    pub(crate) async fn start(
        &mut self,
        who: &str,
        args: &[String],
        waits: bool,
        through: Option<&str>,
    ) -> Done {
        let addr = self.place(through);
        let command = self.setup.command.iter().map(|word| filled(word, addr));
        let command: Vec<OsString> = command.chain(args.iter().map(OsString::from)).collect();
        let env = [("HOST".to_owned(), addr.ip().to_string()), ("PORT".to_owned(), addr.port().to_string())];
        self.keeper.start(who, &command, &env).map_err(cannot)?;
        self.begun(who, waits).await
    }

    async fn begun(&mut self, who: &str, waits: bool) -> Done {
        who.clone_into(&mut self.last_started);
        self.started(who).await?;
        if waits && self.exercise.role == Role::Server { self.ready(who).await } else { Ok(()) }
    }

    /// Sends a signal to the program, and does not wait for what it does.
    pub(crate) fn signal(&mut self, who: &str, signal: GroupSignal) -> Done {
        if !self.keeper.was_started(who) {
            return Err(nobody(who));
        }
        self.keeper.signal(who, signal);
        Ok(())
    }

    /// Types, once the program has read most of what was typed before.
    pub(crate) async fn type_in(&mut self, step: &Step, who: &str, what: &Payload) -> Done {
        let end = Instant::now() + limit(step);
        while !self.keeper.takes_input(who) {
            if !self.wait_until(end).await {
                let expected = format!("{} reads its standard input", words::the_program(who));
                let got = format!("it has left most of it unread for {}", words::seconds(limit(step)));
                return Err(Finding::new(expected, got, Word::Stuck));
            }
        }
        self.keeper.type_in(who, what.whole().fill(&self.values));
        Ok(())
    }

    pub(crate) async fn kill(&mut self, who: &str) -> Done {
        self.keeper.signal(who, GroupSignal::Kill);
        let end = Instant::now() + LIMIT;
        while self.keeper.state(who).ended.is_none() && self.wait_until(end).await {}
        Ok(())
    }

    /// Kills the program, and starts it again as it was started before.
    pub(crate) async fn restart(&mut self, who: &str) -> Done {
        if !self.keeper.was_started(who) {
            return Err(nobody(who));
        }
        self.kill(who).await?;
        self.until_port_is_free().await;
        self.keeper.start_again(who).map_err(cannot)?;
        self.begun(who, true).await
    }

    /// Its first process has ended; another one may still be dying with the port in its hands.
    async fn until_port_is_free(&self) {
        let end = Instant::now() + LIMIT;
        while self.has_port() && Instant::now() < end {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
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
    let expected = format!("{} was started", words::the_program(who));
    Finding::new(expected, "no step before this one starts it", Word::Other)
}

#[allow(clippy::needless_pass_by_value, reason = "map_err gives it away")]
fn cannot(error: io::Error) -> Finding {
    Finding::of_judge("a terminal for the program", &error)
}
