//! Where the relay listens, and that it does not relay to itself.
//!
//! The one idea: two addresses are in play, and a mistake in either is answered with its option's name.
//!
//! See it run: `netlab impair --to 8081`.

use std::io;
use std::net::{IpAddr, SocketAddr};

use crate::cli::address::Address;
use crate::cli::failure::{Failure, NOT_ASKED, who_holds, words};
use crate::cli::impair::Args;
use crate::cli::setting::Setting;
use crate::event::{ErrorCode, Transport};
use crate::net::{TcpListener, UdpSocket, lookup_host};

/// Listens for connections.
pub(super) async fn listen(args: &Args, setting: &Setting) -> Result<TcpListener, Failure> {
    let cannot = |error| cannot_listen(args, &error, Transport::Tcp);
    let to = look_up(&args.to).await?;
    let listener = TcpListener::bind((args.listen.host.as_str(), args.listen.port)).await.map_err(cannot)?;
    announce(args, &to, listener.local_addr().map_err(cannot)?, setting)?;
    Ok(listener)
}

/// Binds a datagram socket, and says where the server is.
pub(super) async fn bind(args: &Args, setting: &Setting) -> Result<(UdpSocket, SocketAddr), Failure> {
    let cannot = |error| cannot_listen(args, &error, Transport::Udp);
    let to = look_up(&args.to).await?;
    let socket = UdpSocket::bind((args.listen.host.as_str(), args.listen.port)).await.map_err(cannot)?;
    announce(args, &to, socket.local_addr().map_err(cannot)?, setting)?;
    // There is at least one: the lookup would have failed.
    let server = to.first().copied().unwrap_or_else(|| ([127, 0, 0, 1], args.to.port).into());
    Ok((socket, server))
}

async fn look_up(to: &Address) -> Result<Vec<SocketAddr>, Failure> {
    match lookup_host((to.host.as_str(), to.port)).await {
        Ok(found) => Ok(found.collect()),
        Err(error) => Err(Failure::new(NOT_ASKED, format!("cannot relay to {to}: {}", words(&error)))
            .with_hint(format!(
                "is {:?} spelt right? An address needs no lookup: --to 127.0.0.1:{}",
                to.host, to.port
            ))),
    }
}

fn announce(args: &Args, to: &[SocketAddr], bound: SocketAddr, setting: &Setting) -> Result<(), Failure> {
    // Who listens on every address listens on the loopback's too.
    let is_ours = |ip: IpAddr| ip == bound.ip() || (bound.ip().is_unspecified() && ip.is_loopback());
    if to.iter().any(|to| to.port() == bound.port() && is_ours(to.ip())) {
        let failure = Failure::new(NOT_ASKED, format!("--to {} is where the relay itself listens", args.to));
        return Err(failure.with_hint("choose another place to listen: --listen 127.0.0.1:8082"));
    }
    setting.notice(&format!("listening on {bound}; Ctrl-C ends it"));
    if args.listen.is_public() {
        setting.notice(
            "note: anyone who can reach this machine can connect; 127.0.0.1 would keep it to yourself",
        );
    }
    Ok(())
}

fn cannot_listen(args: &Args, error: &io::Error, transport: Transport) -> Failure {
    let addr = &args.listen;
    let failure = Failure::new(NOT_ASKED, format!("cannot listen on {addr}: {}", words(error)));
    match ErrorCode::from_io(error) {
        ErrorCode::EADDRINUSE => {
            let cause = who_holds(addr, transport);
            failure.with_hint(format!("{cause}, or let the system choose a port: --listen :0"))
        }
        ErrorCode::EACCES => {
            failure.with_hint("that port needs a privilege here; the system has others: --listen :0")
        }
        ErrorCode::EADDRNOTAVAIL => {
            failure.with_hint("this machine has no such address; 127.0.0.1 is always its own: --listen :8081")
        }
        code => failure.with_hint(format!("what that means: netlab explain {code}")),
    }
}
