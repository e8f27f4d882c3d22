//! Datagram sockets as the options ask for them: groups, interfaces, hops, permissions.
//!
//! The one idea: what a socket may do is asked for one option at a time, and before bind. A group's
//! datagrams come to every socket that has its port and has joined, so the port is shared on purpose.
//!
//! See it run: `netlab udp-recv --join 239.1.2.3 --interface lo`, in two terminals.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV6};
use std::str::FromStr;

use socket2::{Domain, SockRef, Socket, Type};

use crate::cli::desk::failure::{Act, Failure, PlaceFailure, Wish};
use crate::cli::desk::no_value::NoValue;
use crate::kernel::interface;
use crate::net::UdpSocket;

/// A multicast group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Group(IpAddr);

impl FromStr for Group {
    type Err = NoValue;

    fn from_str(text: &str) -> Result<Self, NoValue> {
        match text.parse::<IpAddr>() {
            Ok(addr) if addr.is_multicast() => Ok(Group(addr)),
            _ => Err(NoValue::Group { typed: text.to_owned() }),
        }
    }
}

/// A network interface, by its name, its IPv4 address or its index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Interface(String);

impl FromStr for Interface {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Interface(text.to_owned()))
    }
}

impl Interface {
    fn ipv4(&self) -> Result<Ipv4Addr, Failure> {
        let found = self.0.parse().ok().or_else(|| interface::ipv4_of(&self.0));
        found.ok_or_else(|| self.unknown(true))
    }

    fn index(&self) -> Result<u32, Failure> {
        let found = self.0.parse().ok().or_else(|| interface::index_of(&self.0));
        found.ok_or_else(|| self.unknown(false))
    }

    fn unknown(&self, needs_ipv4: bool) -> Failure {
        PlaceFailure::NoInterface { name: self.0.clone(), needs_ipv4 }.into()
    }
}

/// A socket at the group's address and this port, which others may share, as a member of the group.
pub(crate) fn bind_for(
    Group(group): Group,
    port: u16,
    interface: Option<&Interface>,
) -> Result<UdpSocket, Failure> {
    let cannot = |error: io::Error| PlaceFailure::Join { group, port, cause: error.into() };
    match group {
        IpAddr::V4(group) => {
            let interface = interface.map_or(Ok(Ipv4Addr::UNSPECIFIED), Interface::ipv4)?;
            let socket = shared_socket(SocketAddr::from((group, port))).map_err(cannot)?;
            socket.join_multicast_v4(group, interface).map(|()| socket)
        }
        IpAddr::V6(group) => {
            let index = interface.map_or(Ok(0), Interface::index)?;
            let addr = SocketAddrV6::new(group, port, 0, index);
            let socket = shared_socket(addr.into()).map_err(cannot)?;
            socket.join_multicast_v6(&group, index).map(|()| socket)
        }
    }
    .map_err(|error| cannot(error).into())
}

/// Bound to the group's own address the socket hears nothing else. Windows allows no such bind.
fn shared_socket(addr: SocketAddr) -> io::Result<UdpSocket> {
    let wildcard: IpAddr =
        if addr.is_ipv4() { Ipv4Addr::UNSPECIFIED.into() } else { Ipv6Addr::UNSPECIFIED.into() };
    let addr = if cfg!(windows) { SocketAddr::new(wildcard, addr.port()) } else { addr };
    let socket = Socket::new(Domain::for_address(addr), Type::DGRAM, None)?;
    socket.set_reuse_address(true)?;
    #[cfg(all(unix, not(target_os = "linux")))]
    socket.set_reuse_port(true)?;
    socket.set_nonblocking(true)?;
    socket.bind(&addr.into())?;
    UdpSocket::from_std(socket.into())
}

/// What a sender's socket is asked to do.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wishes<'a> {
    pub(crate) ttl: Option<u32>,
    pub(crate) broadcast: bool,
    pub(crate) interface: Option<&'a Interface>,
}

/// A socket from which this address can be reached, with the options set.
pub(crate) async fn bind_towards(to: SocketAddr, wishes: Wishes<'_>) -> Result<UdpSocket, Failure> {
    let cannot = |error: io::Error| Failure::of_system(Act::MakeSocket, &error);
    let socket = UdpSocket::bind((own_side_of(to), 0)).await.map_err(cannot)?;
    let refused = |wish| move |error: io::Error| PlaceFailure::Set { wish, cause: error.into() };
    if wishes.broadcast {
        socket.set_broadcast(true).map_err(refused(Wish::Broadcast))?;
    }
    if let Some(ttl) = wishes.ttl {
        set_ttl(&socket, to, ttl).map_err(refused(Wish::Ttl(ttl)))?;
    }
    if let Some(interface) = wishes.interface {
        let shared = SockRef::from(&socket);
        let set = match to {
            SocketAddr::V4(_) => shared.set_multicast_if_v4(&interface.ipv4()?),
            SocketAddr::V6(_) => shared.set_multicast_if_v6(interface.index()?),
        };
        set.map_err(refused(Wish::Interface(interface.0.clone())))?;
    }
    Ok(socket)
}

/// The loopback for the loopback, so that nobody else can send to us; else any address of this machine.
fn own_side_of(to: SocketAddr) -> IpAddr {
    match to.ip() {
        IpAddr::V4(ip) if ip.is_loopback() && ip != Ipv4Addr::new(127, 255, 255, 255) => {
            Ipv4Addr::LOCALHOST.into()
        }
        IpAddr::V4(_) => Ipv4Addr::UNSPECIFIED.into(),
        IpAddr::V6(ip) if ip.is_loopback() => Ipv6Addr::LOCALHOST.into(),
        IpAddr::V6(_) => Ipv6Addr::UNSPECIFIED.into(),
    }
}

/// The limit of hops has an option of its own for groups, and another name in IPv6.
fn set_ttl(socket: &UdpSocket, to: SocketAddr, ttl: u32) -> io::Result<()> {
    let shared = SockRef::from(socket);
    match (to, to.ip().is_multicast()) {
        (SocketAddr::V4(_), false) => socket.set_ttl(ttl),
        (SocketAddr::V4(_), true) => socket.set_multicast_ttl_v4(ttl),
        (SocketAddr::V6(_), false) => shared.set_unicast_hops_v6(ttl),
        (SocketAddr::V6(_), true) => shared.set_multicast_hops_v6(ttl),
    }
}
