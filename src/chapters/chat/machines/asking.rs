//! Questions to the engine: each is published, and its answer comes to a subject of its own.
//!
//! The one idea: publish and subscribe is enough for question and answer. Whoever asks makes up a subject that nobody
//! else has, says where it listens, and knows by it which question an answer belongs to.
//!
//! See it run: `netlab -v chat-server --engine nats://127.0.0.1:4222 --machine a`.

use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use crate::chapters::chat::machines::api::{Answer, read_answer};
use crate::chapters::chat::machines::session::Session;
use crate::chapters::chat::machines::trouble::Trouble;
use crate::chapters::chat::machines::verbs;

/// An answer that takes longer will not come.
const PATIENCE: Duration = Duration::from_millis(2500);

impl Session {
    /// Asks something, and takes turns until it is answered.
    ///
    /// # Errors
    /// Those of a turn, and that no answer comes.
    pub(super) async fn ask(
        &mut self,
        subject: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Result<Answer, Trouble> {
        let number = self.send_question(subject, headers, body);
        self.answer_to(number).await
    }

    /// Sends a question; its number finds the answer.
    pub(super) fn send_question(&mut self, subject: &str, headers: &[(&str, &str)], body: &[u8]) -> u64 {
        self.n_asked += 1;
        self.answers.insert(self.n_asked, None);
        let reply = self.shared.inbox(&format!("r.{}", self.n_asked));
        verbs::publish(&mut self.out, (subject, Some(&reply)), headers, body);
        self.n_asked
    }

    /// Takes turns until this question is answered.
    ///
    /// # Errors
    /// Those of a turn, and that no answer comes.
    pub(super) async fn answer_to(&mut self, number: u64) -> Result<Answer, Trouble> {
        let limit = Instant::now() + PATIENCE;
        loop {
            if let Some(Some(message)) = self.answers.get(&number) {
                let answer = read_answer(message);
                self.answers.remove(&number);
                return answer;
            }
            self.turn_until(limit).await?;
        }
    }

    /// Takes a turn, which ends in time.
    async fn turn_until(&mut self, limit: Instant) -> Result<(), Trouble> {
        timeout_at(limit, self.turn()).await.unwrap_or(Err(Trouble::Silent))
    }

    /// Takes turns for so long.
    pub(super) async fn rest(&mut self, time: Duration) -> Result<(), Trouble> {
        let until = Instant::now() + time;
        while let Ok(turn) = timeout_at(until, self.turn()).await {
            turn?;
        }
        Ok(())
    }

    /// Takes turns until the engine has answered a `PING`: all before it was taken without complaint.
    pub(super) async fn settle(&mut self) -> Result<(), Trouble> {
        let (n_pongs, limit) = (self.n_pongs, Instant::now() + PATIENCE);
        verbs::ping(&mut self.out);
        while self.n_pongs == n_pongs {
            self.turn_until(limit).await?;
        }
        Ok(())
    }
}
