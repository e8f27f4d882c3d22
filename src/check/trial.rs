//! The judge tries itself first, with a program that is known to be right.
//!
//! The one idea: a judge without a network, without terminals or without the right to start a guarded
//! program would find every program wrong. So before it looks at a stranger's program it starts one of its own,
//! on an address like all others, and does with it what every check does. Where that fails, nothing can be
//! judged here, and nothing is said of the program.
//!
//! See it run: `unshare -n netlab check greeting-server -- true; echo $?`, where no network is up.

use std::ffi::OsString;
use std::fmt::Display;
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, UdpSocket};
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

/// Tries the judge's tools at this address.
///
/// # Errors
/// What this machine does not let us do.
pub(super) fn trial(exercise: &Exercise, setup: &Setup, addr: SocketAddr) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    LocalSet::new().block_on(&runtime, async {
        let own =
            TcpListener::bind(SocketAddr::new(addr.ip(), 0)).map_err(|error| no("bind", addr, &error))?;
        let place = own.local_addr()?;
        let dialled = timeout(PATIENCE, dial(place, false)).await.map_err(io::Error::from).flatten();
        dialled.map_err(|error| no("reach", addr, &error))?;
        let news = Arc::new(Notify::new());
        let mut keeper = Keeper::new(&setup.guard, &news)?;
        let result = Trial { keeper: &mut keeper, news, addr }.run(exercise, setup).await;
        keeper.end().await;
        result
    })
}

/// Longer than anything here takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

fn no(act: &str, addr: SocketAddr, error: &io::Error) -> io::Error {
    failed(format!("netlab cannot {act} its own address {}", addr.ip()), SystemError::of(error).text)
}

fn failed(what: impl Display, why: impl Display) -> io::Error {
    io::Error::other(format!("{what}: {why}"))
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
        started
            .map_err(|error| failed("there is no terminal for a program", SystemError::of(&error).text))?;
        let end = Instant::now() + PATIENCE;
        self.until(end, "a program cannot be started and held", |keeper| {
            let state = keeper.state(WHO);
            let refused = state.not_started.map(|error| io::Error::other(error.text));
            refused.map_or(Ok(state.pid.is_some()), Err)
        })
        .await?;
        self.keeper.output(WHO).inspect(|output| output.hand_over());
        self.until(end, "what a program prints does not come", |keeper| {
            let has = |output: &Output, stream| output.count(stream, HERE) == 1;
            let output = keeper.output(WHO);
            Ok(output.is_some_and(|output| has(output, Stream::Out) && has(output, Stream::Err)))
        })
        .await?;
        if exercise.role == Role::Server {
            let addr = self.addr;
            self.until(end, "the kernel does not tell which sockets a program has", |keeper| {
                let has = |transport| {
                    let mut held = held_at(keeper, addr.port()).into_iter();
                    held.any(|entry| entry.transport == transport && entry.local == addr)
                };
                Ok(has(Transport::Tcp) && has(Transport::Udp))
            })
            .await?;
        }
        let spoken = timeout_at(end.into(), self.speak()).await.map_err(io::Error::from).flatten();
        spoken.map_err(|error| no("speak through", self.addr, &error))?;
        self.until(end, "a program's end is not told", |keeper| {
            Ok(keeper.state(WHO).ended.is_some_and(|ended| ended.code == Some(0)))
        })
        .await
    }

    /// Waits until it is so; an end of the program before that says why not.
    async fn until(
        &mut self,
        end: Instant,
        what: &str,
        is_so: impl Fn(&Keeper) -> io::Result<bool>,
    ) -> io::Result<()> {
        loop {
            let has_ended = self.keeper.state(WHO).ended.is_some() || self.keeper.is_lost();
            if has_ended && let Some(output) = self.keeper.output(WHO) {
                output.ended(Duration::from_millis(200)).await;
            }
            if is_so(self.keeper).map_err(|error| failed(what, SystemError::of(&error).text))? {
                return Ok(());
            }
            if has_ended || Instant::now() > end {
                let last_words = self.keeper.output(WHO).and_then(Output::last_words);
                return Err(failed(what, last_words.as_deref().unwrap_or("nothing says why")));
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
