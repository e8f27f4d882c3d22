//! `netlab udp-send`: chapter 3's sender on the command line.
//!
//! The one idea: the program itself is in `chapters/datagram`; here it is given a socket, what to send,
//! and words for what came of it. No answer is a result too: exit code 1.
//!
//! See it run: `netlab udp-send 8080 hello --wait 500`, with `netlab udp-recv --reply ack` elsewhere.

use std::io::{self, IsTerminal};
use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::Duration;

use crate::chapters::datagram::{Answer, Datagram, MIN_BYTES, Payloads, Progress, SendOptions, Show, send};
use crate::cli::commands::udp::blast;
use crate::cli::commands::udp::format::{Foreign, Format};
use crate::cli::commands::udp::socket::{Interface, Wishes, bind_towards};
use crate::cli::commands::udp::words::{self, RoundTrips};
use crate::cli::desk::address::{Address, DEFAULT};
use crate::cli::desk::failure::{Failure, INTERRUPTED, PlaceFailure};
use crate::cli::desk::given::Given;
use crate::cli::desk::no_value::within;
use crate::cli::desk::output::Output;
use crate::cli::desk::place::look_up;
use crate::cli::desk::runtime::run;
use crate::cli::desk::setting::Setting;
use crate::cli::desk::words::sending_to_the_first;
use crate::cli::keyboard::input::{self, Broken};
use crate::terminal::span;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(default_value = DEFAULT)]
    addr: Address,

    text: Vec<Given>,

    #[arg(long)]
    connect: bool,

    #[arg(long, value_name = "N", conflicts_with = "text", value_parser = within::<u32>(1..=u64::from(u32::MAX)))]
    count: Option<u32>,

    #[arg(long, value_name = "BYTES", conflicts_with = "text", value_parser = within::<u32>(MIN_BYTES as u64..=100_000))]
    size: Option<u32>,

    #[arg(long, value_name = "MS", default_value_t = 0, value_parser = within::<u64>(0..=86_400_000))]
    interval: u64,

    #[arg(long, value_name = "MS", value_parser = within::<u64>(1..=86_400_000))]
    wait: Option<u64>,

    #[arg(long, value_name = "HOPS", value_parser = within::<u32>(0..=255))]
    ttl: Option<u32>,

    #[arg(long)]
    broadcast: bool,

    #[arg(long, value_name = "INTERFACE")]
    interface: Option<Interface>,

    #[arg(long, requires = "count", conflicts_with_all = ["text", "interval", "wait"])]
    blast: bool,
}

impl Args {
    fn wishes(&self) -> Wishes<'_> {
        Wishes { ttl: self.ttl, broadcast: self.broadcast, interface: self.interface.as_ref() }
    }
}

pub(crate) fn run_sender(args: &Args, setting: &mut Setting) -> Result<ExitCode, Failure> {
    setting.listen()?;
    let out = setting.output()?;
    let (payloads, input_broken) = payloads(args, setting)?;
    let code = run(async {
        let interrupted = setting.interrupted()?;
        if args.blast {
            return blast_all(args, setting, interrupted).await;
        }
        tokio::select! {
            done = send_all(args, payloads, setting, out.clone()) => done.map(|()| ExitCode::SUCCESS),
            failure = input_broken.failure() => Err(failure),
            () = interrupted => Ok(ExitCode::from(INTERRUPTED)),
        }
    })?;
    setting.hurry(code == ExitCode::from(INTERRUPTED));
    out.end_line();
    Ok(code)
}

fn payloads(args: &Args, setting: &Setting) -> Result<(Payloads, Broken), Failure> {
    if args.count.is_some() || args.size.is_some() {
        let n_bytes = args.size.unwrap_or(0) as usize;
        return Ok((Payloads::Numbered { count: args.count.unwrap_or(1), n_bytes }, Broken::never()));
    }
    if !args.text.is_empty() {
        let line = input::one_line(args.text.iter().map(Given::as_bytes).collect::<Vec<_>>().join(&b' '));
        return Ok((Payloads::Given(line), Broken::never()));
    }
    if io::stdin().is_terminal() {
        setting.notice(words::type_lines(setting.lang));
    }
    let (lines, input_broken) = input::stdin_lines(None).map_err(|error| Failure::of_thread(&error))?;
    Ok((Payloads::Given(lines), input_broken))
}

