//! Where a program can be reached: looked up, bound, and told.
//!
//! The one idea: what was typed is a wish, what was bound is the fact. `0`, `localhost` and
//! `::ffff:127.0.0.1` do not look like what they are, so who can come in is read from the socket.
//!
//! See it run: `netlab tcp-server 0:9191`, then `netlab tcp-server '[::ffff:127.0.0.1]:9191'`.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use crate::cli::desk::address::Address;
use crate::cli::desk::failure::Failure;
use crate::cli::desk::setting::Setting;
use crate::net::{TcpListener, UdpSocket, lookup_host};

/// The addresses that an address stands for, each once: one, or those of a name.
///
/// # Errors
/// Those of the lookup.
pub(crate) async fn look_up(addr: &Address) -> io::Result<Vec<SocketAddr>> {
    let mut all: Vec<SocketAddr> = Vec::new();
    for found in lookup_host(addr.target()).await? {
        if !all.contains(&found) {
            all.push(found);
        }
    }
    if all.is_empty() { Err(io::ErrorKind::NotFound.into()) } else { Ok(all) }
}

/// Binds and listens for a server of this name, and says where.
pub(crate) async fn listen(addr: &Address, program: &str, setting: &Setting) -> Result<TcpListener, Failure> {
    let cannot = |error| Failure::to_listen(addr, &error, program);
    let all = look_up(addr).await.map_err(cannot)?;
    let listener = TcpListener::bind(&all[..]).await.map_err(cannot)?;
    let bound = Bound { at: listener.local_addr().map_err(cannot)?, addr, n_others: all.len() - 1 };
    bound.tell("listening", "connect", setting);
    Ok(listener)
}

/// Binds a receiver of datagrams, and says where; one that `answers` does so from the address that was asked.
pub(crate) async fn receive(addr: &Address, answers: bool, setting: &Setting) -> Result<UdpSocket, Failure> {
    let cannot = |error| Failure::to_receive(addr, &error, "udp-recv");
    let all = look_up(addr).await.map_err(cannot)?;
    let socket = UdpSocket::bind(&all[..]).await.map_err(cannot)?;
    if answers {
        // Before anybody can know of it. Where the system cannot, they leave as the way back suggests.
        let _ = socket.answer_from_where_asked();
    }
    let bound = Bound { at: socket.local_addr().map_err(cannot)?, addr, n_others: all.len() - 1 };
    bound.tell("receiving", "send", setting);
    Ok(socket)
}

/// What was bound, of what was asked for.
pub(crate) struct Bound<'a> {
    pub(crate) at: SocketAddr,
    pub(crate) addr: &'a Address,
    /// How many further addresses the name has.
    pub(crate) n_others: usize,
}

impl Bound<'_> {
    /// Says where the program can be reached now (`listening` there), and who can `connect`.
    pub(crate) fn tell(&self, does: &str, can: &str, setting: &Setting) {
        setting.notice(&format!("{does} on {}; Ctrl-C ends it", self.at));
        if self.n_others > 0 {
            setting.notice(&format!(
                "note: {} is one of {} addresses of {}; nothing answers at the others",
                self.at.ip(),
                self.n_others + 1,
                self.addr.host
            ));
        }
        if !self.at.ip().to_canonical().is_loopback() {
            setting.notice(&format!(
                "note: anyone who can reach this machine can {can}; 127.0.0.1 would keep it to yourself"
            ));
        }
    }
}

/// Whether what is sent to `to` comes to a socket that is bound to `bound`, on this machine.
pub(crate) fn leads_to(to: SocketAddr, bound: SocketAddr) -> bool {
    // Whoever connects to the wildcard reaches the loopback (`man 7 ip`, INADDR_ANY).
    let to_ip = match to.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip.to_canonical(),
    };
    let bound_ip = bound.ip().to_canonical();
    // A socket on `::` takes IPv4 as well, unless the system is told otherwise.
    let takes_all = bound_ip.is_unspecified() && (bound_ip.is_ipv6() || to_ip.is_ipv4());
    to.port() == bound.port() && (to_ip == bound_ip || (takes_all && is_ours(to_ip)))
}

/// Whether this machine has this address: nobody can bind another's. Nothing is sent for it.
pub(crate) fn is_ours(ip: IpAddr) -> bool {
    ip.is_loopback() || std::net::UdpSocket::bind((ip, 0)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_socket_is_reached_through_any_spelling_of_its_address() {
        let check = |to: &str, bound: &str, expected: bool| {
            let [to, bound] = [to, bound].map(|addr| addr.parse().expect("an address"));
            assert_eq!(leads_to(to, bound), expected, "{to} at {bound}");
        };
        check("127.0.0.1:80", "127.0.0.1:80", true);
        check("127.0.0.1:80", "127.0.0.1:81", false);
        check("0.0.0.0:80", "127.0.0.1:80", true);
        check("0.0.0.0:80", "0.0.0.0:80", true);
        check("[::]:80", "[::1]:80", true);
        check("[::]:80", "127.0.0.1:80", false);
        check("[::ffff:127.0.0.1]:80", "127.0.0.1:80", true);
        check("127.0.0.1:80", "[::ffff:127.0.0.1]:80", true);
        check("127.0.0.1:80", "[::]:80", true);
        check("[::1]:80", "0.0.0.0:80", false);
        check("127.0.0.1:80", "0.0.0.0:80", true);
        check("192.0.2.1:80", "0.0.0.0:80", false);
        #[cfg(target_os = "linux")]
        check("127.0.0.2:80", "0.0.0.0:80", true);
        check("127.0.0.2:80", "127.0.0.1:80", false);
    }
}
