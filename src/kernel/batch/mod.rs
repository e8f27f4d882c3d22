//! Many datagrams with one system call.
//!
//! The one idea: a system call costs as much as a small datagram itself, and so does each packet's way
//! through the kernel. `recvmmsg` and `sendmmsg` move many datagrams in one call; with segmentation
//! offload (GSO to send, GRO to receive, `man 7 udp`) up to 64 of them go through the kernel as one.
//!
//! See it run: `netlab udp-recv --blast`, and `netlab udp-send 8080 --blast --count 1000000` elsewhere.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(not(target_os = "linux"))]
mod plain;
mod taken;

#[cfg(target_os = "linux")]
pub use linux::{Inbox, Outbox};
#[cfg(not(target_os = "linux"))]
pub use plain::{Inbox, Outbox};
pub use taken::{MAX_SEGMENTS, Taken};

#[cfg(test)]
mod tests {
    use std::net::UdpSocket;

    use super::*;

    /// Sends `n` datagrams of so many bytes, each with its own first byte, and takes them again.
    fn check(n: usize, n_bytes: usize, has_gso: bool) {
        let receiver = UdpSocket::bind("127.0.0.1:0").expect("a free port");
        let sender = UdpSocket::bind("127.0.0.1:0").expect("a free port");
        sender.connect(receiver.local_addr().expect("bound")).expect("set");
        let mut inbox = Inbox::new(&receiver);
        let mut outbox = Outbox::new();
        if !has_gso {
            outbox.send_each_alone();
        }
        let mut payload = vec![b'.'; n * n_bytes];
        payload.iter_mut().step_by(n_bytes).enumerate().for_each(|(at, byte)| *byte = at as u8);
        let mut n_sent = 0;
        while n_sent < n {
            n_sent += outbox.send(&sender, &payload[n_sent * n_bytes..], n_bytes).expect("sent");
        }
        let mut taken = (0, 0);
        while taken.0 < n as u64 {
            let some = inbox.receive(&receiver).expect("they are there");
            taken = (taken.0 + some.n_datagrams, taken.1 + some.n_bytes);
            let last = inbox.last().expect("it came");
            assert_eq!((last.len(), u64::from(last[0])), (n_bytes, (taken.0 - 1) % 256));
        }
        assert_eq!(taken, (n as u64, (n * n_bytes) as u64));
    }

    #[test]
    fn datagrams_keep_their_boundaries_however_they_travel() {
        for has_gso in [true, false] {
            check(1, 64, has_gso);
            check(100, 64, has_gso);
            check(130, 33, has_gso);
            check(3, 40_000, has_gso);
        }
    }

    #[test]
    fn a_long_datagram_among_small_ones_is_cut_once_and_counted_whole() {
        let receiver = UdpSocket::bind("127.0.0.1:0").expect("a free port");
        let mut inbox = Inbox::new(&receiver);
        let cut = if cfg!(target_os = "linux") { 256 } else { 1200 };
        for (n_bytes, n_kept) in [(1200, 1200), (64, 64), (1200, cut), (1200, 1200), (64, 64), (64, 64)] {
            let payload = vec![b'x'; n_bytes];
            receiver.send_to(&payload, receiver.local_addr().expect("bound")).expect("sent");
            let taken = inbox.receive(&receiver).expect("it is there");
            assert_eq!((taken.n_datagrams, taken.n_bytes), (1, n_bytes as u64));
            assert_eq!(inbox.last().map(<[u8]>::len), Some(n_kept), "of {n_bytes}");
        }
    }

    #[test]
    fn an_empty_datagram_is_one() {
        let receiver = UdpSocket::bind("127.0.0.1:0").expect("a free port");
        receiver.send_to(b"", receiver.local_addr().expect("bound")).expect("sent");
        let mut inbox = Inbox::new(&receiver);
        let taken = inbox.receive(&receiver).expect("it is there");
        assert_eq!((taken.n_datagrams, taken.n_bytes, inbox.last()), (1, 0, Some(&b""[..])));
    }
}
