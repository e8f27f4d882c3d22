//! Socket options by their names.
//!
//! The one idea: `setsockopt` is given two numbers and some bytes; a person knows `SO_REUSEADDR=1`.
//!
//! See it run: the event `option-set` of an observed program.

use crate::observe::message::int;

/// An option and its value, as in `TCP_NODELAY=1`; one without a name here stands by its numbers.
pub(super) fn in_words(level: u32, option: u32, value: &[u8]) -> String {
    let name = NAMED.iter().find(|(of, number, _)| (*of, *number) == (level, option));
    let name = name.map_or_else(|| format!("option {level}/{option}"), |(_, _, name)| (*name).to_owned());
    match (int(value, 0), int(value, 4)) {
        // Whether it lingers, and for how many seconds.
        (Some(0), Some(_)) if is_linger(level, option) => format!("{name}=off"),
        (Some(_), Some(seconds)) if is_linger(level, option) => format!("{name}={seconds}"),
        (Some(number), None) => format!("{name}={}", number.cast_signed()),
        _ => name,
    }
}

/// Whether it makes the kernel throw the connection away at its close: `SO_LINGER` with 0 seconds (`man 7 socket`).
pub(super) fn throws_away(level: u32, option: u32, value: &[u8]) -> Option<bool> {
    is_linger(level, option).then(|| int(value, 0) != Some(0) && int(value, 4) == Some(0))
}

const fn is_linger(level: u32, option: u32) -> bool {
    level == SOCKET && option == 13
}

const SOCKET: u32 = 1;
const IP: u32 = 0;
const TCP: u32 = 6;
const UDP: u32 = 17;
const IPV6: u32 = 41;

/// Level, number, name (`include/uapi/asm-generic/socket.h`, `linux/in.h`, `in6.h`, `tcp.h`, `udp.h`).
const NAMED: &[(u32, u32, &str)] = &[
    (SOCKET, 2, "SO_REUSEADDR"),
    (SOCKET, 5, "SO_DONTROUTE"),
    (SOCKET, 6, "SO_BROADCAST"),
    (SOCKET, 7, "SO_SNDBUF"),
    (SOCKET, 8, "SO_RCVBUF"),
    (SOCKET, 9, "SO_KEEPALIVE"),
    (SOCKET, 10, "SO_OOBINLINE"),
    (SOCKET, 12, "SO_PRIORITY"),
    (SOCKET, 13, "SO_LINGER"),
    (SOCKET, 15, "SO_REUSEPORT"),
    (SOCKET, 18, "SO_RCVLOWAT"),
    (SOCKET, 20, "SO_RCVTIMEO"),
    (SOCKET, 21, "SO_SNDTIMEO"),
    (SOCKET, 25, "SO_BINDTODEVICE"),
    (SOCKET, 29, "SO_TIMESTAMP"),
    (SOCKET, 36, "SO_MARK"),
    (SOCKET, 46, "SO_BUSY_POLL"),
    (SOCKET, 60, "SO_ZEROCOPY"),
    (IP, 1, "IP_TOS"),
    (IP, 2, "IP_TTL"),
    (IP, 8, "IP_PKTINFO"),
    (IP, 10, "IP_MTU_DISCOVER"),
    (IP, 11, "IP_RECVERR"),
    (IP, 12, "IP_RECVTTL"),
    (IP, 13, "IP_RECVTOS"),
    (IP, 24, "IP_BIND_ADDRESS_NO_PORT"),
    (IP, 32, "IP_MULTICAST_IF"),
    (IP, 33, "IP_MULTICAST_TTL"),
    (IP, 34, "IP_MULTICAST_LOOP"),
    (IP, 35, "IP_ADD_MEMBERSHIP"),
    (IP, 36, "IP_DROP_MEMBERSHIP"),
    (IPV6, 16, "IPV6_UNICAST_HOPS"),
    (IPV6, 17, "IPV6_MULTICAST_IF"),
    (IPV6, 18, "IPV6_MULTICAST_HOPS"),
    (IPV6, 19, "IPV6_MULTICAST_LOOP"),
    (IPV6, 20, "IPV6_JOIN_GROUP"),
    (IPV6, 21, "IPV6_LEAVE_GROUP"),
    (IPV6, 23, "IPV6_MTU_DISCOVER"),
    (IPV6, 25, "IPV6_RECVERR"),
    (IPV6, 26, "IPV6_V6ONLY"),
    (IPV6, 49, "IPV6_RECVPKTINFO"),
    (IPV6, 67, "IPV6_TCLASS"),
    (TCP, 1, "TCP_NODELAY"),
    (TCP, 2, "TCP_MAXSEG"),
    (TCP, 3, "TCP_CORK"),
    (TCP, 4, "TCP_KEEPIDLE"),
    (TCP, 5, "TCP_KEEPINTVL"),
    (TCP, 6, "TCP_KEEPCNT"),
    (TCP, 7, "TCP_SYNCNT"),
    (TCP, 8, "TCP_LINGER2"),
    (TCP, 9, "TCP_DEFER_ACCEPT"),
    (TCP, 10, "TCP_WINDOW_CLAMP"),
    (TCP, 12, "TCP_QUICKACK"),
    (TCP, 13, "TCP_CONGESTION"),
    (TCP, 18, "TCP_USER_TIMEOUT"),
    (TCP, 23, "TCP_FASTOPEN"),
    (TCP, 30, "TCP_FASTOPEN_CONNECT"),
    (UDP, 103, "UDP_SEGMENT"),
    (UDP, 104, "UDP_GRO"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_is_told_by_its_name_and_an_unknown_one_by_its_numbers() {
        let check =
            |level, option, value: &[u8], expected| assert_eq!(in_words(level, option, value), expected);
        let ints = |ints: &[i32]| ints.iter().flat_map(|int| int.to_ne_bytes()).collect::<Vec<_>>();
        check(TCP, 1, &ints(&[1]), "TCP_NODELAY=1");
        check(SOCKET, 13, &ints(&[1, 0]), "SO_LINGER=0");
        check(SOCKET, 13, &ints(&[0, 0]), "SO_LINGER=off");
        check(SOCKET, 20, &ints(&[1, 0, 0, 0]), "SO_RCVTIMEO");
        check(IP, 33, &ints(&[-1]), "IP_MULTICAST_TTL=-1");
        check(270, 5, &ints(&[2]), "option 270/5=2");
        check(SOCKET, 25, b"lo", "SO_BINDTODEVICE");
        assert_eq!(throws_away(SOCKET, 13, &ints(&[1, 0])), Some(true));
        assert_eq!(throws_away(SOCKET, 13, &ints(&[0, 0])), Some(false));
        assert_eq!(throws_away(TCP, 1, &ints(&[1])), None);
    }
}
