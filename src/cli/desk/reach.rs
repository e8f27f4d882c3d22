//! Whether what is sent somewhere comes to this machine, or to one socket of it.
//!
//! The one idea: an address has many spellings, and only some of them lead here. It is asked of the system,
//! and nothing is sent for it.
//!
//! See it run: `netlab impair --to 8081`.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

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
