//! Batches on Linux: `recvmmsg(2)`, `sendmmsg(2)`, `UDP_GRO` and `UDP_SEGMENT` (`man 7 udp`).
//!
//! The one idea: what a call needs is laid out once and used again, so a datagram costs no memory. No
//! library has both calls: quinn-udp sends with one call a message, and asks for a time and an address
//! of each received datagram, which costs a tenth of the speed; nix loses the segments' size.
//!
//! See it run: `make bench-udp`.
#![allow(unsafe_code)]

use std::io;
use std::mem::{offset_of, size_of, zeroed};
use std::net::UdpSocket;
use std::os::fd::AsRawFd;
use std::ptr;

use crate::kernel::batch::taken::{MAX_SEGMENTS, Taken};
use crate::kernel::socket::set_option;

/// Room for one control message: a header and an int.
#[repr(C, align(8))]
#[derive(Clone, Copy)]
struct Control {
    header: libc::cmsghdr,
    value: [u8; 8],
}

/// Takes datagrams from a socket, many with one call.
pub struct Inbox {
    room: Vec<u8>,
    /// The messages' places in `room` lie so far apart; a longer message is cut.
    stride: usize,
    parts: Vec<libc::iovec>,
    controls: Vec<Control>,
    headers: Vec<libc::mmsghdr>,
    n_taken: usize,
}

impl Inbox {
    /// Messages that one call takes; with GRO each is up to 64 datagrams.
    const N_MESSAGES: usize = 64;
    /// Small datagrams lie close together: on a page for each, the processor looks up 64 pages a call.
    const CLOSE: usize = 256;
    /// The longest message, and a little more, so that the messages' starts do not all compete for the
    /// same lines of the processor's cache.
    const APART: usize = 65_536 + 64;

    /// An inbox for this socket; datagrams may come joined from now on (GRO), where the kernel can do it.
    #[must_use]
    pub fn new(socket: &UdpSocket) -> Self {
        // A kernel before 5.0 does not know the option, and gives datagrams one by one.
        let _ = set_option(socket, (libc::SOL_UDP, libc::UDP_GRO), 1);
        // SAFETY: all are plain structures of integers and pointers, for which all zeroes is a valid value.
        let (part, control, header): (libc::iovec, Control, libc::mmsghdr) =
            unsafe { (zeroed(), zeroed(), zeroed()) };
        let mut inbox = Inbox {
            room: vec![0; Self::N_MESSAGES * Self::APART],
            stride: 0,
            parts: vec![part; Self::N_MESSAGES],
            controls: vec![control; Self::N_MESSAGES],
            headers: vec![header; Self::N_MESSAGES],
            n_taken: 0,
        };
        inbox.lay_out(Self::APART);
        inbox
    }

    /// Points each header to its part of the room, and to its control message.
    fn lay_out(&mut self, stride: usize) {
        self.stride = stride;
        let places = self.room.chunks_mut(stride).zip(&mut self.parts).zip(&mut self.controls);
        for (((place, part), control), header) in places.zip(&mut self.headers) {
            *part = libc::iovec { iov_base: place.as_mut_ptr().cast(), iov_len: place.len() };
            header.msg_hdr.msg_iov = ptr::from_mut(part);
            header.msg_hdr.msg_iovlen = 1;
            header.msg_hdr.msg_control = ptr::from_mut(control).cast();
            header.msg_hdr.msg_controllen = size_of::<Control>() as _;
        }
    }

    /// Makes room for what may come next, judged by what came last.
    fn make_ready(&mut self) {
        let taken = &mut self.headers[..self.n_taken];
        let Some(longest) = taken.iter().map(|header| header.msg_len as usize).max() else { return };
        for header in taken {
            // The kernel wrote how much of it was used.
            header.msg_hdr.msg_controllen = size_of::<Control>() as _;
        }
        let stride = if longest > Self::CLOSE { Self::APART } else { Self::CLOSE };
        if self.stride != stride {
            self.lay_out(stride);
        }
    }

    /// Waits for a datagram, as long as the socket does, and takes what is there.
    ///
    /// # Errors
    /// Those of `recvmmsg(2)`; [`io::ErrorKind::WouldBlock`] where the socket's time limit has passed.
    pub fn receive(&mut self, socket: &UdpSocket) -> io::Result<Taken> {
        self.make_ready();
        self.n_taken = 0;
        // SAFETY: each header points to its part of `room`, which has the length that its iovec says, and
        // to a Control of the length set above; both live as long as `self`, which is borrowed mutably.
        let n_messages = retried(|| unsafe {
            libc::recvmmsg(
                socket.as_raw_fd(),
                self.headers.as_mut_ptr(),
                Self::N_MESSAGES as libc::c_uint,
                // The whole length is told of a message that is cut.
                (libc::MSG_WAITFORONE | libc::MSG_TRUNC) as _,
                ptr::null_mut(),
            )
        })?;
        self.n_taken = n_messages;
        let mut taken = Taken { n_datagrams: 0, n_bytes: 0, is_small: n_messages < Self::N_MESSAGES / 8 };
        for (header, control) in self.headers[..n_messages].iter().zip(&self.controls) {
            let len = header.msg_len as usize;
            taken.n_datagrams += len.div_ceil(segment_bytes(header, control)).max(1) as u64;
            taken.n_bytes += len as u64;
        }
        Ok(taken)
    }

    /// The last datagram that the last call brought, its first 256 bytes at least; `None` where there was
    /// none, or where it came joined behind others and beyond what was kept of them.
    #[must_use]
    pub fn last(&self) -> Option<&[u8]> {
        let at = self.n_taken.checked_sub(1)?;
        let len = self.headers[at].msg_len as usize;
        let segment = segment_bytes(&self.headers[at], &self.controls[at]);
        let before = len.saturating_sub(1) / segment * segment;
        let place = &self.room[at * self.stride..][..self.stride];
        place.get(before..len.min(self.stride))
    }
}

