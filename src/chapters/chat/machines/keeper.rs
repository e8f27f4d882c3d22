//! Keeps the connection to the engine for as long as the room is open, and does what the room asks of it.
//!
//! The one idea: a connection ends sooner or later, so the end of one is no special case: whatever must outlive it (what
//! is kept, the place in the stream, the names) does not belong to it. Those who talk here are told when they are cut
//! off from the others, and when they are not any more.
//!
//! See it run: two servers with `--engine`, and `nats-server` stopped and started.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::AsyncWrite;
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, MissedTickBehavior, interval, sleep, sleep_until, timeout};

use crate::chapters::chat::machines::hearing::Hearing;
use crate::chapters::chat::machines::names::Names;
use crate::chapters::chat::machines::open::{self, EngineOptions};
use crate::chapters::chat::machines::roster::{Card, Change, MAX_NAMES};
use crate::chapters::chat::machines::session::{Arrival, Session};
use crate::chapters::chat::machines::shared::{CANNOT_ASK, Shared, Wish};
use crate::chapters::chat::machines::trouble::Trouble;
use crate::chapters::chat::room::Room;

/// A machine that shares a room: it has its name, and may speak.
pub struct Joined {
    keeper: Keeper,
    session: Session,
}

impl std::fmt::Debug for Joined {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Joined").field("machine", &self.keeper.shared.machine).finish_non_exhaustive()
    }
}

struct Keeper {
    options: EngineOptions,
    shared: Arc<Shared>,
    wishes: mpsc::Receiver<Wish>,
    hearing: Hearing,
    names: Names,
    /// The number of the last value of this machine's key.
    card_seq: u64,
    carded_at: Instant,
    /// What is told once all that was kept while nobody could be reached has been passed on.
    comeback: Option<Comeback>,
}

/// The engine is back.
#[derive(Debug)]
struct Comeback {
    n_kept: u64,
    /// The number of the first line that was said after it.
    until: u64,
}

/// How a time with one connection ended.
enum Over {
    Cut(Trouble),
    Closed,
}

/// Those who are here are told after so long that they are alone; before, it may have been a moment.
const MOMENT: Duration = Duration::from_secs(2);
/// Between two attempts to connect.
const PAUSE: Duration = Duration::from_millis(250);
/// A name is renewed so often; it lasts three times as long.
const RENEWAL: Duration = Duration::from_secs(3);
/// When the room closes, so long is waited for the engine to take what is kept.
const FAREWELL: Duration = Duration::from_millis(1500);

/// Joins a room that other machines share.
///
/// # Errors
/// Why it cannot be joined.
pub async fn join(options: EngineOptions) -> Result<Joined, Trouble> {
    let (shared, wishes) = Shared::new(&options.room, options.machine.clone(), options.keep_bytes);
    let shared = Arc::new(shared);
    let (hearing, names) = (Hearing::default(), Names::default());
    let now = Instant::now();
    let mut keeper =
        Keeper { options, shared, wishes, hearing, names, card_seq: 0, carded_at: now, comeback: None };
    let mut session = open::connect(&keeper.options, &keeper.shared).await?;
    open::find_streams(&mut session).await?;
    let card = keeper.card((0, Vec::new()));
    keeper.card_seq = open::wait_for_name(&mut session, &card).await?;
    keeper.begin(&mut session).await?;
    Ok(Joined { keeper, session })
}

impl Joined {
    /// What the room and the keeper share.
    pub(in crate::chapters::chat) fn shared(&self) -> Arc<Shared> {
        Arc::clone(&self.keeper.shared)
    }

    /// Keeps the connection until `closing` says so.
    pub(in crate::chapters::chat) async fn keep<W: AsyncWrite + Unpin>(
        self,
        room: Arc<Room<W>>,
        mut closing: oneshot::Receiver<()>,
    ) {
        let Joined { mut keeper, mut session } = self;
        loop {
            let why = match keeper.live(&mut session, &room, &mut closing).await {
                Over::Closed => return keeper.leave(session, &room).await,
                Over::Cut(why) => why,
            };
            drop(session);
            session = match keeper.come_back(why, &room, &mut closing).await {
                Some(session) => session,
                None => return keeper.note_left_behind(&room),
            };
        }
    }
}

