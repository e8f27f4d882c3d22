//! Where the relay listens, and that it does not relay to itself.
//!
//! The one idea: two addresses are in play, and a mistake in either is answered with its option's name.
//!
//! See it run: `netlab impair --to 8081`.

use std::net::SocketAddr;

use crate::cli::commands::impair::args::Args;
use crate::cli::desk::address::Address;
use crate::cli::desk::failure::{Failure, PlaceFailure};
use crate::cli::desk::place::{Bound, Service, look_up};
use crate::cli::desk::reach::leads_to;
use crate::cli::desk::setting::Setting;
use crate::cli::desk::words::sending_to_the_first;
use crate::event::Transport;
use crate::net::{TcpListener, UdpSocket};

/// Listens for connections.
pub(super) async fn listen(args: &Args, setting: &Setting) -> Result<TcpListener, Failure> {
    let cannot = |error| Failure::to_bind_relay(&args.listen, &error, Transport::Tcp);
    let to = server(&args.to).await?;
    let places = look_up(&args.listen).await.map_err(cannot)?;
    let listener = TcpListener::bind(&places[..]).await.map_err(cannot)?;
    announce(args, &to, (listener.local_addr().map_err(cannot)?, places.len() - 1), setting)?;
    Ok(listener)
}

/// Binds a datagram socket, and says where the server is.
pub(super) async fn bind(args: &Args, setting: &Setting) -> Result<(UdpSocket, SocketAddr), Failure> {
    let cannot = |error| Failure::to_bind_relay(&args.listen, &error, Transport::Udp);
    let to = server(&args.to).await?;
    let places = look_up(&args.listen).await.map_err(cannot)?;
    let socket = UdpSocket::bind(&places[..]).await.map_err(cannot)?;
    // Before anybody can know of it. Where the system cannot, answers leave as the way back suggests.
    let _ = socket.answer_from_where_asked();
    announce(args, &to, (socket.local_addr().map_err(cannot)?, places.len() - 1), setting)?;
    // Without a connection nobody would notice that another address is better.
    let server = to[0];
    if to.len() > 1 {
        setting.notice(&sending_to_the_first(setting.lang, server, to.len()));
    }
    Ok((socket, server))
}

/// The server's addresses, at least one.
async fn server(to: &Address) -> Result<Vec<SocketAddr>, Failure> {
    look_up(to).await.map_err(|error| PlaceFailure::RelayTo { to: to.clone(), cause: error.into() }.into())
}

fn announce(
    args: &Args,
    to: &[SocketAddr],
    (at, n_others): (SocketAddr, usize),
    setting: &Setting,
) -> Result<(), Failure> {
    if to.iter().any(|to| leads_to(*to, at)) {
        return Err(PlaceFailure::RelayToItself { to: args.to.clone() }.into());
    }
    let service = if args.udp { Service::RelayedDatagrams } else { Service::Connections };
    Bound { at, addr: &args.listen, n_others, service }.tell(setting);
    Ok(())
}
