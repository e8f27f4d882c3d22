//! What a call's arguments point to: addresses, pieces of memory, messages.
//!
//! The one idea: these are layouts of C structures on 64-bit Linux, read from bytes that belong to somebody else: whatever
//! they hold, nothing here can fail but by finding nothing.
//!
//! | offset | size | `struct msghdr` (`man 2 recvmsg`) |
//! |---|---|---|
//! | 0 | 8 | address of the name |
//! | 8 | 4 | its length |
//! | 16 | 8 | address of the pieces (`struct iovec`: address and length, 8 bytes each) |
//! | 24 | 8 | how many |
//! | 32 | 8 | address of the control messages |
//! | 40 | 8 | their length in bytes |
//! | 48 | 4 | flags |
//!
//! See it run: the tests below.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV6};

/// The bytes of a `struct msghdr`.
pub(super) const MSGHDR_BYTES: usize = 56;
/// The same with its length behind it: `struct mmsghdr`.
pub(super) const MMSGHDR_BYTES: usize = 64;
/// The bytes of a `struct iovec`.
pub(super) const IOVEC_BYTES: usize = 16;
/// The most that an address takes: `struct sockaddr_in6`.
pub(super) const SOCKADDR_BYTES: usize = 28;

/// An internet address in a `struct sockaddr`; `None` where it is of another family, or cut.
///
/// An IPv4 address that an IPv6 socket shows as `::ffff:a.b.c.d` is the IPv4 address: it is the same end.
pub(super) fn address(bytes: &[u8]) -> Option<SocketAddr> {
    let port = u16::from_be_bytes(array(bytes, 2)?);
    match u16::from_ne_bytes(array(bytes, 0)?) {
        2 => Some(SocketAddr::new(Ipv4Addr::from(array::<4>(bytes, 4)?).into(), port)),
        10 => {
            let ip = Ipv6Addr::from(array::<16>(bytes, 8)?);
            let scope = u32::from_ne_bytes(array(bytes, 24).unwrap_or_default());
            Some(canonical(SocketAddrV6::new(ip, port, 0, scope).into()))
        }
        _ => None,
    }
}

/// The family of a `struct sockaddr`.
pub(super) fn family(bytes: &[u8]) -> Option<u16> {
    array(bytes, 0).map(u16::from_ne_bytes)
}

/// The same end under one name.
pub(super) fn canonical(addr: SocketAddr) -> SocketAddr {
    match addr.ip().to_canonical() {
        IpAddr::V4(ip) => SocketAddr::new(ip.into(), addr.port()),
        IpAddr::V6(_) => addr,
    }
}

/// A piece of memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) address: u64,
    pub(super) n_bytes: u64,
}

/// The pieces in an array of `struct iovec`.
pub(super) fn pieces(bytes: &[u8]) -> Vec<Piece> {
    let piece = |bytes: &[u8]| Some(Piece { address: word(bytes, 0)?, n_bytes: word(bytes, 8)? });
    bytes.chunks_exact(IOVEC_BYTES).filter_map(piece).collect()
}

/// A `struct msghdr`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Message {
    pub(super) name: Piece,
    pub(super) pieces_at: u64,
    pub(super) n_pieces: u64,
    pub(super) control: Piece,
    pub(super) flags: u32,
}

impl Message {
    /// The message in these bytes; `None` where they are too few.
    pub(super) fn read(bytes: &[u8]) -> Option<Message> {
        Some(Message {
            name: Piece { address: word(bytes, 0)?, n_bytes: int(bytes, 8)?.into() },
            pieces_at: word(bytes, 16)?,
            n_pieces: word(bytes, 24)?,
            control: Piece { address: word(bytes, 32)?, n_bytes: word(bytes, 40)? },
            flags: int(bytes, 48)?,
        })
    }
}

