//! The greeting client: shows what it receives, says its line, finishes, and reads to the end.
//!
//! The one idea: speaking and listening are two jobs at once. The client finishes its own direction and
//! still hears everything that the server has to say, because a half-close ends only one of the two.
//!
//! See it run: `netlab tcp-client`, with `netlab tcp-server` in another terminal.

use std::convert::Infallible;
use std::future::pending;
use std::io;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, split};
use tokio::sync::{Notify, mpsc};
use tokio::time::timeout;

use crate::chapters::door::Connection;

/// Talks to a greeting server: sends the lines, finishes once it has been greeted, and writes what it
/// is written to `out` until the server's end.
///
/// # Errors
/// Those of the connection and of `out`; [`io::ErrorKind::TimedOut`] where the server is silent for
/// longer than `patience`.
pub async fn talk<W: AsyncWrite + Unpin>(
    connection: impl Connection,
    lines: mpsc::Receiver<Vec<u8>>,
    out: W,
    patience: Duration,
) -> io::Result<()> {
    let greeted = Notify::new();
    let (reader, writer) = split(connection);
    tokio::select! {
        heard = listen(reader, out, &greeted, patience) => heard,
        never = speak(writer, lines, &greeted) => match never {},
    }
}

/// Writes what comes to `out`, as it comes, until the server's end.
async fn listen(
    mut reader: impl AsyncRead + Unpin,
    mut out: impl AsyncWrite + Unpin,
    greeted: &Notify,
    patience: Duration,
) -> io::Result<()> {
    let mut buf = vec![0; 8 * 1024];
    loop {
        let n_bytes = timeout(patience, reader.read(&mut buf)).await??;
        if n_bytes == 0 {
            // A writer may have kept the start of a character that never came to its end.
            return out.shutdown().await;
        }
        greeted.notify_one();
        out.write_all(&buf[..n_bytes]).await?;
        out.flush().await?;
    }
}

/// Sends each line, and finishes our direction once we have been greeted.
///
/// Never returns, as the listener decides when the conversation is over. If the connection breaks meanwhile, the
/// listener hears of it too, and reports it.
async fn speak(
    mut writer: impl AsyncWrite + Unpin,
    mut lines: mpsc::Receiver<Vec<u8>>,
    greeted: &Notify,
) -> Infallible {
    while let Some(mut line) = lines.recv().await {
        line.push(b'\n');
        if writer.write_all(&line).await.is_err() || writer.flush().await.is_err() {
            return pending().await;
        }
    }
    greeted.notified().await;
    let _ = writer.shutdown().await;
    pending().await
}
