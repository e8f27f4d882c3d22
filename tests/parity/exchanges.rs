//! The chapters are ordinary tokio programs: their very source talks over tokio's own sockets as well.
//!
//! The one idea: in this crate `crate::net` is `tokio::net`, so a chapter that used anything else of ours
//! would not compile here.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use tokio::io::AsyncWrite;

use crate::common::heard::unheard;

/// What somebody wrote; clones write on the same paper.
#[derive(Clone, Default)]
struct Paper(Arc<Mutex<Vec<u8>>>);

impl Paper {
    /// Waits until this was written.
    async fn until(&self, text: &str) {
        while !self.text().contains(text) {
            tokio::task::yield_now().await;
        }
    }

    fn without_notices(&self) -> String {
        let text = self.text();
        text.lines().filter(|line| !line.starts_with("* ")).collect::<Vec<_>>().join("\n")
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().expect("nobody panics while writing")).into_owned()
    }
}

impl AsyncWrite for Paper {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        self.0.lock().expect("nobody panics while writing").extend_from_slice(buf);
        Poll::Ready(Ok(buf.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

mod plain {
    use crate::{chapters, net};
    include!("twice/chapters.rs");
}

mod observed {
    use netlab::{chapters, net};
    include!("twice/chapters.rs");
}

#[tokio::test]
async fn the_greeting_is_the_same_over_plain_and_over_observed_sockets() -> io::Result<()> {
    unheard();
    let plain = plain::greet().await?;
    let expected = ("welcome\n".to_owned(), "PEER: hello\nPEER: and thanks\n".to_owned());
    assert_eq!(plain, expected);
    assert_eq!(observed::greet().await?, plain);
    Ok(())
}

#[tokio::test]
async fn the_chat_is_the_same_over_plain_and_over_observed_sockets() -> io::Result<()> {
    unheard();
    let plain = plain::chat().await?;
    assert_eq!(plain, ("bob: hello".to_owned(), "ada: good evening".to_owned()));
    assert_eq!(observed::chat().await?, plain);
    Ok(())
}

#[tokio::test]
async fn datagrams_are_the_same_over_plain_and_over_observed_sockets() -> io::Result<()> {
    unheard();
    let plain = plain::datagrams().await?;
    assert_eq!(plain.0, "hello\n\nlonger t|\nnetlab 1\nnetlab 2\n");
    assert_eq!((plain.1.as_str(), plain.2), ("ack 5ack 0ack 32ack 32ack 32", (5, 2, 5)));
    assert_eq!(observed::datagrams().await?, plain);
    Ok(())
}
