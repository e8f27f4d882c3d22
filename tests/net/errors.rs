//! Resets, and other errors of a connection that stood.
//!
//! The one idea: a reset is one fact, however many calls it makes fail, and what follows it is no
//! goodbye. An error that our own shutdown caused is no reset.

#[cfg(target_os = "linux")]
use std::io::Read;
use std::io::{self, IoSliceMut, Write};

use netlab::event::{ErrorCode, Kind};
#[cfg(target_os = "linux")]
use netlab::net::TcpListener;
use tokio::io::{AsyncReadExt, AsyncWriteExt, Interest};

use crate::common::heard::peers::{accepted, reset};
#[cfg(target_os = "linux")]
use crate::common::heard::unheard;
use crate::common::heard::{Heard, listen};

fn code(heard: &Heard, kind: Kind) -> Option<ErrorCode> {
    heard.one(kind).error.map(|error| error.code)
}

#[tokio::test]
async fn a_reset_is_told_once_and_the_reads_after_it_are_no_goodbye() -> io::Result<()> {
    let (mut stream, client) = accepted().await?;
    let heard = listen();
    reset(client)?;
    let error = stream.read(&mut [0; 1]).await.expect_err("a reset");
    assert_eq!(error.kind(), io::ErrorKind::ConnectionReset);
    assert_eq!(stream.read(&mut [0; 1]).await?, 0);
    assert_eq!(stream.peek(&mut [0; 1]).await?, 0);
    assert_eq!(stream.try_read(&mut [0; 1])?, 0);
    assert_eq!(stream.try_read_vectored(&mut [IoSliceMut::new(&mut [0; 1])])?, 0);
    drop(stream);
    assert_eq!(heard.told(), ["reset", "closed"]);
    assert_eq!(code(&heard, Kind::Reset), Some(ErrorCode::ECONNRESET));
    Ok(())
}

/// The kernel gives a connection up when its peer's window has been shut for as long as we allow.
#[tokio::test]
#[cfg(target_os = "linux")]
async fn what_follows_any_error_that_ended_the_connection_is_no_goodbye() -> io::Result<()> {
    for call in ["read", "write", "take_error"] {
        let (mut stream, _client) = accepted().await?;
        let socket = socket2::SockRef::from(&stream);
        socket.set_tcp_user_timeout(Some(std::time::Duration::from_millis(1)))?;
        while stream.try_write(&[0; 4096]).is_ok() {}
        let heard = listen();
        let error = match call {
            "read" => stream.read(&mut [0; 1]).await.expect_err("given up"),
            "write" => loop {
                if let Err(error) = stream.write(&[0; 4096]).await {
                    break error;
                }
            },
            _ => {
                stream.ready(Interest::ERROR).await?;
                stream.take_error()?.expect("given up")
            }
        };
        assert_eq!(error.kind(), io::ErrorKind::TimedOut, "{call}");
        assert_eq!(stream.read(&mut [0; 1]).await?, 0, "{call}");
        drop(stream);
        let told = heard.told();
        assert!(told.contains(&"timed-out"), "{call}: {told:?}");
        assert!(!told.contains(&"peer-finished"), "{call}: {told:?}");
    }
    Ok(())
}

#[tokio::test]
async fn a_peer_that_closes_with_unread_bytes_resets() -> io::Result<()> {
    let (mut stream, client) = accepted().await?;
    let heard = listen();
    stream.write_all(b"nobody reads this").await?;
    client.peek(&mut [0; 1])?;
    drop(client);
    assert!(stream.read(&mut [0; 1]).await.is_err());
    assert_eq!(heard.told(), ["sent", "reset"]);
    Ok(())
}

#[tokio::test]
async fn a_reset_is_told_by_whichever_call_meets_it_first() -> io::Result<()> {
    let (mut stream, client) = accepted().await?;
    reset(client)?;
    stream.ready(Interest::ERROR).await?;
    let heard = listen();
    let error = stream.write(b"x").await.expect_err("a reset");
    assert_eq!(error.kind(), io::ErrorKind::ConnectionReset);
    assert_eq!(heard.told(), ["reset"]);
    assert_eq!(stream.read(&mut [0; 1]).await?, 0);
    assert_eq!(heard.told(), ["reset"], "the 0 after it is no goodbye");
    assert!(stream.write(b"x").await.is_err());
    assert_eq!(heard.told(), ["reset", "send-failed"]);
    assert_eq!(code(&heard, Kind::SendFailed), Some(ErrorCode::EPIPE));
    Ok(())
}

