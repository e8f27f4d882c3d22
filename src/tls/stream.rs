//! A stream whose bytes nobody else can read, and how its directions end.
//!
//! The one idea: an end of TCP can be made by anybody on the way, so TLS has one of its own: `close_notify` (RFC 8446
//! §6.1). Each direction has its end; after ours we still hear the peer. Many programs end without it: that is told,
//! and is no error here, as the reader of lines sees a line that is cut.
//!
//! See it run: `netlab tcp-client --tls`.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll, Waker, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::time::timeout;

use crate::event::{Kind, TlsClose, TlsFacts, TlsSide};
use crate::net::{TcpStream, Teller};
use crate::tls::failed::{TlsError, explain};

/// A TLS conversation over an observed connection. Dropped, it says `close_notify` if it can at once.
#[derive(Debug)]
pub struct TlsStream {
    inner: tokio_rustls::TlsStream<TcpStream>,
    side: TlsSide,
    incoming: Way,
    outgoing: Way,
    /// Behind the stream: the socket's close is told last.
    teller: Teller,
}

/// How far a direction has come.
#[derive(Debug, Default)]
struct Way {
    n_plain: u64,
    is_over: bool,
}

impl TlsStream {
    pub(super) fn new(inner: tokio_rustls::TlsStream<TcpStream>, teller: Teller, side: TlsSide) -> Self {
        TlsStream { inner, side, incoming: Way::default(), outgoing: Way::default(), teller }
    }

    /// The connection below.
    #[must_use]
    pub fn socket(&self) -> &TcpStream {
        self.inner.get_ref().0
    }

    /// Tells how a direction ended, once.
    fn end(&mut self, close: TlsClose) {
        let way = if close == TlsClose::Sent { &mut self.outgoing } else { &mut self.incoming };
        if std::mem::replace(&mut way.is_over, true) {
            return;
        }
        let facts = TlsFacts::of_side(self.side).with(|facts| {
            facts.close = Some(close);
            facts.n_plain = Some(way.n_plain);
        });
        self.teller.tell(Kind::TlsClosed, self.teller.now_us(), None, &facts);
    }

    /// What came cannot be read; the peer is told so by the library.
    fn fail(&mut self, error: &io::Error) {
        if error.get_ref().is_some() && !self.incoming.is_over {
            self.incoming.is_over = true;
            let facts = TlsFacts::of_side(self.side);
            let _ = failed(&self.teller, self.teller.now_us(), None, facts, Some(error));
        }
    }

    fn count_sent(&mut self, polled: &Poll<io::Result<usize>>) {
        if let Poll::Ready(Ok(n_bytes)) = polled {
            self.outgoing.n_plain += *n_bytes as u64;
        }
    }

    /// Says `close_notify`, behind all that was written.
    fn poll_notify(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.inner.get_mut().1.send_close_notify();
        ready!(Pin::new(&mut self.inner).poll_flush(cx))?;
        self.end(TlsClose::Sent);
        Poll::Ready(Ok(()))
    }
}

impl AsyncRead for TlsStream {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let (n_before, room) = (buf.filled().len(), buf.remaining());
        match ready!(Pin::new(&mut this.inner).poll_read(cx, buf)) {
            Ok(()) => {
                let n_bytes = buf.filled().len() - n_before;
                this.incoming.n_plain += n_bytes as u64;
                if n_bytes == 0 && room > 0 {
                    this.end(TlsClose::Received);
                }
                Poll::Ready(Ok(()))
            }
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                this.end(TlsClose::Missing);
                Poll::Ready(Ok(()))
            }
            Err(error) => {
                this.fail(&error);
                Poll::Ready(Err(error))
            }
        }
    }
}

impl AsyncWrite for TlsStream {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let polled = Pin::new(&mut this.inner).poll_write(cx, buf);
        this.count_sent(&polled);
        polled
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let polled = Pin::new(&mut this.inner).poll_write_vectored(cx, bufs);
        this.count_sent(&polled);
        polled
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().inner).poll_flush(cx)
    }

    /// Says `close_notify`, and finishes the direction below.
    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        ready!(this.poll_notify(cx))?;
        Pin::new(&mut this.inner).poll_shutdown(cx)
    }
}

impl Drop for TlsStream {
    /// A kernel finishes what a program leaves; so does this, as far as it goes without waiting.
    fn drop(&mut self) {
        if !self.outgoing.is_over {
            let _ = self.poll_notify(&mut Context::from_waker(Waker::noop()));
        }
    }
}

/// Tells that it failed, and gives the error to return.
pub(super) fn failed(
    teller: &Teller,
    began_us: u64,
    name: Option<&str>,
    mut facts: TlsFacts,
    error: Option<&io::Error>,
) -> TlsError {
    let below = error.and_then(|error| explain(&mut facts, error));
    teller.tell_failure(began_us, name, &facts, below);
    TlsError { facts: Box::new(facts), name: name.map(ToOwned::to_owned), error: below }
}

/// The library has sent an alert; bytes left unread would turn our close into a reset that overtakes it (RFC 1122
/// §4.2.2.13). So the rest is read, within limits.
pub(super) async fn say_good_bye(mut stream: TcpStream) {
    let words = async {
        stream.shutdown().await?;
        let mut buf = [0; 4096];
        let mut n_left = MAX_UNREAD_BYTES;
        while n_left > 0 {
            match stream.read(&mut buf).await? {
                0 => break,
                n_bytes => n_left = n_left.saturating_sub(n_bytes),
            }
        }
        io::Result::Ok(())
    };
    let _ = timeout(FAREWELL, words).await;
}

/// How long a peer that was refused is listened to, and how much of it is read.
const FAREWELL: Duration = Duration::from_secs(1);
const MAX_UNREAD_BYTES: usize = 1 << 20;
