//! Our sockets as the system's own handles, for calls that we do not offer.
//!
//! The one idea: a socket is a file descriptor (on Windows, a SOCKET handle). Whatever is done through
//! it behind our back happens, but is not told; so it is with tokio's own stream, which the halves lend.
//!
//! See it run: `socket2::SockRef::from(&stream)`.

#[cfg(unix)]
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, IntoRawFd, RawFd};
#[cfg(windows)]
use std::os::windows::io::{AsRawSocket, AsSocket, BorrowedSocket, IntoRawSocket, RawSocket};

use crate::net::tcp::{OwnedReadHalf, OwnedWriteHalf, ReadHalf, WriteHalf};
use crate::net::watch::held::Inner;
use crate::net::watch::record::Act;
use crate::net::{TcpListener, TcpSocket, TcpStream, UdpSocket};

#[cfg(unix)]
impl AsFd for TcpListener {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.held.as_fd()
    }
}

#[cfg(unix)]
impl AsRawFd for TcpListener {
    fn as_raw_fd(&self) -> RawFd {
        self.held.as_raw_fd()
    }
}

#[cfg(windows)]
impl AsSocket for TcpListener {
    fn as_socket(&self) -> BorrowedSocket<'_> {
        self.held.as_socket()
    }
}

#[cfg(windows)]
impl AsRawSocket for TcpListener {
    fn as_raw_socket(&self) -> RawSocket {
        self.held.as_raw_socket()
    }
}

#[cfg(unix)]
impl AsFd for TcpSocket {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.held.as_fd()
    }
}

#[cfg(unix)]
impl AsRawFd for TcpSocket {
    fn as_raw_fd(&self) -> RawFd {
        self.held.as_raw_fd()
    }
}

#[cfg(windows)]
impl AsSocket for TcpSocket {
    fn as_socket(&self) -> BorrowedSocket<'_> {
        self.held.as_socket()
    }
}

#[cfg(windows)]
impl AsRawSocket for TcpSocket {
    fn as_raw_socket(&self) -> RawSocket {
        self.held.as_raw_socket()
    }
}

#[cfg(unix)]
impl AsFd for TcpStream {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.held.as_fd()
    }
}

#[cfg(unix)]
impl AsRawFd for TcpStream {
    fn as_raw_fd(&self) -> RawFd {
        self.held.as_raw_fd()
    }
}

#[cfg(windows)]
impl AsSocket for TcpStream {
    fn as_socket(&self) -> BorrowedSocket<'_> {
        self.held.as_socket()
    }
}

#[cfg(windows)]
impl AsRawSocket for TcpStream {
    fn as_raw_socket(&self) -> RawSocket {
        self.held.as_raw_socket()
    }
}

#[cfg(unix)]
impl AsFd for UdpSocket {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.held.as_fd()
    }
}

#[cfg(unix)]
impl AsRawFd for UdpSocket {
    fn as_raw_fd(&self) -> RawFd {
        self.held.as_raw_fd()
    }
}

#[cfg(windows)]
impl AsSocket for UdpSocket {
    fn as_socket(&self) -> BorrowedSocket<'_> {
        self.held.as_socket()
    }
}

#[cfg(windows)]
impl AsRawSocket for UdpSocket {
    fn as_raw_socket(&self) -> RawSocket {
        self.held.as_raw_socket()
    }
}

impl AsRef<tokio::net::TcpStream> for ReadHalf<'_> {
    fn as_ref(&self) -> &tokio::net::TcpStream {
        self.inner.as_ref()
    }
}

impl AsRef<tokio::net::TcpStream> for WriteHalf<'_> {
    fn as_ref(&self) -> &tokio::net::TcpStream {
        self.inner.as_ref()
    }
}

impl AsRef<tokio::net::TcpStream> for OwnedReadHalf {
    fn as_ref(&self) -> &tokio::net::TcpStream {
        (*self.held).as_ref()
    }
}

impl AsRef<tokio::net::TcpStream> for OwnedWriteHalf {
    fn as_ref(&self) -> &tokio::net::TcpStream {
        (*self.held).as_ref()
    }
}

#[cfg(unix)]
impl IntoRawFd for TcpSocket {
    /// Told as `handed-over`.
    fn into_raw_fd(self) -> RawFd {
        let act = Act::begin();
        let (inner, watch) = self.held.release();
        watch.hand_over(act, &inner.socket());
        inner.into_raw_fd()
    }
}

#[cfg(windows)]
impl IntoRawSocket for TcpSocket {
    /// Told as `handed-over`.
    fn into_raw_socket(self) -> RawSocket {
        let act = Act::begin();
        let (inner, watch) = self.held.release();
        watch.hand_over(act, &inner.socket());
        inner.into_raw_socket()
    }
}
