//! A door whose clients have to shake hands, and what they are spoken with.
//!
//! The one idea: accepting takes no longer than it does without TLS, as the handshake goes with the client into its own
//! task.
//!
//! See it run: `netlab chat-server --tls`, with `nc 127.0.0.1 8080` in another terminal, which says nothing.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;

use tokio::io::{ReadHalf, WriteHalf, split};

use crate::chapters::door::{Connection, Door};
use crate::net::TcpListener;
use crate::tls::{Acceptor, TlsStream};

/// Where clients come in that speak TLS.
pub(crate) struct TlsDoor {
    pub(super) listener: TcpListener,
    pub(super) acceptor: Acceptor,
}

impl Door for TlsDoor {
    type Connection = TlsStream;
    type Arrival = Pin<Box<dyn Future<Output = io::Result<TlsStream>> + Send>>;

    async fn accept(&self) -> io::Result<(Self::Arrival, SocketAddr)> {
        let (stream, peer) = self.listener.accept().await?;
        let shaking = self.acceptor.clone().accept(stream);
        Ok((Box::pin(async { Ok(shaking.await?) }), peer))
    }
}

impl Connection for TlsStream {
    type Reader = ReadHalf<TlsStream>;
    type Writer = WriteHalf<TlsStream>;

    fn set_nodelay(&self, nodelay: bool) -> io::Result<()> {
        self.socket().set_nodelay(nodelay)
    }

    fn into_split(self) -> (Self::Reader, Self::Writer) {
        split(self)
    }
}
