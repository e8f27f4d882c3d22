//! What can be set on a datagram socket.
//!
//! The one idea: the kernel refuses what was not asked for. A datagram to a broadcast address needs
//! `SO_BROADCAST`, and a group's datagrams come only to sockets that have joined it (`man 7 ip`).
//!
//! See it run: the event `option-set`.

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr};

use crate::net::udp::socket::UdpSocket;

impl UdpSocket {
    /// Whether datagrams to a broadcast address are allowed.
    ///
    /// # Errors
    /// Those of `getsockopt(2)`.
    pub fn broadcast(&self) -> io::Result<bool> {
        self.held.broadcast()
    }

    /// Sets whether datagrams to a broadcast address are allowed.
    ///
    /// # Errors
    /// Those of `setsockopt(2)`.
    pub fn set_broadcast(&self, broadcast: bool) -> io::Result<()> {
        self.held.set("SO_BROADCAST", u8::from(broadcast), |inner| inner.set_broadcast(broadcast))
    }

    /// The time to live of datagrams sent, in hops.
    ///
    /// # Errors
    /// Those of `getsockopt(2)`.
    pub fn ttl(&self) -> io::Result<u32> {
        self.held.ttl()
    }

    /// Sets the time to live of datagrams sent, in hops.
    ///
    /// # Errors
    /// Those of `setsockopt(2)`.
    pub fn set_ttl(&self, ttl: u32) -> io::Result<()> {
        self.held.set("IP_TTL", ttl, |inner| inner.set_ttl(ttl))
    }

    /// Whether our own machine hears what we send to an IPv4 group.
    ///
    /// # Errors
    /// Those of `getsockopt(2)`.
    pub fn multicast_loop_v4(&self) -> io::Result<bool> {
        self.held.multicast_loop_v4()
    }

    /// Sets whether our own machine hears what we send to an IPv4 group.
    ///
    /// # Errors
    /// Those of `setsockopt(2)`.
    pub fn set_multicast_loop_v4(&self, multicast_loop_v4: bool) -> io::Result<()> {
        self.held.set("IP_MULTICAST_LOOP", u8::from(multicast_loop_v4), |inner| {
            inner.set_multicast_loop_v4(multicast_loop_v4)
        })
    }

    /// The time to live of datagrams sent to an IPv4 group, in hops.
    ///
    /// # Errors
    /// Those of `getsockopt(2)`.
    pub fn multicast_ttl_v4(&self) -> io::Result<u32> {
        self.held.multicast_ttl_v4()
    }

    /// Sets the time to live of datagrams sent to an IPv4 group, in hops.
    ///
    /// # Errors
    /// Those of `setsockopt(2)`.
    pub fn set_multicast_ttl_v4(&self, multicast_ttl_v4: u32) -> io::Result<()> {
        self.held
            .set("IP_MULTICAST_TTL", multicast_ttl_v4, |inner| inner.set_multicast_ttl_v4(multicast_ttl_v4))
    }

    /// Whether our own machine hears what we send to an IPv6 group.
    ///
    /// # Errors
    /// Those of `getsockopt(2)`.
    pub fn multicast_loop_v6(&self) -> io::Result<bool> {
        self.held.multicast_loop_v6()
    }

    /// Sets whether our own machine hears what we send to an IPv6 group.
    ///
    /// # Errors
    /// Those of `setsockopt(2)`.
    pub fn set_multicast_loop_v6(&self, multicast_loop_v6: bool) -> io::Result<()> {
        self.held.set("IPV6_MULTICAST_LOOP", u8::from(multicast_loop_v6), |inner| {
            inner.set_multicast_loop_v6(multicast_loop_v6)
        })
    }

    /// Joins an IPv4 group on the interface with this address; the wildcard leaves the choice to the system.
    ///
    /// # Errors
    /// Those of `setsockopt(2)`.
    pub fn join_multicast_v4(&self, multiaddr: Ipv4Addr, interface: Ipv4Addr) -> io::Result<()> {
        self.held.set("IP_ADD_MEMBERSHIP", multiaddr, |inner| inner.join_multicast_v4(multiaddr, interface))
    }

