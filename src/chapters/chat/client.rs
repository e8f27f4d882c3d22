//! The chat client: two inputs at once.
//!
//! The one idea: what is typed and what arrives come whenever they like, so neither may wait for the
//! other. Two jobs run side by side; when the server has finished, the conversation is over, whatever is still
//! being typed.
//!
//! See it run: `netlab chat-client`, with `netlab chat-server` in another terminal.

use std::convert::Infallible;
use std::future::pending;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};

use bytes::BytesMut;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::sync::mpsc;

use crate::chapters::chat::protocol::{Decoder, Framing, Said, encode};
use crate::chapters::door::Connection;

/// The options of a chat client.
#[derive(Debug, Clone)]
pub struct ClientOptions {
    /// Where a message ends; both ends must agree.
    pub framing: Framing,
    /// The name to ask for; `None` to be a guest.
    pub name: Option<String>,
}

/// Whose end it was that ended a talk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// We had no more to say, or had said good-bye.
    Ours,
    /// The server finished while we could still have spoken.
    Theirs,
}

/// Sends each line, writes each message to `out` as it arrives, and ends with the server's end.
///
/// When there are no more lines our direction is finished, and the rest is still written.
///
/// # Errors
/// Those of the connection and of `out`.
pub async fn talk<W: AsyncWrite + Unpin>(
    connection: impl Connection,
    options: ClientOptions,
    lines: mpsc::Receiver<Vec<u8>>,
    out: W,
) -> io::Result<Ended> {
    connection.set_nodelay(true)?;
    let (reader, writer) = connection.into_split();
    let has_ended = AtomicBool::new(false);
    tokio::select! {
        heard = listen(reader, options.framing, out) => {
            let is_ours = has_ended.load(Ordering::Relaxed);
            heard.map(|()| if is_ours { Ended::Ours } else { Ended::Theirs })
        }
        never = speak(writer, options, lines, &has_ended) => match never {},
    }
}

/// Writes what comes, one line a message, until the server's end.
async fn listen(
    mut reader: impl AsyncRead + Unpin,
    framing: Framing,
    mut out: impl AsyncWrite + Unpin,
) -> io::Result<()> {
    let mut decoder = Decoder::new(framing, MAX_MESSAGE_BYTES);
    let mut buf = vec![0; 16 * 1024];
    loop {
        let n_bytes = reader.read(&mut buf).await?;
        let mut shown = Vec::new();
        let mut show = |message: &[u8]| {
            shown.extend_from_slice(message);
            if framing != Framing::Raw {
                shown.push(b'\n');
            }
        };
        if n_bytes == 0 && decoder.is_within_frame() {
            return Err(cut());
        }
        if n_bytes == 0 {
            decoder.finish(show).map_err(|_too_long| too_long())?;
        } else {
            decoder.push(&buf[..n_bytes], &mut show).map_err(|_too_long| too_long())?;
        }
        out.write_all(&shown).await?;
        out.flush().await?;
        if n_bytes == 0 {
            return Ok(());
        }
    }
}

/// Sends each line, and finishes our direction behind the last one.
///
/// Never returns, as the listener decides when the conversation is over. If the connection breaks meanwhile, the
/// listener hears of it too, and reports it.
async fn speak(
    mut writer: impl AsyncWrite + Unpin,
    options: ClientOptions,
    mut lines: mpsc::Receiver<Vec<u8>>,
    has_ended: &AtomicBool,
) -> Infallible {
    let mut name = options.name.map(|name| format!("/name {name}").into_bytes());
    while let Some(line) = match name.take() {
        Some(first) => Some(first),
        None => lines.recv().await,
    } {
        let mut frame = BytesMut::new();
        let end = if options.framing == Framing::Raw { "\n" } else { "" };
        // The bytes as they came: what they mean is the receiver's to say.
        encode(options.framing, &line, end, &mut frame);
        if Said::of(&String::from_utf8_lossy(&line)) == Said::Quit {
            has_ended.store(true, Ordering::Relaxed);
        }
        if writer.write_all(&frame).await.is_err() || writer.flush().await.is_err() {
            return pending().await;
        }
    }
    has_ended.store(true, Ordering::Relaxed);
    let _ = writer.shutdown().await;
    pending().await
}

/// A longer message than this is no message of a chat.
const MAX_MESSAGE_BYTES: usize = 64 * 1024 * 1024;

/// The server finished in the middle of a message.
fn cut() -> io::Error {
    io::ErrorKind::UnexpectedEof.into()
}

/// The server sent a message that is too long.
fn too_long() -> io::Error {
    io::ErrorKind::InvalidData.into()
}
