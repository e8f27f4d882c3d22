//! The room and its client, given what they need.
//!
//! The one idea: each gets a socket, its input, its output and a way to stop, and knows nothing of where they come from.
//!
//! See it run: `netlab chat-server`, and `netlab chat-client` in two other terminals.

use std::io;
use std::process::ExitCode;
use std::time::Duration;

#[cfg(target_os = "linux")]
use socket2::SockRef;

use crate::catalogue::{self, Lang};
use crate::chapters::chat::machines::Joined;
use crate::chapters::chat::{
    ClientOptions, Ended, Framing, RoomOptions, ServerOptions, SlowReader, serve_one_of_several,
    serve_with_helper, talk,
};
use crate::chapters::door::Door;
use crate::cli::commands::chat::engine::SharingArgs;
use crate::cli::commands::chat::words::{members_cut_off, server_has_ended};
use crate::cli::desk::address::{Address, DEFAULT};
use crate::cli::desk::failure::{Act, Failure, PlaceFailure};
use crate::cli::desk::given::Given;
use crate::cli::desk::log::Log;
use crate::cli::desk::no_value::{NoValue, at_least_one, within, word};
use crate::cli::desk::place::listen;
use crate::cli::desk::runtime::run;
use crate::cli::desk::setting::Setting;
use crate::cli::desk::signal::{self, Terminal};
use crate::cli::desk::tls::{ClientTls, Entrance, Line, ServerTls};
use crate::cli::keyboard::editor::Editor;
use crate::cli::keyboard::input::{self, Broken};
use crate::kernel::limits::raise_open_files;
use crate::net::{TcpListener, TcpStream};
use crate::terminal::{Encoding, other_encoding};

#[derive(Debug, clap::Args)]
pub(crate) struct ServerArgs {
    #[arg(default_value = DEFAULT)]
    addr: Address,

    #[arg(long, value_name = "HOW", default_value = "lines", value_parser = word::<Framing>(NoValue::Framing))]
    framing: Framing,

    #[arg(long, value_name = "WHAT", default_value = "disconnect", value_parser = word::<SlowReader>(NoValue::SlowReader))]
    slow_reader: SlowReader,

    #[arg(long, value_name = "BYTES", default_value_t = 1_048_576, value_parser = at_least_one)]
    outbox: usize,

    #[arg(long, value_name = "N", default_value_t = 20_000, value_parser = at_least_one)]
    max_members: usize,

    #[arg(long, value_name = "BYTES", default_value_t = 65_536, value_parser = within::<u32>(1..=16_777_216))]
    max_line: u32,

    #[arg(long, value_name = "SECONDS", value_parser = within::<u64>(1..=86_400))]
    idle_timeout: Option<u64>,

    #[arg(long, value_name = "N", default_value_t = 0, value_parser = within::<u16>(0..=10_000))]
    history: u16,

    // The help has no row left for what is seldom wanted; the manual has.
    #[arg(long, value_name = "TEXT", hide_short_help = true)]
    motd: Option<Given>,

    #[arg(long, hide_short_help = true)]
    show_messages: bool,

    #[command(flatten)]
    tls: ServerTls,

    #[command(flatten)]
    sharing: SharingArgs,
}

#[derive(Debug, clap::Args)]
pub(crate) struct ClientArgs {
    #[arg(default_value = DEFAULT)]
    addr: Address,

    #[arg(long, value_name = "NAME")]
    name: Option<String>,

    #[arg(long, value_name = "HOW", default_value = "lines", value_parser = word::<Framing>(NoValue::Framing))]
    framing: Framing,

    #[command(flatten)]
    tls: ClientTls,
}

