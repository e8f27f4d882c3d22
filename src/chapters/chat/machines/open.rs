//! From nothing to a connection on which the room can be shared.
//!
//! The one idea: each step asks for one thing and has one way to fail: connect, hear who it is, say who we are, find or
//! make the streams, have our name, say something, listen. So whoever runs the engine learns which of them it was.
//!
//! See it run: `netlab chat-server --engine nats://127.0.0.1:4222 --machine a --record a.jsonl`, and `netlab ladder
//! a.jsonl`.

use std::fmt;
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use tokio::io::AsyncReadExt;
use tokio::time::timeout;

use crate::chapters::chat::machines::api::{self, Answer, NO_STREAM, OTHER_STREAM, State};
use crate::chapters::chat::machines::lease::{Taken, refused};
use crate::chapters::chat::machines::places::{MachineName, RoomName};
use crate::chapters::chat::machines::roster::GONE;
use crate::chapters::chat::machines::session::{ANSWERS, CARDS, SAID, Session, Stream};
use crate::chapters::chat::machines::shared::Shared;
use crate::chapters::chat::machines::stamp::Stamp;
use crate::chapters::chat::machines::trouble::Trouble;
use crate::chapters::chat::machines::verbs::{self, Login};
use crate::chapters::chat::machines::wire::{Decoder, Op};
use crate::net::TcpStream;

/// How to share a room with other servers.
pub struct EngineOptions {
    /// The engine's host and port.
    pub engine: String,
    /// What this server is called there.
    pub machine: MachineName,
    /// The room's name.
    pub room: RoomName,
    /// Who we are to the engine.
    pub login: Option<Login>,
    /// So many bytes of what is said here are kept until the engine has them.
    pub keep_bytes: usize,
    /// The longest message that a member may send, in bytes.
    pub max_line_bytes: usize,
    /// How many of the last messages a newcomer hears.
    pub n_history: usize,
    /// Makes the connection one over TLS, where that is wanted.
    pub secure: Option<Secure>,
}

/// Makes a connection unreadable for whoever is between.
pub type Secure = Box<dyn Fn(TcpStream) -> Secured + Send + Sync>;

/// The connection over it, once both ends agree.
pub type Secured = Pin<Box<dyn Future<Output = io::Result<Box<dyn Stream>>> + Send>>;

impl fmt::Debug for EngineOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EngineOptions").field("engine", &self.engine).finish_non_exhaustive()
    }
}

/// How long a connect, and its greeting, may take.
const PATIENCE: Duration = Duration::from_secs(2);

/// A message has headers besides what is said: so much more is taken.
const SPACE_BYTES: usize = 64 * 1024;

/// What the engine sends at least in one message: as much as it takes by default.
const LEAST_MAX_BYTES: usize = 1 << 20;

/// Connects, and says who we are; nothing is asked of the engine's memory yet.
pub(super) async fn connect(options: &EngineOptions, shared: &Arc<Shared>) -> Result<Session, Trouble> {
    let connecting = timeout(PATIENCE, TcpStream::connect(options.engine.as_str())).await;
    let timed_out = || io::Error::from(io::ErrorKind::TimedOut);
    let mut stream = connecting.map_err(|_| timed_out()).flatten().map_err(Trouble::Unreachable)?;
    // A line must not wait for the acknowledgement of the line before.
    let _ = stream.set_nodelay(true);
    // Each line becomes longer by the name before it, and may stand beside others.
    let most = LEAST_MAX_BYTES.max(2 * options.max_line_bytes) + SPACE_BYTES;
    let mut decoder = Decoder::new(most);
    let info =
        timeout(PATIENCE, greeting(&mut stream, &mut decoder)).await.map_err(|_| Trouble::Silent)??;
    let wants_tls = info["tls_required"].as_bool().unwrap_or(false);
    let has_tls = wants_tls || info["tls_available"].as_bool().unwrap_or(false);
    let stream: Box<dyn Stream> = match &options.secure {
        None if wants_tls => return Err(Trouble::NeedsTls),
        Some(_) if !has_tls => return Err(Trouble::NoTls),
        None => Box::new(stream),
        Some(secure) => {
            // Whoever is between could have put it there.
            decoder = Decoder::new(most);
            let secured = timeout(PATIENCE, secure(stream)).await.map_err(|_| Trouble::Silent)?;
            secured.map_err(Trouble::Lost)?
        }
    };
    let max_payload = info["max_payload"].as_u64().map_or(LEAST_MAX_BYTES, |max| max as usize);
    let mut session = Session::new(stream, Arc::clone(shared), decoder, max_payload);
    let name = format!("netlab {}", shared.machine);
    verbs::connect(&mut session.out, &name, options.login.as_ref(), options.secure.is_some());
    // A consumer sends only where somebody listens on that very subject, without `*`.
    for (words, sid) in [("r.*", ANSWERS), ("said", SAID), ("cards", CARDS)] {
        verbs::subscribe(&mut session.out, &shared.inbox(words), sid);
    }
    session.settle().await?;
    Ok(session)
}