    /// Leaves an IPv4 group.
    ///
    /// # Errors
    /// Those of `setsockopt(2)`.
    pub fn leave_multicast_v4(&self, multiaddr: Ipv4Addr, interface: Ipv4Addr) -> io::Result<()> {
        self.held.set("IP_DROP_MEMBERSHIP", multiaddr, |inner| inner.leave_multicast_v4(multiaddr, interface))
    }

    /// Joins an IPv6 group on the interface with this index; 0 leaves the choice to the system.
    ///
    /// # Errors
    /// Those of `setsockopt(2)`.
    pub fn join_multicast_v6(&self, multiaddr: &Ipv6Addr, interface: u32) -> io::Result<()> {
        self.held.set("IPV6_ADD_MEMBERSHIP", multiaddr, |inner| inner.join_multicast_v6(multiaddr, interface))
    }

    /// Leaves an IPv6 group.
    ///
    /// # Errors
    /// Those of `setsockopt(2)`.
    pub fn leave_multicast_v6(&self, multiaddr: &Ipv6Addr, interface: u32) -> io::Result<()> {
        self.held
            .set("IPV6_DROP_MEMBERSHIP", multiaddr, |inner| inner.leave_multicast_v6(multiaddr, interface))
    }

    /// The class of traffic in the headers of IPv4 packets (`IP_TOS`; RFC 2474).
    ///
    /// # Errors
    /// Those of `getsockopt(2)`.
    pub fn tos_v4(&self) -> io::Result<u32> {
        self.held.tos_v4()
    }

    /// Sets the class of traffic in the headers of IPv4 packets (`IP_TOS`; RFC 2474).
    ///
    /// # Errors
    /// Those of `setsockopt(2)`.
    pub fn set_tos_v4(&self, tos: u32) -> io::Result<()> {
        self.held.set("IP_TOS", tos, |inner| inner.set_tos_v4(tos))
    }

    /// As tokio's, the former name of `tos_v4`.
    ///
    /// # Errors
    /// Those of `getsockopt(2)`.
    #[deprecated = "`tos` related methods have been renamed `tos_v4` since they are IPv4-specific"]
    pub fn tos(&self) -> io::Result<u32> {
        self.tos_v4()
    }

    /// As tokio's, the former name of `set_tos_v4`.
    ///
    /// # Errors
    /// Those of `setsockopt(2)`.
    #[deprecated = "`tos` related methods have been renamed `tos_v4` since they are IPv4-specific"]
    pub fn set_tos(&self, tos: u32) -> io::Result<()> {
        self.set_tos_v4(tos)
    }

    /// The class of traffic in the headers of IPv6 packets (`IPV6_TCLASS`; RFC 3542 §6.5).
    ///
    /// # Errors
    /// Those of `getsockopt(2)`.
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    pub fn tclass_v6(&self) -> io::Result<u32> {
        self.held.tclass_v6()
    }

    /// Sets the class of traffic in the headers of IPv6 packets (`IPV6_TCLASS`; RFC 3542 §6.5).
    ///
    /// # Errors
    /// Those of `setsockopt(2)`.
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    pub fn set_tclass_v6(&self, tclass: u32) -> io::Result<()> {
        self.held.set("IPV6_TCLASS", tclass, |inner| inner.set_tclass_v6(tclass))
    }

    /// The name of the interface that packets go through; `None` for any.
    ///
    /// # Errors
    /// Those of `getsockopt(2)`.
    #[cfg(target_os = "linux")]
    pub fn device(&self) -> io::Result<Option<Vec<u8>>> {
        self.held.device()
    }

    /// Lets packets go through this interface alone; `None` for any (`SO_BINDTODEVICE`, `man 7 socket`).
    ///
    /// # Errors
    /// Those of `setsockopt(2)`.
    #[cfg(target_os = "linux")]
    pub fn bind_device(&self, interface: Option<&[u8]>) -> io::Result<()> {
        let name = interface.map_or_else(|| "off".to_owned(), |name| name.escape_ascii().to_string());
        self.held.set("SO_BINDTODEVICE", name, |inner| inner.bind_device(interface))
    }
}