pub(crate) fn run_server(args: ServerArgs, setting: &mut Setting) -> Result<ExitCode, Failure> {
    raise_open_files();
    setting.listen()?;
    let out = setting.log()?;
    let room = RoomOptions {
        framing: args.framing,
        max_line_bytes: args.max_line as usize,
        slow_reader: args.slow_reader,
        outbox_bytes: args.outbox,
        max_members: args.max_members,
        idle_timeout: args.idle_timeout.map(Duration::from_secs),
        n_history: usize::from(args.history),
        motd: args.motd.map(Given::into_bytes),
        shows_messages: args.show_messages,
        encoding_of: |message| {
            catalogue::encoding(Lang::English, other_encoding(message).unwrap_or(Encoding::Unknown))
        },
    };
    let mut is_in_a_hurry = false;
    let n_cut_off = run(async {
        let signal = setting.interrupted()?;
        let joined = args.sharing.join(room.max_line_bytes, room.n_history).await?;
        let tls = args.tls.prepare()?;
        let listener = listen(&args.addr, "chat-server", setting).await?;
        see_who_reads(&listener);
        let interrupted = async {
            signal.await;
            is_in_a_hurry = true;
            setting.printer.leave_echo_behind();
        };
        let options = ServerOptions { room };
        let served = match tls.entrance(listener, &args.addr, setting)? {
            Entrance::Plain(listener) => keep(listener, (options, joined), out.clone(), interrupted).await,
            #[cfg(feature = "tls")]
            Entrance::Tls(door) => keep(door, (options, joined), out.clone(), interrupted).await,
        };
        match served {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::to_print(&error)),
            ended => Ok(ended.unwrap_or(0)),
        }
    })?;
    setting.hurry(is_in_a_hurry);
    match n_cut_off {
        0 => {}
        n => setting.notice(&members_cut_off(setting.lang, n)),
    }
    Ok(ExitCode::SUCCESS)
}

/// Keeps a room behind this door, perhaps as one of several servers.
async fn keep(
    door: impl Door,
    (options, joined): (ServerOptions, Option<Joined>),
    out: Log,
    shutdown: impl Future<Output = ()>,
) -> io::Result<usize> {
    match joined {
        Some(joined) => serve_one_of_several(door, options, joined, out, shutdown).await,
        None => serve_with_helper(door, options, out, shutdown).await,
    }
}

/// Has the kernel hold only a little that it cannot send yet, for every member that comes in through this
/// listener. Else it holds up to megabytes and asks for more when a third of them has gone: to the room, a member
/// that reads slowly would be one that has stopped (`man 7 tcp`, `TCP_NOTSENT_LOWAT`).
#[cfg(target_os = "linux")]
fn see_who_reads(listener: &TcpListener) {
    // Where it is refused, slow members are dropped earlier.
    let _ = SockRef::from(listener).set_tcp_notsent_lowat(MAX_UNSENT_BYTES);
}

/// As much as one large write.
#[cfg(target_os = "linux")]
const MAX_UNSENT_BYTES: u32 = 128 * 1024;

#[cfg(not(target_os = "linux"))]
const fn see_who_reads(_: &TcpListener) {}

pub(crate) fn run_client(args: ClientArgs, setting: &mut Setting) -> Result<ExitCode, Failure> {
    let cannot = |error: io::Error| Failure::of_system(Act::ReadTyped, &error);
    // Before anybody listens, as it takes the pen's place. Left, or dropped, it gives the terminal back.
    let editor = Editor::open(setting).map_err(cannot)?;
    setting.listen()?;
    let out = setting.output()?;
    let options = ClientOptions { framing: args.framing, name: args.name };
    let addr = &args.addr;
    let trust = args.tls.trust(addr, setting)?;
    let ended = run(async {
        let told = setting.hear(editor.as_ref().map_or(Terminal::Untouched, Editor::terminal))?;
        let interrupted = signal::leave(told, |told| {
            if let Some(editor) = &editor {
                editor.obey(told);
            }
        });
        let work = async {
            let connected = TcpStream::connect(addr.target()).await;
            let stream = connected.map_err(|error| Failure::to_connect(addr, &error, "chat-client"))?;
            let line = Line::over(stream, trust, addr, "chat-client").await?;
            let (lines, input_broken) = match &editor {
                Some(editor) => (editor.lines().map_err(cannot)?, Broken::never()),
                None => input::stdin_lines(None).map_err(cannot)?,
            };
            let talking = async {
                match line {
                    Line::Plain(stream) => talk(stream, options, lines, out.clone()).await,
                    #[cfg(feature = "tls")]
                    Line::Tls(stream) => talk(*stream, options, lines, out.clone()).await,
                }
            };
            tokio::select! {
                ended = talking => {
                    ended.map(Some).or_else(|error| broken(addr, &error).map(|()| None))
                }
                failure = input_broken.failure() => Err(failure),
            }
        };
        tokio::select! {
            done = work => done,
            () = interrupted => Ok(None),
        }
    });
    out.end_line();
    if let Some(editor) = editor {
        editor.leave();
    }
    if ended? == Some(Ended::Theirs) {
        setting.notice(server_has_ended(setting.lang));
    }
    Ok(ExitCode::SUCCESS)
}

/// A chat that did not reach the server's end. A closed standard output is the reader's own choice.
fn broken(addr: &Address, error: &io::Error) -> Result<(), Failure> {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return Ok(());
    }
    Err(PlaceFailure::ChatBroken { with: addr.clone(), cause: error.into() }.into())
}
