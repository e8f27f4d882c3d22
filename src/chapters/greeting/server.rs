//! The greeting server: greets, shows what it receives until the client finishes, and closes.
//!
//! The one idea: one task for each client, so no client waits for another. A client that never sends,
//! never reads or breaks the connection costs only its own task, and every wait has a limit.
//!
//! See it run: `netlab tcp-server`, then `nc 127.0.0.1 8080` in another terminal.

use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader, split};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;

use crate::chapters::door::{Connection, Door, let_in};

/// The options of a greeting server.
#[derive(Debug, Clone)]
pub struct ServerOptions {
    /// The line that each client is greeted with, without its newline.
    pub greeting: Vec<u8>,
    /// Stop accepting after the first client.
    pub once: bool,
    /// At most this many clients at a time; more wait in the kernel's accept queue.
    pub max_clients: usize,
    /// A line longer than this, in bytes, is shown in pieces, so no client can fill our memory.
    pub max_line_bytes: usize,
    /// A client that moves no byte for this long is left alone, so a dead one is not kept for ever.
    pub idle_timeout: Duration,
}

/// Serves clients until `shutdown` completes, or the first has gone where only one is asked for.
///
/// What clients say is written to `out`, each line begun with its sender's address. Returns how many
/// clients had to be cut off at the end because they did not finish in time.
///
/// # Errors
/// Only those of `out`: no client can end the server.
pub async fn serve<W>(
    door: impl Door,
    options: ServerOptions,
    out: W,
    shutdown: impl Future<Output = ()>,
) -> io::Result<usize>
where
    W: AsyncWrite + Clone + Unpin + Send + 'static,
{
    let options = Arc::new(options);
    let closing = CancellationToken::new();
    let mut clients = JoinSet::new();
    let mut shutdown = pin!(shutdown);
    let mut is_open = true;
    while is_open || !clients.is_empty() {
        tokio::select! {
            () = &mut shutdown => break,
            (arrival, peer) = next_client(&door), if is_open && clients.len() < options.max_clients => {
                is_open = !options.once;
                let (options, out, closing) = (Arc::clone(&options), out.clone(), closing.clone());
                clients.spawn(async move {
                    match let_in(arrival, &closing).await {
                        Some(connection) => attend(connection, peer, options, out, closing).await,
                        None => Ok(()),
                    }
                });
            }
            Some(attended) = clients.join_next() => attended.unwrap_or(Ok(()))?,
        }
    }
    drop(door);
    closing.cancel();
    Ok(wait_for(clients).await)
}

/// The next client; a failed accept, as when file descriptors run out, is tried again after a pause.
///
/// # Cancel safety
/// A dropped call has accepted no client.
async fn next_client<D: Door>(door: &D) -> (D::Arrival, SocketAddr) {
    let mut pause = Duration::from_millis(10);
    loop {
        match door.accept().await {
            Ok(client) => return client,
            Err(_) => sleep(pause).await,
        }
        pause = (pause * 2).min(Duration::from_secs(1));
    }
}

/// One client, from the greeting to its end. Fails only where our own output does.
async fn attend<W: AsyncWrite + Unpin>(
    connection: impl Connection,
    peer: SocketAddr,
    options: Arc<ServerOptions>,
    out: W,
    closing: CancellationToken,
) -> io::Result<()> {
    let (reader, mut writer) = split(connection);
    let greeting = [options.greeting.as_slice(), b"\n"].concat();
    let greeting = async {
        writer.write_all(&greeting).await?;
        writer.flush().await
    };
    let greeted = timeout(options.idle_timeout, greeting).await;
    if !matches!(greeted, Ok(Ok(()))) {
        return Ok(());
    }
    let mut conversation = pin!(show_lines(reader, peer, &options, out));
    tokio::select! {
        ended = &mut conversation => return ended,
        () = closing.cancelled() => {}
    }
    // We finish our direction, so the client learns that we are leaving; it may still finish its own.
    let _ = writer.shutdown().await;
    conversation.await
}

/// Shows each line until the client finishes, breaks the connection or falls silent.
async fn show_lines<W: AsyncWrite + Unpin>(
    reader: impl AsyncRead + Unpin,
    peer: SocketAddr,
    options: &ServerOptions,
    mut out: W,
) -> io::Result<()> {
    let mut reader = BufReader::new(reader);
    loop {
        let Ok(line) = next_line(&mut reader, options).await else { return Ok(()) };
        if line.is_empty() {
            return Ok(());
        }
        let shown = [format!("{peer}: ").as_bytes(), without_line_end(&line), b"\n"].concat();
        out.write_all(&shown).await?;
        out.flush().await?;
    }
}

/// The next line with its end, or as much of it as is shown at once; empty once the client has finished.
///
/// # Errors
/// Those of reading; [`io::ErrorKind::TimedOut`] where the client moves no byte for too long.
async fn next_line(reader: &mut (impl AsyncBufRead + Unpin), options: &ServerOptions) -> io::Result<Vec<u8>> {
    let mut line = Vec::new();
    while !line.ends_with(b"\n") && line.len() < options.max_line_bytes {
        let arrived = timeout(options.idle_timeout, reader.fill_buf()).await??;
        if arrived.is_empty() {
            break;
        }
        let rest_of_line = arrived.split_inclusive(|byte| *byte == b'\n').next().unwrap_or_default();
        let n_bytes = rest_of_line.len().min(options.max_line_bytes - line.len());
        line.extend_from_slice(&rest_of_line[..n_bytes]);
        reader.consume(n_bytes);
    }
    Ok(line)
}

/// The line without its LF or CRLF.
fn without_line_end(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

/// Waits for the clients that are still there, and cuts off the rest; returns how many those are.
async fn wait_for(mut clients: JoinSet<io::Result<()>>) -> usize {
    let all_gone = async { while clients.join_next().await.is_some() {} };
    let _ = timeout(FAREWELL, all_gone).await;
    let n_left = clients.len();
    clients.shutdown().await;
    n_left
}

/// How long clients may take to finish once we are leaving: long enough for an exchange in flight,
/// short enough for somebody who pressed Ctrl-C.
const FAREWELL: Duration = Duration::from_secs(2);