impl Keeper {
    /// With our name held: says where we are, and listens.
    async fn begin(&mut self, session: &mut Session) -> Result<(), Trouble> {
        let state = open::stream_state(session).await?;
        open::say_nothing(session).await?;
        let from = self.hearing.begin(state.first_seq, state.last_seq, self.options.n_history);
        self.shared.roster().connected(Instant::now());
        open::listen(session, from).await?;
        session.is_open = true;
        Ok(())
    }

    /// Uses one connection until it is of no more use, or the room closes.
    async fn live<W: AsyncWrite + Unpin>(
        &mut self,
        session: &mut Session,
        room: &Room<W>,
        closing: &mut oneshot::Receiver<()>,
    ) -> Over {
        let mut second = interval(Duration::from_secs(1));
        second.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            if let Some(still) = session.stood_still.take() {
                room.announce(&format!("* this machine stood still for {} s", still.as_secs()));
                match open::stream_state(session).await {
                    Ok(state) => self.hearing.expect_late(state.last_seq),
                    Err(why) => return Over::Cut(why),
                }
            }
            self.tell(session, room).await;
            let done = tokio::select! {
                turn = session.turn() => turn,
                Some(wish) = self.wishes.recv() => self.names.grant(wish, session).await,
                _ = second.tick() => self.each_second(session, room).await,
                _ = &mut *closing => return Over::Closed,
            };
            if let Err(why) = done {
                return Over::Cut(why);
            }
        }
    }

    /// Passes on what has come, and tells what has become of what was kept.
    async fn tell<W: AsyncWrite + Unpin>(&mut self, session: &mut Session, room: &Room<W>) {
        while let Some(arrival) = session.next_arrival() {
            if room.is_full() {
                room.space().await;
                session.excuse();
            }
            match arrival {
                Arrival::Said(said) => self.hearing.pass_on(&said, room, &self.shared.machine),
                Arrival::Changed(change) => room.announce(&words_of(&change)),
            }
        }
        let first = self.shared.kept().first();
        if let Some(comeback) = self.comeback.take_if(|comeback| comeback.until <= first) {
            room.announce(&match comeback.n_kept {
                0 => "* the other machines can be reached again".to_owned(),
                1 => "* the other machines can be reached again; 1 message was kept and has been passed on".to_owned(),
                n => format!(
                    "* the other machines can be reached again; {n} messages were kept and have been passed on"
                ),
            });
        }
    }

    async fn each_second<W: AsyncWrite + Unpin>(
        &mut self,
        session: &mut Session,
        room: &Room<W>,
    ) -> Result<(), Trouble> {
        tell_lost(&self.shared, room);
        let silent = self.shared.roster().forget_the_silent(Instant::now());
        for change in &silent {
            room.announce(&words_of(change));
        }
        let is_due = self.carded_at.elapsed() >= RENEWAL;
        if is_due || room.takes_change() {
            let card = self.card(room.some_names(MAX_NAMES));
            self.card_seq = open::have_name(session, &card, self.card_seq).await?;
        }
        if is_due {
            self.carded_at = Instant::now();
            self.names.renew(session, room).await?;
        }
        Ok(())
    }

    /// What this machine says of itself.
    fn card(&self, (members, names): (usize, Vec<String>)) -> Vec<u8> {
        let card = Card { run: self.shared.run.as_str().to_owned(), members, names };
        serde_json::to_vec(&card).expect("names and numbers are JSON")
    }

    /// Connects again, however long that takes; `None` where the room closes before.
    async fn come_back<W: AsyncWrite + Unpin>(
        &mut self,
        why: Trouble,
        room: &Room<W>,
        closing: &mut oneshot::Receiver<()>,
    ) -> Option<Session> {
        let now = Instant::now();
        // Who concludes it from silence has waited already.
        let told_at = if matches!(why, Trouble::Silent) { now } else { now + MOMENT };
        let (mut is_told, mut last_words) = (false, why.to_string());
        room.note_engine(&format!("machine {} is cut off: {last_words}", self.shared.machine));
        self.shared.roster().cut_off(now);
        let mut second = interval(Duration::from_secs(1));
        loop {
            let card = self.card(room.some_names(MAX_NAMES));
            let opened = {
                let mut attempt = pin!(reopen(&self.options, &self.shared, &card, self.card_seq));
                loop {
                    tokio::select! {
                        opened = &mut attempt => break opened,
                        Some(wish) = self.wishes.recv() => refuse(wish),
                        () = sleep_until(told_at), if !is_told => {
                            room.announce(CUT_OFF);
                            is_told = true;
                        }
                        _ = second.tick() => tell_lost(&self.shared, room),
                        _ = &mut *closing => return None,
                    }
                }
            };
            let begun = match opened {
                Ok((mut session, seq)) => {
                    self.card_seq = seq;
                    self.begin(&mut session).await.map(|()| session)
                }
                Err(why) => Err(why),
            };
            match begun {
                Ok(session) => {
                    room.note_engine(&format!("machine {} has the engine again", self.shared.machine));
                    self.expect_comeback(is_told);
                    return Some(session);
                }
                Err(why) if why.to_string() == last_words => {}
                Err(why) => {
                    last_words = why.to_string();
                    room.note_engine(&format!("machine {} stays cut off: {last_words}", self.shared.machine));
                }
            }
        }
    }

    fn expect_comeback(&mut self, is_told: bool) {
        let kept = self.shared.kept();
        self.comeback = is_told.then(|| Comeback { n_kept: kept.n_lines(), until: kept.next() });
        // Each lease must be asked for at once: somebody else may have it by now.
        self.carded_at = Instant::now().checked_sub(RENEWAL).unwrap_or(self.carded_at);
    }

    /// The room closes: what is kept goes out, if it does so soon, and the names are given back.
    async fn leave<W: AsyncWrite + Unpin>(&mut self, mut session: Session, room: &Room<W>) {
        let farewell = async {
            while !self.shared.kept().is_empty() {
                session.turn().await?;
            }
            self.names.give_back_all(&mut session).await?;
            let key = self.shared.places.key_of_machine(&self.shared.machine);
            session.give_back(&key, self.card_seq).await
        };
        let _ = timeout(FAREWELL, farewell).await;
        self.note_left_behind(room);
    }

    fn note_left_behind<W: AsyncWrite + Unpin>(&self, room: &Room<W>) {
        let n_lines = self.shared.kept().n_lines();
        if n_lines > 0 {
            room.note_engine(&format!(
                "{n_lines} messages are lost to the other machines: the engine has not taken them"
            ));
        }
    }
}

