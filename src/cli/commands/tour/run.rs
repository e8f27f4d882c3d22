//! The exchange, and the way in which it is shown: step by step, or as a whole.
//!
//! The one idea: the server and the client of chapter 1 talk over loopback in a few milliseconds; what they did is
//! shown after it has happened.
//!
//! See it run: `netlab tour`, `netlab tour | cat`.

use std::io;
use std::pin::Pin;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use colored::Colorize;
use tokio::io::AsyncWrite;

use crate::catalogue::{self, Lang};
use crate::chapters::greeting::{ServerOptions, serve, talk};
use crate::cli::commands::greeting::{GREETING, MESSAGE};
use crate::cli::commands::tour::words;
use crate::cli::desk::failure::{Act, Failure};
use crate::cli::desk::options::Drawn;
use crate::cli::desk::runtime;
use crate::cli::desk::setting::Setting;
use crate::cli::desk::width::of_narration;
use crate::cli::keyboard::input;
use crate::event::{Event, MAX_DATA_BYTES};
use crate::kernel::clock::monotonic_us;
use crate::ladder::{self, Part, Picture};
use crate::net::{TcpListener, TcpStream};
use crate::terminal;
use crate::trace::Ear;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(long)]
    fast: bool,
}

pub(crate) fn run(args: &Args, setting: &mut Setting) -> Result<ExitCode, Failure> {
    let (story, lang) = (Story::default(), setting.lang);
    setting.listen_by(Some(story.clone()))?;
    runtime::run(async {
        exchange(lang, &story).await.map_err(|error| Failure::of_system(Act::RunExchange, &error))
    })?;
    let moments = story.moments();
    let is_drawn = setting.options.ladder != Some(Drawn::Never);
    let events: Vec<_> = moments.iter().filter_map(Moment::event).cloned().collect();
    let picture = ladder::layout(&[Part::of(&events)]).in_lang(setting.lang);
    let has_walked = !args.fast && setting.options.tells() && is_drawn && walk_through(&picture, setting)?;
    if setting.options.tells() && !has_walked {
        tell(&moments, setting);
    }
    if is_drawn {
        setting.print(&format!("\n{}", ladder::coloured_text(&picture, of_narration())));
    }
    setting.print(words::next(setting.lang));
    Ok(ExitCode::SUCCESS)
}

/// Shows the picture step by step; false where there is no terminal that could show it so.
#[cfg(unix)]
fn walk_through(picture: &Picture<'_>, setting: &Setting) -> Result<bool, Failure> {
    use std::io::IsTerminal;

    use crate::cli::commands::tour::walk::walk;
    use crate::cli::keyboard::screen::Screen;

    if !io::stderr().is_terminal() {
        return Ok(false);
    }
    let cannot = |error: io::Error| Failure::of_system(Act::ReadStepByStep, &error);
    let surface = setting.printer.out_surface();
    let Some(screen) = Screen::open(surface).map_err(cannot)? else { return Ok(false) };
    let signals = setting.hear(screen.terminal())?;
    let walked = runtime::run(async {
        walk(picture, &screen, signals, surface.ground.is_some()).await.map_err(cannot)
    });
    drop(screen);
    walked.map(|()| true)
}

/// This system has no terminal that could be taken over.
#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps, reason = "on other systems it can fail")]
fn walk_through(_: &Picture<'_>, _: &Setting) -> Result<bool, Failure> {
    Ok(false)
}

/// The two programs of chapter 1, on a port of the system's choice.
async fn exchange(lang: Lang, story: &Story) -> io::Result<()> {
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
    let server =
        serve(listener, options, story.prints(catalogue::drawn(lang).server), std::future::pending());
    let client = async {
        let stream = TcpStream::connect(addr).await?;
        talk(stream, input::one_line(MESSAGE.into()), story.prints(catalogue::drawn(lang).client), limit)
            .await
    };
    tokio::try_join!(server, client)?;
    Ok(())
}

fn tell(moments: &[Moment], setting: &mut Setting) {
    setting
        .printer
        .say(&format!("{}\n", terminal::wrapped(words::introduction(setting.lang), of_narration(), "")));
    let mut voice = setting.printer.voice(&setting.options);
    for moment in moments {
        match moment {
            Moment::Event(event) => setting.printer.say(&voice.tell(event)),
            Moment::Print { t_us, who, text } => setting.printer.say(&voice.quote(*t_us, who, text)),
        }
    }
    let took = moments.first().zip(moments.last()).map_or(0, |(first, last)| last.t_us() - first.t_us());
    setting.printer.say(&format!("{}\n", words::took(setting.lang, &terminal::span(took)).bold()));
}

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

    fn event(&self) -> Option<&Event<'static>> {
        match self {
            Moment::Event(event) => Some(event),
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