/// The descriptors that control messages carry (`SCM_RIGHTS`, `man 7 unix`).
///
/// Each control message has a head of 16 bytes (length with the head, level, kind), and begins at a multiple of 8.
pub(super) fn descriptors(control: &[u8]) -> Vec<u32> {
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(length) = word(control, at) {
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        let Some(one) = at.checked_add(length).and_then(|end| control.get(at..end)) else { break };
        if length < 16 {
            break;
        }
        if (int(one, 8), int(one, 12)) == (Some(1), Some(1)) {
            found.extend(one[16..].chunks_exact(4).filter_map(|bytes| int(bytes, 0)));
        }
        at += length.next_multiple_of(8);
    }
    found
}

pub(super) fn int(bytes: &[u8], at: usize) -> Option<u32> {
    array(bytes, at).map(u32::from_ne_bytes)
}

pub(super) fn word(bytes: &[u8], at: usize) -> Option<u64> {
    array(bytes, at).map(u64::from_ne_bytes)
}

fn array<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..at.checked_add(N)?)?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laid_out(fields: &[&[u8]]) -> Vec<u8> {
        fields.concat()
    }

    #[test]
    fn an_address_is_read_and_a_mapped_one_is_the_address_that_it_stands_for() {
        let v4 = laid_out(&[&2_u16.to_ne_bytes(), &8080_u16.to_be_bytes(), &[127, 0, 0, 1], &[0; 8]]);
        assert_eq!(address(&v4), "127.0.0.1:8080".parse().ok());
        let mapped: Ipv6Addr = "::ffff:10.0.0.7".parse().expect("an address");
        let head = [&10_u16.to_ne_bytes()[..], &9_u16.to_be_bytes(), &[0; 4]].concat();
        assert_eq!(address(&laid_out(&[&head, &mapped.octets(), &[0; 4]])), "10.0.0.7:9".parse().ok());
        let near: Ipv6Addr = "fe80::1".parse().expect("an address");
        let with_scope = laid_out(&[&head, &near.octets(), &3_u32.to_ne_bytes()]);
        assert_eq!(address(&with_scope), "[fe80::1%3]:9".parse().ok());
        assert_eq!(address(&1_u16.to_ne_bytes()), None, "a Unix socket's");
        assert_eq!(address(&v4[..7]), None, "it is cut");
    }

    #[test]
    fn descriptors_are_found_among_other_control_messages() {
        let head = |length: u64, level: u32, kind: u32| {
            laid_out(&[&length.to_ne_bytes(), &level.to_ne_bytes(), &kind.to_ne_bytes()])
        };
        let other = [head(20, 0, 8), vec![0; 8]].concat();
        let rights = [head(24, 1, 1), 7_u32.to_ne_bytes().to_vec(), 9_u32.to_ne_bytes().to_vec()].concat();
        assert_eq!(descriptors(&[other.clone(), rights.clone()].concat()), [7, 9]);
        assert_eq!(descriptors(&[rights.clone(), other].concat()), [7, 9]);
        assert_eq!(descriptors(&rights[..20]), Vec::<u32>::new(), "it says more than there is");
        assert_eq!(descriptors(&head(3, 1, 1)), Vec::<u32>::new(), "shorter than its own head");
    }

    #[test]
    fn a_message_says_where_its_parts_are() {
        let words = |words: &[u64]| words.iter().flat_map(|word| word.to_ne_bytes()).collect::<Vec<_>>();
        let message = Message::read(&words(&[1, 16, 2, 3, 4, 24, 0x20])).expect("it is whole");
        assert_eq!((message.name, message.flags), (Piece { address: 1, n_bytes: 16 }, 0x20));
        assert_eq!((message.pieces_at, message.n_pieces), (2, 3));
        assert_eq!(message.control, Piece { address: 4, n_bytes: 24 });
        assert_eq!(Message::read(&[0; 40]), None);
        assert_eq!(
            pieces(&words(&[5, 6, 7, 8])),
            [(5, 6), (7, 8)].map(|(address, n_bytes)| Piece { address, n_bytes })
        );
    }
}
