//! Does the kernel hold something for us at this very moment?
//!
//! The one idea: a reactor tells of news when it comes round to it. Whoever is about to say "nothing came"
//! asks the kernel itself (`man 2 poll` with no time to wait): only its answer is proof.
//!
//! See it run: a check whose program ends right after its last word.

/// A descriptor's number. It is only asked about, so that a number whose file has been closed does no harm.
#[cfg(unix)]
pub type Number = std::os::fd::RawFd;
/// A descriptor's number, which this system does not have.
#[cfg(not(unix))]
#[derive(Clone, Copy, Debug)]
pub struct Number;

/// What lies there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// Bytes, a datagram, a connection, or an end.
    pub input: bool,
    /// An error that nobody has taken yet, such as a reset.
    pub error: bool,
}

/// Asks the kernel, and does not wait.
#[cfg(unix)]
#[must_use]
#[allow(unsafe_code)]
pub fn at(number: Number) -> Waiting {
    let mut asked = libc::pollfd { fd: number, events: libc::POLLIN, revents: 0 };
    // SAFETY: one entry is given and one is filled in; a number that is not open is told as POLLNVAL.
    let n_told = unsafe { libc::poll(&raw mut asked, 1, 0) };
    let has = |flag| n_told == 1 && asked.revents & flag != 0;
    Waiting { input: has(libc::POLLIN), error: has(libc::POLLERR) }
}

/// Waits until something lies there, an end and an error included.
#[cfg(unix)]
#[allow(unsafe_code)]
pub fn until_there_is_some(number: Number) {
    let mut asked = libc::pollfd { fd: number, events: libc::POLLIN, revents: 0 };
    // SAFETY: as in `at`. A signal ends the wait early, and whoever waits looks and waits again.
    unsafe { libc::poll(&raw mut asked, 1, -1) };
}

/// Asks the kernel: this system is not asked, and what its reactor tells must do.
#[cfg(not(unix))]
#[must_use]
pub fn at(_: Number) -> Waiting {
    Waiting { input: false, error: false }
}

/// The number of a socket's descriptor.
#[cfg(unix)]
#[must_use]
pub fn number_of(socket: &impl std::os::fd::AsRawFd) -> Number {
    socket.as_raw_fd()
}

/// The number of a socket's descriptor, which this system does not have.
#[cfg(not(unix))]
#[must_use]
pub fn number_of<T>(_: &T) -> Number {
    Number
}

#[cfg(all(test, unix))]
mod tests {
    use std::io::{Read, Write};
    use std::net::{TcpListener, TcpStream};

    use super::*;
    use crate::kernel::until::until;

    #[test]
    fn what_lies_there_is_told_and_gone_once_it_is_taken() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let has_input = |number| at(number).input;
        assert!(!has_input(number_of(&listener)));
        let mut client = TcpStream::connect(listener.local_addr().expect("bound")).expect("connected");
        until("the connection waits in the queue", || has_input(number_of(&listener)));
        let (mut server, _) = listener.accept().expect("a client");
        assert!(!has_input(number_of(&listener)) && !has_input(number_of(&server)));
        client.write_all(b"x").expect("sent");
        until("the byte has arrived", || has_input(number_of(&server)));
        server.read_exact(&mut [0]).expect("there");
        assert!(!has_input(number_of(&server)));
    }
}