/// One attempt to have the connection and our name again; a failed one takes a moment at least.
async fn reopen(
    options: &EngineOptions,
    shared: &Arc<Shared>,
    card: &[u8],
    seq: u64,
) -> Result<(Session, u64), Trouble> {
    let attempt = async {
        let mut session = open::connect(options, shared).await?;
        open::find_streams(&mut session).await?;
        let seq = open::have_name(&mut session, card, seq).await?;
        Ok((session, seq))
    };
    let opened = attempt.await;
    if opened.is_err() {
        sleep(PAUSE).await;
    }
    opened
}

/// Nobody can be asked for a name now.
fn refuse(wish: Wish) {
    if let Wish::Take { answer, .. } = wish {
        let _ = answer.send(Err(CANNOT_ASK));
    }
}

/// Tells those who are here what the others will never hear.
fn tell_lost<W: AsyncWrite + Unpin>(shared: &Shared, room: &Room<W>) {
    let mut kept = shared.kept();
    let (n_lost, limit) = (kept.take_lost(), kept.max_bytes());
    drop(kept);
    let verb = match n_lost {
        0 => return,
        1 => "* 1 message is".to_owned(),
        n => format!("* {n} messages are"),
    };
    room.announce(&format!("{verb} lost to the other machines; {limit} bytes are kept for them at most"));
}

fn words_of(change: &Change) -> String {
    match change {
        Change::Came { machine, n_members: 1 } => {
            format!("* machine {machine} shares this room: 1 member there")
        }
        Change::Came { machine, n_members } => {
            format!("* machine {machine} shares this room: {n_members} members there")
        }
        Change::Left { machine } => format!("* machine {machine} has left this room"),
        Change::Silent { machine } => format!("* nothing is heard of machine {machine} any more"),
    }
}

/// What those who are here are told when they are alone.
const CUT_OFF: &str = "* the other machines cannot be reached; you are heard by those who are here, \
    and by the others when they are back";
