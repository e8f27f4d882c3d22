//! `netlab udp-recv`: chapter 3's receiver on the command line.
//!
//! The one idea: the program itself is in `chapters/datagram`; here it is given a socket, a form for what
//! it shows, and a way to stop. What was lost is told at the end, as nobody knows it before.
//!
//! See it run: `netlab udp-recv`, and `echo hello | nc -u -w 1 127.0.0.1 8080` in another terminal.

use std::io;
use std::process::ExitCode;

use socket2::SockRef;

use crate::chapters::datagram::{Datagram, ReceiveOptions, Received, Reply, receive};
use crate::cli::commands::udp::blast;
use crate::cli::commands::udp::format::{Foreign, Format};
use crate::cli::commands::udp::loss_report::report;
use crate::cli::commands::udp::socket::{Group, Interface, bind_for};
use crate::cli::commands::udp::words::group_is_open;
use crate::cli::desk::address::{Address, DEFAULT};
use crate::cli::desk::failure::{Act, Failure};
use crate::cli::desk::no_value::{NoValue, within, word};
use crate::cli::desk::output::Output;
use crate::cli::desk::place;
use crate::cli::desk::runtime::run;
use crate::cli::desk::setting::Setting;
use crate::cli::desk::words::receiving_on;
use crate::event::Transport;
use crate::kernel::datagram::n_dropped;
use crate::net::UdpSocket;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(default_value = DEFAULT)]
    addr: Address,

    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,

    #[arg(long, value_name = "BYTES", default_value_t = 65_535, value_parser = within::<u32>(1..=65_535))]
    buffer: u32,

    #[arg(long, value_name = "WHAT", default_value = "none", value_parser = word::<Reply>(NoValue::Reply))]
    reply: Reply,

    #[arg(long, value_name = "GROUP")]
    join: Option<Group>,

    #[arg(long, value_name = "INTERFACE", requires = "join")]
    interface: Option<Interface>,

    #[arg(long, value_name = "N", value_parser = within::<u64>(1..=u64::MAX))]
    count: Option<u64>,

    #[arg(long, conflicts_with_all = ["buffer", "reply"])]
    blast: bool,
}

pub(crate) fn run_receiver(args: &Args, setting: &mut Setting) -> Result<ExitCode, Failure> {
    setting.listen()?;
    let out = setting.output()?;
    let mut is_in_a_hurry = false;
    run(async {
        let signal = setting.interrupted()?;
        let socket = bind(args, setting).await?;
        if args.blast {
            let counting = blast::receive(socket, args.count, args.format, setting, out.clone(), signal);
            is_in_a_hurry = counting.await?;
            return Ok(());
        }
        let interrupted = async {
            signal.await;
            is_in_a_hurry = true;
            setting.printer.leave_echo_behind();
        };
        match show_all(args, &socket, setting, out.clone(), interrupted).await {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                Err(Failure::of_system(Act::ReceiveOn(args.addr.clone()), &error))
            }
            _ended => Ok(()),
        }
    })?;
    setting.hurry(is_in_a_hurry);
    out.end_line();
    Ok(ExitCode::SUCCESS)
}

/// Shows what comes, and at the end what is known of losses.
async fn show_all(
    args: &Args,
    socket: &UdpSocket,
    setting: &Setting,
    mut out: Output,
    shutdown: impl Future<Output = ()>,
) -> io::Result<()> {
    let options = ReceiveOptions { buffer_bytes: args.buffer as usize, reply: args.reply, count: args.count };
    let mut foreign = Foreign::default();
    let show = |datagram: &Datagram<'_>, page: &mut Vec<u8>| {
        args.format.write(setting.lang, datagram, page);
        if args.format == Format::Text {
            foreign.tell(datagram, setting);
        }
    };
    let received: Received = receive(socket, options, show, out.clone(), shutdown).await?;
    let n_dropped = n_dropped(&SockRef::from(socket));
    let report = report(setting.lang, &received, n_dropped, args.format);
    out.last_words(report.as_bytes()).await
}

async fn bind(args: &Args, setting: &Setting) -> Result<UdpSocket, Failure> {
    let answers = args.reply != Reply::None;
    let Some(group) = args.join else { return place::receive(&args.addr, answers, setting).await };
    let socket = bind_for(group, args.addr.port, args.interface.as_ref())?;
    let cannot = |error| Failure::to_bind(&args.addr, &error, "udp-recv", Transport::Udp);
    let bound = socket.local_addr().map_err(cannot)?;
    setting.ready(&receiving_on(setting.lang, bound));
    setting.notice(group_is_open(setting.lang));
    Ok(socket)
}
