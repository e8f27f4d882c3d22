//! A chat server as an introduction to tokio would write it.
//!
//! The one idea: one channel a member, and each line is sent into all of them as a text of its own; the
//! member's task takes one line, writes it, and takes the next. Clear and correct, and one system call
//! for each line and member.

use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Mutex, mpsc};

type Members = Arc<Mutex<HashMap<SocketAddr, mpsc::UnboundedSender<String>>>>;

/// Relays until the process is killed.
pub(super) fn serve(addr: SocketAddr) -> io::Result<()> {
    tokio::runtime::Runtime::new()?.block_on(async {
        let listener = TcpListener::bind(addr).await?;
        let members = Members::default();
        loop {
            let (stream, peer) = listener.accept().await?;
            let members = Arc::clone(&members);
            tokio::spawn(async move {
                let _ = attend(stream, peer, &members).await;
                members.lock().await.remove(&peer);
            });
        }
    })
}

async fn attend(mut stream: TcpStream, peer: SocketAddr, members: &Members) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let (sender, mut said) = mpsc::unbounded_channel();
    members.lock().await.insert(peer, sender);
    let (reader, mut writer) = stream.split();
    let mut lines = BufReader::new(reader).lines();
    loop {
        tokio::select! {
            Some(line) = said.recv() => writer.write_all(line.as_bytes()).await?,
            line = lines.next_line() => {
                let Some(line) = line? else { return Ok(()) };
                for (_, other) in members.lock().await.iter().filter(|(addr, _)| **addr != peer) {
                    let _ = other.send(format!("{peer}: {line}\n"));
                }
            }
        }
    }
}