#[tokio::test]
async fn taking_the_pending_error_of_a_reset_tells_it() -> io::Result<()> {
    let (mut stream, client) = accepted().await?;
    reset(client)?;
    stream.ready(Interest::ERROR).await?;
    let heard = listen();
    assert!(stream.take_error()?.is_some());
    assert!(stream.take_error()?.is_none());
    assert_eq!(stream.read(&mut [0; 1]).await?, 0);
    assert_eq!(heard.told(), ["reset"]);
    Ok(())
}

#[tokio::test]
async fn a_broken_pipe_is_a_reset_where_we_had_not_finished() -> io::Result<()> {
    let (mut stream, client) = accepted().await?;
    let heard = listen();
    drop(client);
    assert_eq!(stream.read(&mut [0; 1]).await?, 0);
    stream.write_all(b"to nobody").await?;
    // The peer's kernel answers with a reset; after the peer's end that shows as EPIPE (Linux tcp_reset).
    stream.ready(Interest::ERROR).await?;
    let error = stream.write(b"x").await.expect_err("a reset");
    assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
    assert!(stream.write(b"x").await.is_err());
    assert_eq!(heard.told(), ["peer-finished", "sent", "reset", "send-failed"]);
    assert_eq!(code(&heard, Kind::Reset), Some(ErrorCode::EPIPE));
    Ok(())
}

#[tokio::test]
async fn a_reset_met_before_the_end_was_read_leaves_the_end_untold() -> io::Result<()> {
    let (mut stream, client) = accepted().await?;
    let heard = listen();
    drop(client);
    stream.write_all(b"to nobody").await?;
    stream.ready(Interest::ERROR).await?;
    assert!(stream.write(b"x").await.is_err());
    assert_eq!(stream.read(&mut [0; 1]).await?, 0);
    assert_eq!(heard.told(), ["sent", "reset"]);
    Ok(())
}

#[tokio::test]
async fn a_broken_pipe_after_we_finished_is_our_own_doing() -> io::Result<()> {
    let (mut stream, mut client) = accepted().await?;
    let heard = listen();
    stream.shutdown().await?;
    let error = stream.write(b"x").await.expect_err("we finished");
    assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
    assert!(stream.try_write(b"x").is_err());
    assert_eq!(heard.told(), ["finished", "send-failed", "send-failed"]);
    client.write_all(b"still heard")?;
    drop(client);
    stream.read_to_end(&mut Vec::new()).await?;
    assert_eq!(heard.told()[3..], ["received", "peer-finished"]);
    Ok(())
}

#[tokio::test]
async fn bytes_that_came_before_a_reset_are_still_read() -> io::Result<()> {
    let (mut stream, mut client) = accepted().await?;
    let heard = listen();
    client.write_all(b"last words")?;
    stream.peek(&mut [0; 1]).await?;
    reset(client)?;
    stream.ready(Interest::ERROR).await?;
    let mut got = Vec::new();
    assert!(stream.read_to_end(&mut got).await.is_err());
    assert_eq!(got, b"last words");
    assert_eq!(heard.told(), ["received", "reset"]);
    assert_eq!(heard.bytes(Kind::Received), got);
    Ok(())
}

#[tokio::test]
async fn a_reset_that_was_waited_for_tells_how_long() -> io::Result<()> {
    let (mut stream, client) = accepted().await?;
    let heard = listen();
    let mut buf = [0; 1];
    let (read, cut) = tokio::join!(stream.read(&mut buf), async { reset(client) });
    cut?;
    assert!(read.is_err());
    drop(stream);
    assert_eq!(heard.told(), ["reset", "closed"], "and nobody gave up");
    assert!(heard.one(Kind::Reset).waited_us.is_some());
    Ok(())
}

/// On Linux a listener that was shut down refuses to accept.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_failed_accept_is_told_and_the_listener_stays() -> io::Result<()> {
    unheard();
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let heard = listen();
    socket2::SockRef::from(&listener).shutdown(std::net::Shutdown::Read)?;
    assert!(listener.accept().await.is_err());
    assert_eq!(heard.told(), ["accept-failed"]);
    assert_eq!(code(&heard, Kind::AcceptFailed), Some(ErrorCode::EINVAL));
    socket2::SockRef::from(&listener).listen(1)?;
    let mut client = std::net::TcpStream::connect(listener.local_addr()?)?;
    let (stream, _) = listener.accept().await?;
    drop(stream);
    assert_eq!(client.read(&mut [0; 1])?, 0);
    assert_eq!(heard.told(), ["accept-failed", "accepted", "closed"]);
    Ok(())
}
