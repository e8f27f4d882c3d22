//! The judge tries itself first, with a program that is known to be right.
//!
//! The one idea: a judge without a network, without terminals or without the right to start a guarded
//! program would find every program wrong. So before it looks at a stranger's program it starts one of its own,
//! on an address like all others, and does with it what every check does. Where that fails, nothing can be
//! judged here, and nothing is said of the program.
//!
//! See it run: `unshare -n netlab check greeting-server -- true; echo $?`, where no network is up.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::net::{IpAddr, SocketAddr, TcpListener, UdpSocket};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::Notify;
use tokio::task::LocalSet;
use tokio::time::{timeout, timeout_at};

use crate::check::exercise::contract::{Exercise, Role};
use crate::check::exercise::expectation::Stream;
use crate::check::peer::dial::dial;
use crate::check::setup::Setup;
use crate::check::subject::keeper::Keeper;
use crate::check::subject::output::Output;
use crate::check::subject::ready::held_at;
use crate::check::subject::system_error::SystemError;
use crate::event::Transport;
use crate::kernel::standard;
use crate::net;

const WHO: &str = "trial";
/// What the program says on each of its streams, and each of its sockets says back what it hears.
const HERE: &[u8] = b"here\n";

/// What of the judge's own does not work on this machine, inside of an [`io::Error`].
#[derive(Debug)]
pub(super) struct Lack {
    pub(super) what: Tried,
    pub(super) why: Why,
}

/// What was tried.
#[derive(Debug, Clone, Copy)]
pub(super) enum Tried {
    /// To bind an address of its own.
    Bind(IpAddr),
    /// To connect to it.
    Reach(IpAddr),
    /// To send and receive there.
    Speak(IpAddr),
    /// To open a terminal for a program.
    Terminal,
    /// To start a program, and hold it.
    Start,
    /// To read what it prints.
    Output,
    /// To ask the kernel which sockets it has.
    Sockets,
    /// To be told of its end.
    End,
}

/// Why it did not work.
#[derive(Debug)]
pub(super) enum Why {
    Error(SystemError),
    LastWords(String),
    Unknown,
}

/// Tries the judge's tools at this address.
///
/// # Errors
/// What this machine does not let us do.
pub(super) fn trial(exercise: &Exercise, setup: &Setup, addr: SocketAddr) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    LocalSet::new().block_on(&runtime, async {
        let own = TcpListener::bind(SocketAddr::new(addr.ip(), 0)).map_err(lacks(Tried::Bind(addr.ip())))?;
        let place = own.local_addr()?;
        let dialled = timeout(PATIENCE, dial(place, false)).await.map_err(io::Error::from).flatten();
        dialled.map_err(lacks(Tried::Reach(addr.ip())))?;
        let news = Arc::new(Notify::new());
        let mut keeper = Keeper::new(&setup.guard, &news)?;
        let result = Trial { keeper: &mut keeper, news, addr }.run(exercise, setup).await;
        keeper.end().await;
        result
    })
}

/// Longer than anything here takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

fn lacks(what: Tried) -> impl Fn(io::Error) -> io::Error {
    move |error| io::Error::other(Lack { what, why: Why::Error(SystemError::of(&error)) })
}

struct Trial<'a> {
    keeper: &'a mut Keeper,
    news: Arc<Notify>,
    addr: SocketAddr,
}

impl Trial<'_> {
    async fn run(&mut self, exercise: &Exercise, setup: &Setup) -> io::Result<()> {
        let mut command = vec![setup.guard.program.clone().into_os_string()];
        command.extend(setup.guard.args.iter().map(OsString::from));
        command.push(self.addr.to_string().into());
        let started = self.keeper.start(WHO, &command, &[]);
        started.map_err(lacks(Tried::Terminal))?;
        let end = Instant::now() + PATIENCE;
        self.until(end, Tried::Start, |keeper| {
            let state = keeper.state(WHO);
            state.not_started.map_or(Ok(state.pid.is_some()), Err)
        })
        .await?;
        self.keeper.output(WHO).inspect(|output| output.hand_over());
        self.until(end, Tried::Output, |keeper| {
            let has = |output: &Output, stream| output.count(stream, HERE) == 1;
            let output = keeper.output(WHO);
            Ok(output.is_some_and(|output| has(output, Stream::Out) && has(output, Stream::Err)))
        })
        .await?;
        if exercise.role == Role::Server {
            let addr = self.addr;
            self.until(end, Tried::Sockets, |keeper| {
                let has = |transport| {
                    let mut held = held_at(keeper, addr.port()).into_iter();
                    held.any(|entry| entry.transport == transport && entry.local == addr)
                };
                Ok(has(Transport::Tcp) && has(Transport::Udp))
            })
            .await?;
        }
        let spoken = timeout_at(end.into(), self.speak()).await.map_err(io::Error::from).flatten();
        spoken.map_err(lacks(Tried::Speak(self.addr.ip())))?;
        self.until(end, Tried::End, |keeper| {
            Ok(keeper.state(WHO).ended.is_some_and(|ended| ended.code == Some(0)))
        })
        .await
    }

    /// Waits until it is so; an end of the program before that says why not.
    async fn until(
        &mut self,
        end: Instant,
        what: Tried,
        is_so: impl Fn(&Keeper) -> Result<bool, SystemError>,
    ) -> io::Result<()> {
        loop {
            let has_ended = self.keeper.state(WHO).ended.is_some() || self.keeper.is_lost();
            if has_ended && let Some(output) = self.keeper.output(WHO) {
                output.ended(Duration::from_millis(200)).await;
            }
            if is_so(self.keeper).map_err(|error| io::Error::other(Lack { what, why: Why::Error(error) }))? {
                return Ok(());
            }
            if has_ended || Instant::now() > end {
                let last_words = self.keeper.output(WHO).and_then(Output::last_words);
                return Err(io::Error::other(Lack {
                    what,
                    why: last_words.map_or(Why::Unknown, Why::LastWords),
                }));
            }
            // The table of sockets wakes nobody.
            let _ = timeout(Duration::from_millis(5), self.news.notified()).await;
        }
    }

    /// A word through each kind of socket, there and back.
    async fn speak(&self) -> io::Result<()> {
        let mut stream = dial(self.addr, false).await?;
        stream.write_all(HERE).await?;
        let mut back = [0; HERE.len()];
        stream.read_exact(&mut back).await?;
        let socket = net::UdpSocket::bind(SocketAddr::new(self.addr.ip(), 0)).await?;
        socket.send_to(HERE, self.addr).await?;
        socket.recv_from(&mut back).await?;
        Ok(())
    }
}

/// The program that is known to be right: it speaks at this address, and ends.
///
/// # Errors
/// What the system does not let it do.
pub fn known_right(addr: &str) -> io::Result<()> {
    let addr: SocketAddr = addr.parse().map_err(io::Error::other)?;
    let listener = TcpListener::bind(addr)?;
    let socket = UdpSocket::bind(addr)?;
    standard::Output.write_all(HERE)?;
    standard::ErrorOutput.write_all(HERE)?;
    let (mut stream, _) = listener.accept()?;
    let mut heard = [0; HERE.len()];
    stream.read_exact(&mut heard)?;
    stream.write_all(&heard)?;
    let (n_bytes, from) = socket.recv_from(&mut heard)?;
    socket.send_to(&heard[..n_bytes], from)?;
    Ok(())
}
