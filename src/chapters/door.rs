//! Where clients come in, and what they come in by.
//!
//! The one idea: a program that serves does not ask what its bytes travel in. It takes the next connection from a
//! door, and reads and writes. A plain listener is such a door. One that speaks TLS is another, whose clients have
//! to agree on keys first: that takes as long as the client likes, so it is the business of the client's own
//! task and never of the door.
//!
//! See it run: `netlab chat-server`.

use std::future::{Ready, ready};
use std::io;
use std::net::SocketAddr;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio_util::sync::CancellationToken;

use crate::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use crate::net::{TcpListener, TcpStream};

/// A stream of bytes in and one out.
pub trait Connection: AsyncRead + AsyncWrite + Unpin + Send + 'static {
    /// The direction in which bytes come.
    type Reader: AsyncRead + Unpin + Send + 'static;
    /// The direction in which bytes go.
    type Writer: AsyncWrite + Unpin + Send + 'static;

    /// Whether each write is sent at once: else a small one may wait for the acknowledgement of the one before
    /// (RFC 9293 §3.7.4).
    ///
    /// # Errors
    /// Those of `setsockopt(2)`.
    fn set_nodelay(&self, nodelay: bool) -> io::Result<()>;

    /// Parts the two directions, for use in two tasks.
    fn into_split(self) -> (Self::Reader, Self::Writer);
}

/// Where clients come in.
pub trait Door {
    /// What a client is spoken with, once it has come in.
    type Connection: Connection;
    /// A client that knocks: it may still have to agree on something. Dropped, it is gone.
    type Arrival: Future<Output = io::Result<Self::Connection>> + Send + 'static;

    /// Takes the next client; waits while there is none.
    ///
    /// # Errors
    /// Those of `accept(2)`. The door stays usable.
    ///
    /// # Cancel safety
    /// A dropped call has taken no client.
    fn accept(&self) -> impl Future<Output = io::Result<(Self::Arrival, SocketAddr)>> + Send;
}

/// A client that knocks, once it is in; `None` where they do not agree, or where it is given up as we are leaving.
pub(super) async fn let_in<C: Connection>(
    arrival: impl Future<Output = io::Result<C>>,
    closing: &CancellationToken,
) -> Option<C> {
    tokio::select! {
        biased;
        connection = arrival => connection.ok(),
        () = closing.cancelled() => None,
    }
}

impl Connection for TcpStream {
    type Reader = OwnedReadHalf;
    type Writer = OwnedWriteHalf;

    fn set_nodelay(&self, nodelay: bool) -> io::Result<()> {
        self.set_nodelay(nodelay)
    }

    fn into_split(self) -> (OwnedReadHalf, OwnedWriteHalf) {
        self.into_split()
    }
}

impl Door for TcpListener {
    type Connection = TcpStream;
    type Arrival = Ready<io::Result<TcpStream>>;

    async fn accept(&self) -> io::Result<(Self::Arrival, SocketAddr)> {
        let (stream, peer) = self.accept().await?;
        Ok((ready(Ok(stream)), peer))
    }
}
