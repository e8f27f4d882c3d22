//! Programs that tell what their sockets do: their lines, taken from the user's own socket into the ring.
//!
//! The one idea: what a program sends are the lines of a trace file, and what is none is left out. A program that ends has
//! no last line to say so; its connection's end says it.

use std::io;
use std::os::unix::net::UnixListener as StdListener;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::net::{UnixListener, UnixStream};
use tokio::task::JoinSet;

use crate::kernel::neighbour;
use crate::live::lines::{MAX_LINE_BYTES, Taking};
use crate::live::ring::Ring;

/// So long a failed accept waits for its next try.
const BACK_OFF: Duration = Duration::from_millis(100);
/// As many programs as any picture has room for.
const MAX_PROGRAMS: usize = 1_000;

/// Takes what programs tell, until it is dropped.
///
/// # Errors
/// Those of making the listener one of this runtime.
pub async fn programs(listener: StdListener, ring: Arc<Ring>) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let listener = UnixListener::from_std(listener)?;
    let mut all = JoinSet::new();
    loop {
        while all.try_join_next().is_some() {}
        let Ok((stream, _)) = listener.accept().await else {
            // No descriptor is left: somebody will close one.
            tokio::time::sleep(BACK_OFF).await;
            continue;
        };
        if all.len() < MAX_PROGRAMS && neighbour::ours(&stream).is_ok() {
            all.spawn(program(stream, Arc::clone(&ring)));
        }
    }
}

/// One program, to its end.
async fn program(stream: UnixStream, ring: Arc<Ring>) {
    let mut lines = BufReader::with_capacity(64 * 1024, stream);
    let (mut line, mut taking) = (Vec::new(), Taking::default());
    loop {
        line.clear();
        match (&mut lines).take(MAX_LINE_BYTES).read_until(b'\n', &mut line).await {
            Ok(n_bytes) if n_bytes > 0 && line.ends_with(b"\n") => taking.take(&line, &ring),
            _ => break,
        }
    }
    taking.end(&ring);
}