async fn send_all(args: &Args, payloads: Payloads, setting: &Setting, out: Output) -> Result<(), Failure> {
    let to = address(args, setting).await?;
    let socket = bind_towards(to, args.wishes()).await?;
    let mut progress = Progress::default();
    let is_for_many = args.broadcast || to.ip().is_multicast();
    if args.connect && is_for_many {
        setting.notice(words::connected_hears_no_group(setting.lang));
    }
    if args.connect {
        socket.connect(to).await.map_err(|error| refused(args, to, &error, &progress))?;
    }
    let options = SendOptions {
        to,
        is_connected: args.connect,
        is_for_many,
        interval: Duration::from_millis(args.interval),
        wait: args.wait.map(Duration::from_millis),
    };
    let mut foreign = Foreign::default();
    let show = Show {
        tell: |answer: Answer<'_>, page: &mut Vec<u8>| tell(args, setting, &mut foreign, answer, page),
        out,
    };
    let sent = send(&socket, options, payloads, &mut progress, show).await;
    sum_up(&progress, setting);
    if sent.is_ok() && progress.n_sent == 0 {
        setting.notice(words::nothing_sent(setting.lang));
    }
    match sent {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(refused(args, to, &error, &progress)),
        _ if args.wait.is_some() && progress.n_sent > 0 && progress.n_answers == 0 => {
            Err(unanswered(args, to))
        }
        _ => Ok(()),
    }
}

async fn blast_all(
    args: &Args,
    setting: &Setting,
    interrupted: impl Future<Output = ()>,
) -> Result<ExitCode, Failure> {
    let to = address(args, setting).await?;
    let socket = bind_towards(to, args.wishes()).await?;
    let n_bytes = args.size.unwrap_or(BLAST_BYTES);
    let refused = |error: io::Error| Failure::to_send(to, &error, n_bytes as usize, args.broadcast);
    socket.connect(to).await.map_err(refused)?;
    let load = blast::Load { count: args.count.unwrap_or(1), n_bytes: n_bytes as usize };
    blast::send(socket, load, setting, interrupted).await?.map_err(refused)
}

/// The length of a blast's datagrams, where none is asked for.
const BLAST_BYTES: u32 = 64;

/// The first address behind the name: without a connection, nobody would notice that another is better.
async fn address(args: &Args, setting: &Setting) -> Result<SocketAddr, Failure> {
    let unknown = |error: io::Error| PlaceFailure::Find {
        addr: args.addr.clone(),
        program: "udp-send",
        cause: error.into(),
        is_text: args.text.is_empty(),
    };
    let all = look_up(&args.addr).await.map_err(unknown)?;
    if all.len() > 1 {
        setting.notice(&sending_to_the_first(setting.lang, all[0], all.len()));
    }
    Ok(all[0])
}

/// Words for what a wait brought; an answer's bytes go to standard output.
fn tell(args: &Args, setting: &Setting, foreign: &mut Foreign, answer: Answer<'_>, page: &mut Vec<u8>) {
    match answer {
        Answer::Came { from, payload, round_trip, late } => {
            let span = span(round_trip.as_micros() as u64);
            setting.notice(&match late {
                Some(seq) => words::late_answer(setting.lang, seq, from, &span),
                None => words::answer(setting.lang, from, &span),
            });
            let datagram = Datagram { from, payload, is_cut: false };
            Format::Text.write(setting.lang, &datagram, page);
            foreign.tell(&datagram, setting);
        }
        Answer::FromStranger { from } => {
            setting.notice(&words::stranger(setting.lang, from));
        }
        Answer::Missing { n } => {
            setting.notice(&words::no_answer(setting.lang, n, args.wait.unwrap_or(0)));
        }
    }
}

fn sum_up(progress: &Progress, setting: &Setting) {
    let us = |time: Duration| span(time.as_micros() as u64);
    if let (2.., Some((least, most, sum))) = (progress.n_sent, progress.round_trips) {
        let mean = sum / u32::try_from(progress.n_answers).unwrap_or(u32::MAX);
        let round_trips = RoundTrips { least: us(least), most: us(most), mean: us(mean) };
        setting.notice(&words::sum_of_sending(
            setting.lang,
            progress.n_sent,
            progress.n_answers,
            &round_trips,
        ));
    }
}

fn refused(args: &Args, to: SocketAddr, error: &io::Error, progress: &Progress) -> Failure {
    Failure::to_send(to, error, progress.last_bytes, args.broadcast)
}

fn unanswered(args: &Args, to: SocketAddr) -> Failure {
    let (ms, is_connected) = (args.wait.unwrap_or(0), args.connect);
    PlaceFailure::Unanswered { to, ms, is_connected }.into()
}
