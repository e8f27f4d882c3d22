//! Waiting: for the peer, for the kernel, and for nobody.
//!
//! The one idea: a call that is pending waits for something, and only if the kernel is what it waits for
//! may the kernel be blamed. A program that stops waiting has given up, and a program that never waited has not.

use std::future::poll_fn;
#[cfg(unix)]
use std::io::Read;
use std::io::{self, Write};
use std::pin::Pin;
use std::task::Poll;

#[cfg(target_os = "linux")]
use netlab::event::ErrorCode;
use netlab::event::Kind;
use netlab::net::{TcpListener, TcpStream, UdpSocket};
use tokio::io::{AsyncReadExt, AsyncWrite, AsyncWriteExt};

use crate::common::heard::peers::{accepted, datagram_socket, is_ready_at_once, pair};
use crate::common::heard::{listen, unheard};

/// More than the kernel takes for a peer that does not read.
#[cfg(unix)]
const TOO_MUCH: usize = 64 << 20;

#[cfg(unix)]
#[tokio::test]
async fn waiting_for_the_kernel_is_told_once_until_it_proceeds() -> io::Result<()> {
    let (mut stream, mut client) = accepted().await?;
    let heard = listen();
    let bytes = vec![7; TOO_MUCH];
    let is_full = || heard.told().contains(&"waiting");
    let reader = async {
        while !is_full() {
            tokio::task::yield_now().await;
        }
        tokio::task::spawn_blocking(move || client.read_to_end(&mut Vec::new())).await
    };
    let writer = async {
        stream.write_all(&bytes).await?;
        stream.shutdown().await
    };
    let (written, read) = tokio::join!(writer, reader);
    written?;
    assert_eq!(read.expect("the reader does not panic")?, TOO_MUCH);

    let mut n_waiting = 0;
    for pair in heard.all().windows(2) {
        if pair[0].kind == Kind::Waiting {
            n_waiting += 1;
            assert_eq!(pair[1].kind, Kind::Sent, "and then it proceeded");
            assert!(pair[1].waited_us.is_some());
            assert_eq!(pair[1].offset, pair[0].offset, "at the byte where it had stopped");
            assert_eq!(pair[1].asked, pair[0].asked);
        } else if pair[1].kind == Kind::Sent {
            assert_eq!(pair[1].waited_us, None, "no write waited that was not told to wait");
        }
    }
    assert_eq!(n_waiting, heard.every(Kind::Waiting).len());
    Ok(())
}

#[cfg(unix)]
#[tokio::test]
async fn trying_again_while_the_kernel_is_full_tells_nothing_new() -> io::Result<()> {
    let (stream, _client) = accepted().await?;
    let heard = listen();
    while !heard.told().contains(&"waiting") {
        match stream.try_write(&[7; 8192]) {
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                tokio::task::yield_now().await;
            }
            result => assert!(result? > 0),
        }
    }
    // A late acknowledgement may make room once more, but between two waits something must have gone.
    for _ in 0..20 {
        let _ = stream.try_write(&[7; 8192]);
    }
    let ways: Vec<_> = heard.all().iter().map(|event| event.kind).collect();
    assert!(!ways.windows(2).any(|pair| pair == [Kind::Waiting; 2]));
    Ok(())
}

#[tokio::test]
async fn a_socket_that_the_runtime_has_not_looked_at_yet_does_not_wait_for_the_kernel() -> io::Result<()> {
    let (socket, _other) = pair()?;
    let heard = listen();
    let mut stream = TcpStream::from_std(socket)?;
    let first = poll_fn(|cx| Poll::Ready(Pin::new(&mut stream).poll_write(cx, b"x"))).await;
    assert!(first.is_pending(), "its readiness is not known");
    stream.write_all(b"x").await?;
    let datagrams = UdpSocket::bind("127.0.0.1:0").await?;
    let (_friend, addr) = datagram_socket()?;
    datagrams.send_to(b"x", addr).await?;
    assert_eq!(heard.told(), ["sent", "bound", "datagram-sent"]);
    assert!(heard.all().iter().all(|event| event.waited_us.is_none()));
    Ok(())
}

#[tokio::test]
async fn a_task_that_has_used_up_its_turn_does_not_wait_for_the_kernel() -> io::Result<()> {
    let (mut stream, _client) = accepted().await?;
    let heard = listen();
    let n_written = poll_fn(|cx| {
        let mut n_written = 0;
        while Pin::new(&mut stream).poll_write(cx, b"x").is_ready() {
            n_written += 1;
        }
        Poll::Ready(n_written)
    })
    .await;
    assert!(n_written < 10_000, "the turn ended before the buffer was full");
    stream.write_all(b"x").await?;
    assert_eq!(heard.told(), vec!["sent"; n_written + 1]);
    assert!(heard.all().iter().all(|event| event.waited_us.is_none()));
    Ok(())
}

