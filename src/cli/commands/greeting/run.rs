//! The greeting's two programs, given what they need.
//!
//! The one idea: each gets a socket, its input, its output and a way to stop, and knows nothing of where they come from.
//!
//! See it run: `netlab tcp-server`, and `netlab tcp-client` in another terminal.

use std::io::{self, IsTerminal};
use std::process::ExitCode;
use std::time::Duration;

use tokio::time::timeout;

use crate::chapters::greeting::{ServerOptions, serve, talk};
use crate::cli::commands::greeting::words::clients_cut_off;
use crate::cli::desk::address::{Address, DEFAULT};
use crate::cli::desk::failure::{Failure, INTERRUPTED, PlaceFailure};
use crate::cli::desk::given::Given;
use crate::cli::desk::no_value::{at_least_one, within};
use crate::cli::desk::place::listen;
use crate::cli::desk::runtime::run;
use crate::cli::desk::setting::Setting;
use crate::cli::desk::tls::{ClientTls, Entrance, Line, ServerTls};
use crate::cli::keyboard::input::{self, Broken};
use crate::net::TcpStream;

#[derive(Debug, clap::Args)]
pub(crate) struct ServerArgs {
    #[arg(default_value = DEFAULT)]
    addr: Address,

    #[arg(long, value_name = "TEXT", default_value = GREETING)]
    greeting: Given,

    #[arg(long)]
    once: bool,

    #[arg(long, value_name = "N", default_value_t = 10_000, value_parser = at_least_one)]
    max_clients: usize,

    #[arg(long, value_name = "BYTES", default_value_t = 65_536, value_parser = within::<u64>(1..=16_777_216))]
    max_line: u64,

    #[arg(long, value_name = "SECONDS", default_value_t = 300, value_parser = within::<u64>(1..=86_400))]
    idle_timeout: u64,

    #[command(flatten)]
    tls: ServerTls,
}

#[derive(Debug, clap::Args)]
pub(crate) struct ClientArgs {
    #[arg(default_value = DEFAULT)]
    addr: Address,

    #[arg(long, value_name = "TEXT")]
    message: Option<Given>,

    #[arg(long, value_name = "SECONDS", value_parser = within::<u64>(1..=86_400))]
    connect_timeout: Option<u64>,

    #[arg(long, value_name = "SECONDS", default_value_t = 300, value_parser = within::<u64>(1..=86_400))]
    idle_timeout: u64,

    #[command(flatten)]
    tls: ClientTls,
}

/// What the server says where nothing else is asked for.
pub(crate) const GREETING: &str = "Hello from the server. Who is there?";
/// What the client says where nothing else is asked for.
pub(crate) const MESSAGE: &str = "Hello from the client!";

pub(crate) fn run_server(args: ServerArgs, setting: &mut Setting) -> Result<ExitCode, Failure> {
    setting.listen()?;
    let out = setting.log()?;
    let options = ServerOptions {
        greeting: args.greeting.into_bytes(),
        once: args.once,
        max_clients: args.max_clients,
        max_line_bytes: usize::try_from(args.max_line).unwrap_or(usize::MAX),
        idle_timeout: Duration::from_secs(args.idle_timeout),
    };
    let mut is_in_a_hurry = false;
    let n_cut_off = run(async {
        let signal = setting.interrupted()?;
        let tls = args.tls.prepare()?;
        let listener = listen(&args.addr, "tcp-server", setting).await?;
        let interrupted = async {
            signal.await;
            is_in_a_hurry = true;
            setting.printer.leave_echo_behind();
        };
        let served = match tls.entrance(listener, &args.addr, setting)? {
            Entrance::Plain(listener) => serve(listener, options, out.clone(), interrupted).await,
            #[cfg(feature = "tls")]
            Entrance::Tls(door) => serve(door, options, out.clone(), interrupted).await,
        };
        match served {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::to_print(&error)),
            ended => Ok(ended.unwrap_or(0)),
        }
    })?;
    setting.hurry(is_in_a_hurry);
    out.end_line();
    match n_cut_off {
        0 => {}
        n => setting.notice(&clients_cut_off(setting.lang, n)),
    }
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn run_client(args: ClientArgs, setting: &mut Setting) -> Result<ExitCode, Failure> {
    setting.listen()?;
    let out = setting.output()?;
    let known = |line: Vec<u8>| (input::one_line(line), Broken::never());
    let (lines, input_broken) = match args.message {
        Some(message) => known(message.into_bytes()),
        None if io::stdin().is_terminal() => known(MESSAGE.into()),
        None => input::stdin_lines(Some(MESSAGE.into())).map_err(|error| Failure::of_thread(&error))?,
    };
    let addr = &args.addr;
    let trust = args.tls.trust(addr, setting)?;
    let code = run(async {
        let interrupted = setting.interrupted()?;
        let work = async {
            let connecting = TcpStream::connect(addr.target());
            let connected = match args.connect_timeout {
                Some(seconds) => timeout(Duration::from_secs(seconds), connecting)
                    .await
                    .map_err(|_elapsed| PlaceFailure::Impatience { to: addr.clone(), seconds })?,
                None => connecting.await,
            };
            let stream = connected.map_err(|error| Failure::to_connect(addr, &error, "tcp-client"))?;
            let patience = Duration::from_secs(args.idle_timeout);
            let talked = match Line::over(stream, trust, addr, "tcp-client").await? {
                Line::Plain(stream) => talk(stream, lines, out.clone(), patience).await,
                #[cfg(feature = "tls")]
                Line::Tls(stream) => talk(*stream, lines, out.clone(), patience).await,
            };
            talked.or_else(|error| broken(addr, &error, args.idle_timeout))
        };
        tokio::select! {
            done = work => done.map(|()| ExitCode::SUCCESS),
            failure = input_broken.failure() => Err(failure),
            () = interrupted => Ok(ExitCode::from(INTERRUPTED)),
        }
    })?;
    setting.hurry(code == ExitCode::from(INTERRUPTED));
    out.end_line();
    Ok(code)
}

/// A talk that did not reach the server's end. A closed standard output is the reader's own choice.
fn broken(addr: &Address, error: &io::Error, idle_seconds: u64) -> Result<(), Failure> {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return Ok(());
    }
    Err(PlaceFailure::TalkBroken { with: addr.clone(), cause: error.into(), idle_seconds }.into())
}
