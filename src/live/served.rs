//! The bodies of answers and requests.
//!
//! The one idea: a stream is asked for its next piece only when there is room for it, so it is made only then.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body as HttpBody, Frame, Incoming, SizeHint};
use serde::de::DeserializeOwned;

use crate::live::ring::Ring;

/// What is answered.
pub(super) enum Body {
    Whole(Option<Bytes>),
    Stream(Stream),
}

/// Pieces of a ring, for as long as somebody reads.
pub(super) struct Stream {
    ring: Arc<Ring>,
    last: u64,
    /// Ends when there is more to send.
    waiting: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
}

/// Between two pieces, so that a flood comes in few of them; nobody sees less than this.
const PAUSE: Duration = Duration::from_millis(25);

impl Body {
    pub(super) fn whole(text: impl Into<Bytes>) -> Body {
        Body::Whole(Some(text.into()))
    }

    pub(super) fn stream(ring: &Arc<Ring>, last: u64) -> Body {
        Body::Stream(Stream { ring: Arc::clone(ring), last, waiting: None })
    }
}

impl Stream {
    fn poll_piece(&mut self, cx: &mut Context<'_>) -> Poll<Bytes> {
        loop {
            if let Some(waiting) = &mut self.waiting {
                if waiting.as_mut().poll(cx).is_pending() {
                    return Poll::Pending;
                }
                self.waiting = None;
            }
            let mut news = self.ring.news();
            let piece = self.ring.after(self.last);
            if !piece.text.is_empty() {
                self.last = piece.last;
                self.waiting = Some(Box::pin(tokio::time::sleep(PAUSE)));
                return Poll::Ready(piece.text.into());
            }
            let last = self.last;
            self.waiting = Some(Box::pin(async move {
                // A ring that is gone has no news; then the server is gone too.
                let _ = news.wait_for(|newest| *newest != last).await;
            }));
        }
    }
}

impl HttpBody for Body {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        match self.get_mut() {
            Body::Whole(bytes) => Poll::Ready(bytes.take().map(|bytes| Ok(Frame::data(bytes)))),
            Body::Stream(stream) => stream.poll_piece(cx).map(|bytes| Some(Ok(Frame::data(bytes)))),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Body::Whole(bytes) => SizeHint::with_exact(bytes.as_ref().map_or(0, |bytes| bytes.len() as u64)),
            Body::Stream(_) => SizeHint::default(),
        }
    }
}

/// No request of the page is longer.
const MAX_BYTES: usize = 16 * 1024;

/// The body of a request, as JSON; `None` for what is none, or too long.
pub(super) async fn read<T: DeserializeOwned>(mut body: Incoming) -> Option<T> {
    let mut bytes = Vec::new();
    while let Some(frame) = poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await {
        bytes.extend_from_slice(frame.ok()?.data_ref()?);
        if bytes.len() > MAX_BYTES {
            return None;
        }
    }
    serde_json::from_slice(&bytes).ok()
}