#[tokio::test]
async fn what_was_waited_for_tells_how_long() -> io::Result<()> {
    unheard();
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let addr = listener.local_addr()?;
    let heard = listen();
    let (server, client) = tokio::join!(listener.accept(), async { std::net::TcpStream::connect(addr) });
    let ((mut server, _), mut client) = (server?, client?);
    let mut buf = [0; 1];
    let (read, written) = tokio::join!(server.read(&mut buf), async { client.write_all(b"x") });
    assert_eq!(read?, 1);
    written?;
    let (read, dropped) = tokio::join!(server.read(&mut buf), async { drop(client) });
    assert_eq!(read?, 0);
    let () = dropped;

    let datagrams = UdpSocket::bind("127.0.0.1:0").await?;
    let (friend, _) = datagram_socket()?;
    let to = datagrams.local_addr()?;
    let (received, sent) = tokio::join!(datagrams.recv(&mut buf), async { friend.send_to(b"x", to) });
    assert_eq!((received?, sent?), (1, 1));
    for kind in [Kind::Accepted, Kind::Received, Kind::PeerFinished, Kind::DatagramReceived] {
        assert!(heard.one(kind).waited_us.is_some(), "{kind}");
    }
    Ok(())
}

#[tokio::test]
async fn what_was_there_already_was_not_waited_for() -> io::Result<()> {
    let (mut stream, mut client) = accepted().await?;
    client.write_all(b"x")?;
    stream.peek(&mut [0; 1]).await?;
    let heard = listen();
    stream.read_exact(&mut [0; 1]).await?;
    assert_eq!(heard.one(Kind::Received).waited_us, None);
    Ok(())
}

#[tokio::test]
async fn a_socket_dropped_with_a_read_pending_gave_up() -> io::Result<()> {
    let (mut stream, client) = accepted().await?;
    let heard = listen();
    assert!(!is_ready_at_once(stream.read(&mut [0; 1])).await);
    drop(stream);
    assert_eq!(heard.told(), ["gave-up", "closed"]);
    let gave_up = heard.one(Kind::GaveUp);
    assert!(gave_up.waited_us.is_some());
    assert_eq!((gave_up.peer, gave_up.error), (client.local_addr().ok(), None));
    Ok(())
}

#[tokio::test]
async fn a_read_that_came_back_in_the_end_was_not_given_up() -> io::Result<()> {
    let (mut stream, mut client) = accepted().await?;
    let heard = listen();
    assert!(!is_ready_at_once(stream.read(&mut [0; 1])).await);
    client.write_all(b"x")?;
    stream.read_exact(&mut [0; 1]).await?;
    drop(stream);
    assert_eq!(heard.told(), ["received", "closed"]);
    Ok(())
}

#[tokio::test]
async fn a_look_that_finds_nothing_is_no_wait() -> io::Result<()> {
    let (stream, _client) = accepted().await?;
    let datagrams = UdpSocket::bind("127.0.0.1:0").await?;
    let heard = listen();
    assert!(stream.try_read(&mut [0; 1]).is_err());
    assert!(datagrams.try_recv(&mut [0; 1]).is_err());
    assert!(!is_ready_at_once(datagrams.recv(&mut [0; 1])).await);
    drop((stream, datagrams));
    assert_eq!(heard.told(), ["closed", "closed"]);
    Ok(())
}

/// A peer that reads nothing: the kernel asks for room again and again, until its patience ends.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_read_that_ends_in_the_kernels_time_out_was_not_given_up() -> io::Result<()> {
    let (mut stream, _client) = accepted().await?;
    let limit = std::time::Duration::from_millis(1);
    socket2::SockRef::from(&stream).set_tcp_user_timeout(Some(limit))?;
    let heard = listen();
    let (mut reader, mut writer) = stream.split();
    let full = vec![7; TOO_MUCH];
    let mut buf = [0; 1];
    tokio::select! {
        biased;
        read = reader.read(&mut buf) => assert_eq!(read.expect_err("no answer").kind(), io::ErrorKind::TimedOut),
        never = async { let _ = writer.write_all(&full).await; std::future::pending::<()>().await } => never,
    }
    drop(stream);
    let timed_out = heard.one(Kind::TimedOut);
    assert_eq!(timed_out.error.map(|error| error.code), Some(ErrorCode::ETIMEDOUT));
    assert!(timed_out.waited_us.is_some());
    assert_eq!(heard.every(Kind::GaveUp), []);
    assert_eq!(heard.told().last(), Some(&"closed"));
    Ok(())
}