/// The length of the datagrams that came joined in a message (the last may be shorter); at least 1.
#[allow(clippy::unnecessary_cast, reason = "musl counts in 32 bits here")]
fn segment_bytes(header: &libc::mmsghdr, control: &Control) -> usize {
    // Empty where the message is one datagram.
    let is_told = header.msg_hdr.msg_controllen as usize >= offset_of!(Control, value) + size_of::<i32>()
        && (control.header.cmsg_level, control.header.cmsg_type) == (libc::SOL_UDP, libc::UDP_GRO);
    let [a, b, c, d, ..] = control.value;
    let told = usize::try_from(i32::from_ne_bytes([a, b, c, d])).unwrap_or(0);
    if is_told && told > 0 { told } else { header.msg_len.max(1) as usize }
}

/// Gives datagrams to a connected socket, many with one call.
pub struct Outbox {
    parts: Vec<libc::iovec>,
    headers: Vec<libc::mmsghdr>,
    /// How many datagrams go as one message; 1 where the kernel or the way does not segment.
    max_segments: usize,
}

impl Outbox {
    /// Messages that one call sends.
    const N_MESSAGES: usize = 256;

    /// An outbox that sends joined datagrams (GSO) until the kernel refuses.
    #[must_use]
    pub fn new() -> Self {
        // SAFETY: both are plain structures of integers and pointers, for which all zeroes is a valid value.
        let (part, header): (libc::iovec, libc::mmsghdr) = unsafe { (zeroed(), zeroed()) };
        let (parts, headers) = (vec![part; Self::N_MESSAGES], vec![header; Self::N_MESSAGES]);
        Outbox { parts, headers, max_segments: MAX_SEGMENTS }
    }

    /// Gives up joining datagrams.
    pub fn send_each_alone(&mut self) {
        self.max_segments = 1;
    }

    /// Sends datagrams of `n_bytes` each, which stand one after the other in `payload`; returns how many
    /// the kernel took, from the first on.
    ///
    /// # Errors
    /// Those of `sendmmsg(2)`, where not even the first was taken.
    pub fn send(&mut self, socket: &UdpSocket, payload: &[u8], n_bytes: usize) -> io::Result<usize> {
        loop {
            // A message of joined datagrams is a packet like any other: 65,507 bytes at most.
            let n_joined = (65_507 / n_bytes.max(1)).clamp(1, self.max_segments);
            match self.send_joined(socket, payload, n_bytes, n_joined) {
                Err(error) if n_joined > 1 && is_no_gso(&error) => self.send_each_alone(),
                sent => return sent,
            }
        }
    }

    fn send_joined(
        &mut self,
        socket: &UdpSocket,
        payload: &[u8],
        n_bytes: usize,
        n_joined: usize,
    ) -> io::Result<usize> {
        let mut control = segment_control(n_bytes);
        let messages = payload.chunks(n_joined * n_bytes);
        let mut n_messages = 0;
        for ((message, part), header) in messages.zip(&mut self.parts).zip(&mut self.headers) {
            *part = libc::iovec { iov_base: message.as_ptr().cast_mut().cast(), iov_len: message.len() };
            header.msg_hdr.msg_iov = ptr::from_mut(part);
            header.msg_hdr.msg_iovlen = 1;
            let is_joined = message.len() > n_bytes;
            header.msg_hdr.msg_control = if is_joined { (&raw mut control).cast() } else { ptr::null_mut() };
            header.msg_hdr.msg_controllen = if is_joined { size_of::<Control>() as _ } else { 0 };
            n_messages += 1;
        }
        // SAFETY: the first `n_messages` headers point to parts of `payload` and to `control`, which live
        // through the call; the kernel only reads them.
        let n_sent = retried(|| unsafe {
            libc::sendmmsg(socket.as_raw_fd(), self.headers.as_mut_ptr(), n_messages, 0)
        })?;
        let n_sent_bytes: usize = self.parts[..n_sent].iter().map(|part| part.iov_len).sum();
        Ok(n_sent_bytes / n_bytes)
    }
}

impl Default for Outbox {
    fn default() -> Self {
        Self::new()
    }
}

/// The control message that says where the kernel is to cut: `UDP_SEGMENT`, two bytes.
fn segment_control(n_bytes: usize) -> Control {
    let [low, high] = u16::try_from(n_bytes).unwrap_or(u16::MAX).to_ne_bytes();
    // SAFETY: a plain structure of integers, for which all zeroes is a valid value.
    let mut header: libc::cmsghdr = unsafe { zeroed() };
    header.cmsg_level = libc::SOL_UDP;
    header.cmsg_type = libc::UDP_SEGMENT;
    header.cmsg_len = (offset_of!(Control, value) + size_of::<u16>()) as _;
    Control { header, value: [low, high, 0, 0, 0, 0, 0, 0] }
}

/// What a kernel, an interface without checksums in hardware, or a way with a small MTU says to GSO.
fn is_no_gso(error: &io::Error) -> bool {
    matches!(error.raw_os_error(), Some(libc::EIO | libc::EINVAL | libc::EMSGSIZE | libc::EOPNOTSUPP))
}

/// Calls again where a signal came between.
fn retried(mut call: impl FnMut() -> libc::c_int) -> io::Result<usize> {
    loop {
        if let Ok(count) = usize::try_from(call()) {
            return Ok(count);
        }
        let error = io::Error::last_os_error();
        if error.kind() != io::ErrorKind::Interrupted {
            return Err(error);
        }
    }
}
