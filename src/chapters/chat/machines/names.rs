//! The names of this machine's members, held in all of the room.
//!
//! The one idea: a name that must be taken once everywhere is asked for, and whoever asks waits. A guest's name holds
//! its machine's, so a newcomer waits for nobody. What is held is renewed together, and what nobody here needs any
//! more is given back.
//!
//! See it run: `/name anna` in a chat whose server has `--engine`.

use std::collections::HashMap;
use std::time::Duration;

use serde_json::json;
use tokio::io::AsyncWrite;
use tokio::time::Instant;

use crate::chapters::chat::machines::lease::Taken;
use crate::chapters::chat::machines::session::Session;
use crate::chapters::chat::machines::shared::Wish;
use crate::chapters::chat::machines::trouble::Trouble;
use crate::chapters::chat::name::folded;
use crate::chapters::chat::room::Room;

/// The names that are held, by the form in which they are compared.
#[derive(Debug, Default)]
pub(super) struct Names(HashMap<String, Lease>);

#[derive(Debug)]
struct Lease {
    name: String,
    /// The number of its last value.
    seq: u64,
    since: Instant,
}

/// So long a name may be nobody's: who asked for it has not had its turn yet.
const UNUSED: Duration = Duration::from_secs(2);

impl Names {
    /// Does what the room wishes.
    ///
    /// # Errors
    /// Those of asking the engine.
    pub(super) async fn grant(&mut self, wish: Wish, session: &mut Session) -> Result<(), Trouble> {
        match wish {
            Wish::Take { name, answer } => {
                let folded = folded(&name);
                let verdict = if self.0.contains_key(&folded) {
                    // Whoever has it here in another form may have this form, too: the room itself decides.
                    Ok(())
                } else {
                    self.take(&folded, name, session).await?
                };
                if answer.send(verdict).is_err() {
                    return self.give_back(&folded, session).await;
                }
                Ok(())
            }
            Wish::LetGo { folded } => self.give_back(&folded, session).await,
        }
    }

    async fn take(
        &mut self,
        folded: &str,
        name: String,
        session: &mut Session,
    ) -> Result<Result<(), &'static str>, Trouble> {
        let (key, value) = (session.shared.places.key_of_name(folded), value_of(&name, session));
        match session.take(&key, &value).await? {
            Taken::Ours(seq) => {
                self.0.insert(folded.to_owned(), Lease { name, seq, since: Instant::now() });
                Ok(Ok(()))
            }
            Taken::Held(_) => Ok(Err("somebody else has that name")),
        }
    }

    async fn give_back(&mut self, folded: &str, session: &mut Session) -> Result<(), Trouble> {
        let Some(lease) = self.0.remove(folded) else { return Ok(()) };
        let key = session.shared.places.key_of_name(folded);
        session.give_back(&key, lease.seq).await
    }

    /// Gives all back, at the end.
    ///
    /// # Errors
    /// Those of asking the engine.
    pub(super) async fn give_back_all(&mut self, session: &mut Session) -> Result<(), Trouble> {
        let all: Vec<String> = self.0.keys().cloned().collect();
        for folded in all {
            self.give_back(&folded, session).await?;
        }
        Ok(())
    }

    /// Renews what is held. A name that somebody else has by now is taken from its member here.
    ///
    /// # Errors
    /// Those of asking the engine.
    pub(super) async fn renew<W: AsyncWrite + Unpin>(
        &mut self,
        session: &mut Session,
        room: &Room<W>,
    ) -> Result<(), Trouble> {
        let is_unused =
            |folded: &str, lease: &Lease| lease.since.elapsed() > UNUSED && !room.has_name(folded);
        let unused = self.0.iter().filter(|(folded, lease)| is_unused(folded, lease));
        let unused: Vec<String> = unused.map(|(folded, _)| folded.clone()).collect();
        for folded in unused {
            self.give_back(&folded, session).await?;
        }
        // All are asked first, then all answers awaited: one way there and back for all of them.
        let mut asked = Vec::with_capacity(self.0.len());
        for (folded, lease) in &self.0 {
            let (key, value) = (session.shared.places.key_of_name(folded), value_of(&lease.name, session));
            asked.push((folded.clone(), session.send_put(&key, &value, lease.seq)));
        }
        let mut lost = Vec::new();
        for (folded, number) in asked {
            match (session.put_number(number).await?, self.0.get_mut(&folded)) {
                (Some(seq), Some(lease)) => lease.seq = seq,
                _ => lost.push(folded),
            }
        }
        for folded in lost {
            self.take_again(folded, session, room).await?;
        }
        Ok(())
    }

    /// A lease has ended; if nobody was faster, the name is ours again.
    async fn take_again<W: AsyncWrite + Unpin>(
        &mut self,
        folded: String,
        session: &mut Session,
        room: &Room<W>,
    ) -> Result<(), Trouble> {
        let Some(Lease { name, .. }) = self.0.remove(&folded) else { return Ok(()) };
        if self.take(&folded, name, session).await?.is_err() {
            room.take_away(&folded);
        }
        Ok(())
    }
}

fn value_of(name: &str, session: &Session) -> Vec<u8> {
    let (machine, run) = (session.shared.machine.as_str(), session.shared.run.as_str());
    json!({ "machine": machine, "run": run, "name": name }).to_string().into_bytes()
}
