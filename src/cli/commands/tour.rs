//! `netlab tour`: the greeting exchange, both ends in one terminal, told and drawn.
//!
//! The one idea: nothing is staged. The server and the client of chapter 1 really talk over loopback,
//! in a few milliseconds; what they did is then told at a pace that can be read.
//!
//! See it run: `netlab tour`.

use std::io::{self, IsTerminal};
use std::pin::Pin;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::thread;
use std::time::Duration;

use colored::Colorize;
use tokio::io::AsyncWrite;

use crate::chapters::greeting::{ServerOptions, serve, talk};
use crate::cli::commands::greeting::{GREETING, MESSAGE};
use crate::cli::desk::failure::{Act, Failure};
use crate::cli::desk::options::Drawn;
use crate::cli::desk::runtime;
use crate::cli::desk::setting::Setting;
use crate::cli::desk::width::of_narration;
use crate::cli::keyboard::input;
use crate::event::{Event, MAX_DATA_BYTES};
use crate::kernel::clock::monotonic_us;
use crate::ladder::{self, Part};
use crate::net::{TcpListener, TcpStream};
use crate::terminal;
use crate::trace::Ear;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Tell everything at once, without pauses
    #[arg(long)]
    fast: bool,
}

pub(crate) fn run(args: &Args, setting: &mut Setting) -> Result<ExitCode, Failure> {
    let story = Story::default();
    setting.listen_by(Some(story.clone()))?;
    runtime::run(async {
        exchange(&story).await.map_err(|error| Failure::of_system(Act::RunExchange, &error))
    })?;
    let moments = story.moments();
    if setting.options.tells() {
        tell(&moments, setting, pause(args));
    }
    let events: Vec<_> = moments.into_iter().filter_map(Moment::into_event).collect();
    let picture = ladder::layout(&[Part::of(&events)]);
    if setting.options.ladder != Some(Drawn::Never) {
        setting.print(&format!("\n{}", ladder::coloured_text(&picture, of_narration())));
    }
    setting.print(NEXT);
    Ok(ExitCode::SUCCESS)
}

/// The two programs of chapter 1, on a port of the system's choice.
async fn exchange(story: &Story) -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let addr = listener.local_addr()?;
    let limit = Duration::from_secs(10);
    let options = ServerOptions {
        greeting: GREETING.into(),
        once: true,
        max_clients: 1,
        max_line_bytes: 65_536,
        idle_timeout: limit,
    };
    let server = serve(listener, options, story.prints("server"), std::future::pending());
    let client = async {
        let stream = TcpStream::connect(addr).await?;
        talk(stream, input::one_line(MESSAGE.into()), story.prints("client"), limit).await
    };
    tokio::try_join!(server, client)?;
    Ok(())
}

fn pause(args: &Args) -> Duration {
    let is_watched = io::stderr().is_terminal() && !args.fast;
    if is_watched { Duration::from_millis(1_200) } else { Duration::ZERO }
}

fn tell(moments: &[Moment], setting: &mut Setting, pause: Duration) {
    setting.printer.say(&format!("{}\n", terminal::wrapped(INTRODUCTION, of_narration(), "")));
    let mut voice = setting.printer.voice(&setting.options);
    for moment in moments {
        thread::sleep(pause);
        match moment {
            Moment::Event(event) => setting.printer.say(&voice.tell(event)),
            Moment::Print { t_us, who, text } => setting.printer.say(&voice.quote(*t_us, who, text)),
        }
    }
    let took = moments.first().zip(moments.last()).map_or(0, |(first, last)| last.t_us() - first.t_us());
    let note = format!("All of this took {}; it was told after it had happened.", terminal::span(took));
    setting.printer.say(&format!("{}\n", note.bold()));
}

const INTRODUCTION: &str = "A server and a client greet each other over a real TCP connection on this \
    machine. Each line is one thing that one socket did: when, who, what, and the fact. The first time \
    something happens it is explained.\n";

const NEXT: &str = "
Next, the same in two terminals, and the lesson that goes with it:
  netlab tcp-server    in one terminal
  netlab tcp-client    in another
  netlab lesson 1      what travels, and what a socket is
";

/// Something that happened, or that a program printed.
#[derive(Debug, Clone)]
enum Moment {
    Event(Box<Event<'static>>),
    Print { t_us: u64, who: &'static str, text: String },
}

impl Moment {
    const fn t_us(&self) -> u64 {
        match self {
            Moment::Event(event) => event.t_us,
            Moment::Print { t_us, .. } => *t_us,
        }
    }

    fn into_event(self) -> Option<Event<'static>> {
        match self {
            Moment::Event(event) => Some(*event),
            Moment::Print { .. } => None,
        }
    }
}

/// All moments, in the order in which they were noted.
#[derive(Debug, Clone, Default)]
struct Story {
    moments: Arc<Mutex<Vec<Moment>>>,
}

impl Story {
    fn note(&self, moment: Moment) {
        self.moments.lock().unwrap_or_else(PoisonError::into_inner).push(moment);
    }

    fn moments(&self) -> Vec<Moment> {
        self.moments.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// A program's standard output, as part of the story.
    fn prints(&self, who: &'static str) -> Prints {
        Prints { story: self.clone(), who }
    }
}

impl Ear for Story {
    fn hear(&self, event: &Event<'_>) {
        self.note(Moment::Event(Box::new(event.kept(MAX_DATA_BYTES))));
    }
}

#[derive(Debug, Clone)]
struct Prints {
    story: Story,
    who: &'static str,
}

impl AsyncWrite for Prints {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let text = terminal::escaped(bytes);
        self.story.note(Moment::Print { t_us: monotonic_us(), who: self.who, text });
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}
