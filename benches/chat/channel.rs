//! A chat server over one broadcast channel: two pages of tokio.
//!
//! The one idea: each line is sent once, into one channel that all members' tasks read; a task takes all
//! that has gathered and writes it by one call. There are no names, no limits, and who is too slow for the
//! channel misses lines untold.

use std::collections::VecDeque;
use std::io::{self, IoSlice};
use std::net::SocketAddr;

use bytes::{Buf, Bytes};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::runtime::Builder;
use tokio::sync::broadcast::error::{RecvError, TryRecvError};
use tokio::sync::broadcast::{self, Receiver, Sender};
use tokio::task::AbortHandle;

use crate::floor;

/// Lines and their speaker.
type Said = (usize, Bytes);

/// Messages that the channel holds for who has not read them.
const N_HELD: usize = 4096;

/// Relays until the process is killed.
pub(super) fn serve(addr: SocketAddr) -> io::Result<()> {
    Builder::new_current_thread().enable_all().build()?.block_on(async {
        let listener = TcpListener::from_std(floor::socket(addr)?)?;
        let (said, _) = broadcast::channel(N_HELD);
        for number in 0.. {
            let (stream, _) = listener.accept().await?;
            stream.set_nodelay(true)?;
            let (reader, writer) = stream.into_split();
            let writing = tokio::spawn(write(number, writer, said.subscribe())).abort_handle();
            tokio::spawn(read(number, reader, said.clone(), writing));
        }
        Ok(())
    })
}

async fn read(number: usize, mut reader: OwnedReadHalf, said: Sender<Said>, writing: AbortHandle) {
    let mut begun = Vec::new();
    while let Ok(n_bytes @ 1..) = reader.read_buf(&mut begun).await {
        let Some(end) = memchr::memrchr(b'\n', &begun[begun.len() - n_bytes..]) else { continue };
        let rest = begun.split_off(begun.len() - n_bytes + end + 1);
        let lines = std::mem::replace(&mut begun, rest);
        // With nobody to hear it, it is said all the same.
        let _ = said.send((number, lines.into()));
    }
    writing.abort();
}

async fn write(number: usize, mut writer: OwnedWriteHalf, mut said: Receiver<Said>) {
    let mut queue = VecDeque::new();
    loop {
        match said.recv().await {
            Ok(first) => queue.push_back(first),
            Err(RecvError::Lagged(_)) => continue,
            Err(RecvError::Closed) => return,
        }
        loop {
            match said.try_recv() {
                Ok(next) => queue.push_back(next),
                Err(TryRecvError::Lagged(_)) => {}
                Err(_) => break,
            }
        }
        queue.retain(|(speaker, _)| *speaker != number);
        if write_all(&mut writer, &mut queue).await.is_err() {
            return;
        }
    }
}

async fn write_all(writer: &mut OwnedWriteHalf, queue: &mut VecDeque<Said>) -> io::Result<()> {
    while !queue.is_empty() {
        let slices: Vec<IoSlice<'_>> = queue.iter().take(64).map(|(_, lines)| IoSlice::new(lines)).collect();
        let mut n_bytes = writer.write_vectored(&slices).await?;
        while let Some((_, lines)) = queue.front_mut() {
            if n_bytes < lines.len() {
                lines.advance(n_bytes);
                break;
            }
            n_bytes -= lines.len();
            queue.pop_front();
        }
    }
    Ok(())
}