/// Reads who the engine is.
async fn greeting(stream: &mut TcpStream, decoder: &mut Decoder) -> Result<Value, Trouble> {
    loop {
        match decoder.next_op()? {
            Some(Op::Info(json)) => return Ok(serde_json::from_slice(&json).unwrap_or_default()),
            Some(Op::Error(text)) => return Err(Trouble::of_complaint(text)),
            Some(_) => {}
            None if stream.read_buf(&mut decoder.input).await.map_err(Trouble::Lost)? == 0 => {
                return Err(Trouble::Ended);
            }
            None => {}
        }
    }
}

/// Finds or makes the two streams; returns how that of what is said is.
pub(super) async fn find_streams(session: &mut Session) -> Result<State, Trouble> {
    let places = session.shared.places.clone();
    find(session, &places.bucket_stream(), &api::bucket(&places)).await?;
    find(session, &places.stream, &api::stream(&places)).await
}

/// Finds a stream, or makes it. One that is there is taken as it is: whoever runs the engine may have set it up.
async fn find(session: &mut Session, name: &str, wish: &Value) -> Result<State, Trouble> {
    let wish = wish.to_string();
    for (verb, body) in [("INFO", ""), ("CREATE", wish.as_str()), ("INFO", "")] {
        let subject = format!("$JS.API.STREAM.{verb}.{name}");
        match session.ask(&subject, &[], body.as_bytes()).await? {
            Answer { error: None, state: Some(state), .. } => return Ok(state),
            Answer { error: Some(refusal), .. } if [NO_STREAM, OTHER_STREAM].contains(&refusal.err_code) => {}
            answer => return Err(refused(answer)),
        }
    }
    Err(Trouble::NoJetStream)
}

/// How the stream of what is said is now.
pub(super) async fn stream_state(session: &mut Session) -> Result<State, Trouble> {
    let subject = format!("$JS.API.STREAM.INFO.{}", session.shared.places.stream);
    let answer = session.ask(&subject, &[], b"").await?;
    answer.state.ok_or_else(|| refused(Answer { state: None, ..answer }))
}

/// Has this machine's name, whose last value has this number; 0 for none.
///
/// # Errors
/// That another has it, besides those of asking.
pub(super) async fn have_name(session: &mut Session, card: &[u8], last: u64) -> Result<u64, Trouble> {
    let key = session.shared.places.key_of_machine(&session.shared.machine);
    if last > 0
        && let Some(seq) = session.put(&key, card, last).await?
    {
        return Ok(seq);
    }
    match session.take(&key, card).await? {
        Taken::Ours(seq) => Ok(seq),
        Taken::Held(_) => Err(Trouble::NameTaken),
    }
}

/// The same at the start. Where somebody has the name, it is waited for as long as a dead one would keep it: one that
/// lives renews it, and that is seen.
pub(super) async fn wait_for_name(session: &mut Session, card: &[u8]) -> Result<u64, Trouble> {
    let key = session.shared.places.key_of_machine(&session.shared.machine);
    let mut first_seen = None;
    for _ in 0..=GONE.as_secs() + 2 {
        match session.take(&key, card).await? {
            Taken::Ours(seq) => return Ok(seq),
            Taken::Held(seq) if *first_seen.get_or_insert(seq) != seq => break,
            Taken::Held(_) => session.rest(Duration::from_secs(1)).await?,
        }
    }
    Err(Trouble::NameTaken)
}

/// Says nothing, with a number: whether we may speak is known from now on, and the others know how far we are.
pub(super) async fn say_nothing(session: &mut Session) -> Result<(), Trouble> {
    let shared = Arc::clone(&session.shared);
    let first = shared.kept().first();
    let stamp = Stamp { machine: shared.machine.clone(), run: shared.run.clone(), first, n_lines: 0 };
    match session.ask(&shared.places.own, &[("Nats-Msg-Id", &stamp.to_string())], b"").await? {
        Answer { error: None, seq: Some(_), .. } => Ok(()),
        answer => Err(refused(answer)),
    }
}

/// Listens to the other machines: to what they say of themselves, and to what is said from this number on.
pub(super) async fn listen(session: &mut Session, from: u64) -> Result<(), Trouble> {
    let shared = Arc::clone(&session.shared);
    let places = &shared.places;
    for (stream, wish) in [
        (places.bucket_stream(), api::watcher(places, &shared.inbox("cards"))),
        (places.stream.clone(), api::listener(places, &shared.inbox("said"), from)),
    ] {
        let subject = format!("$JS.API.CONSUMER.CREATE.{stream}");
        let answer = session.ask(&subject, &[], wish.to_string().as_bytes()).await?;
        if answer.error.is_some() {
            return Err(refused(answer));
        }
    }
    Ok(())
}
