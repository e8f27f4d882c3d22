//! How a connection ends: finished, closed, handed over.
//!
//! The one idea: there are many ways to leave, and each is told as what it was: our direction finished,
//! the whole socket gone, or alive but out of our sight.

use std::io::{self, Read, Write};

#[cfg(target_os = "linux")]
use netlab::catalogue::Lang;
use netlab::event::Kind;
#[cfg(target_os = "linux")]
use netlab::event::TcpState;
#[cfg(target_os = "linux")]
use netlab::net::TcpStream;
use netlab::net::{TcpListener, TcpSocket, UdpSocket};
use tokio::io::{AsyncReadExt, AsyncWriteExt, Interest};

#[cfg(target_os = "linux")]
use crate::common::heard::Heard;
use crate::common::heard::listen;
use crate::common::heard::peers::{accepted, reset};

#[tokio::test]
async fn finishing_is_told_once_with_the_position_of_the_end() -> io::Result<()> {
    let (mut stream, mut client) = accepted().await?;
    let heard = listen();
    stream.write_all(b"bye").await?;
    stream.shutdown().await?;
    stream.shutdown().await?;
    stream.split().1.shutdown().await?;
    drop(stream.into_split());
    assert_eq!(heard.told(), ["sent", "finished", "closed"]);
    assert_eq!(heard.one(Kind::Finished).offset, Some(3));
    assert_eq!(client.read_to_end(&mut Vec::new())?, 3);
    Ok(())
}

#[tokio::test]
async fn dropping_the_write_half_finishes_and_the_read_half_still_hears_the_answer() -> io::Result<()> {
    let (stream, mut client) = accepted().await?;
    let heard = listen();
    let (mut reader, mut writer) = stream.into_split();
    writer.write_all(b"question").await?;
    drop(writer);
    assert_eq!(heard.told(), ["sent", "finished"]);
    assert_eq!(heard.one(Kind::Finished).offset, Some(8));
    client.read_to_end(&mut Vec::new())?;
    client.write_all(b"answer")?;
    reader.read_exact(&mut [0; 6]).await?;
    drop(reader);
    assert_eq!(heard.told(), ["sent", "finished", "received", "closed"]);
    Ok(())
}

#[tokio::test]
async fn a_socket_is_closed_only_when_both_halves_are_gone() -> io::Result<()> {
    let (stream, _client) = accepted().await?;
    let heard = listen();
    let (reader, writer) = stream.into_split();
    drop(reader);
    assert_eq!(heard.told(), [""; 0]);
    drop(writer);
    assert_eq!(heard.told(), ["finished", "closed"]);
    Ok(())
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn forgetting_the_write_half_finishes_nothing() -> io::Result<()> {
    let (stream, _client) = accepted().await?;
    let stream = stream.into_std()?;
    let witness = stream.try_clone()?;
    let (reader, writer) = TcpStream::from_std(stream)?.into_split();
    let heard = listen();
    writer.forget();
    assert_eq!(heard.told(), [""; 0]);
    let state = || netlab::kernel::socket::tcp_facts(&socket2::SockRef::from(&witness)).state;
    assert_eq!(state(), Some(TcpState::Established));
    drop(reader);
    assert_eq!(heard.told(), ["closed"]);
    Ok(())
}

#[tokio::test]
async fn nothing_is_finished_where_no_connection_stands_any_more() -> io::Result<()> {
    for is_dropped in [true, false] {
        let (stream, client) = accepted().await?;
        reset(client)?;
        // The reset has come, and no call has brought it yet.
        stream.ready(Interest::ERROR).await?;
        let heard = listen();
        let (reader, mut writer) = stream.into_split();
        if is_dropped {
            drop(writer);
        } else {
            writer.shutdown().await?;
            writer.forget();
        }
        drop(reader);
        assert_eq!(heard.told(), ["closed"]);
    }
    Ok(())
}

#[tokio::test]
async fn nothing_is_finished_after_a_reset_was_told() -> io::Result<()> {
    let (stream, client) = accepted().await?;
    let heard = listen();
    let (mut reader, mut writer) = stream.into_split();
    reset(client)?;
    assert!(reader.read(&mut [0; 1]).await.is_err());
    writer.shutdown().await?;
    drop(writer);
    drop(reader);
    assert_eq!(heard.told(), ["reset", "closed"]);
    Ok(())
}

#[tokio::test]
async fn reunited_halves_are_the_same_socket_again() -> io::Result<()> {
    let (stream, _client) = accepted().await?;
    let (other, _other_client) = accepted().await?;
    let heard = listen();
    let (reader, mut writer) = stream.into_split();
    let (other_reader, other_writer) = other.into_split();
    writer.write_all(b"12345").await?;
    let apart = reader.reunite(other_writer).expect_err("of two connections");
    assert_eq!(apart.to_string(), "tried to reunite halves that are not from the same socket");
    let mut stream = writer.reunite(apart.0).expect("of one connection");
    stream.write_all(b"6").await?;
    assert_eq!(heard.told(), ["sent", "sent"]);
    let sent = heard.every(Kind::Sent);
    assert_eq!((sent[1].socket, sent[1].offset), (sent[0].socket, Some(5)));
    drop((stream, apart.1, other_reader));
    assert_eq!(heard.told(), ["sent", "sent", "closed", "finished", "closed"]);
    Ok(())
}

#[cfg(unix)]
#[tokio::test]
async fn a_close_with_unread_bytes_tells_how_many_and_the_peer_sees_a_reset() -> io::Result<()> {
    let (stream, mut client) = accepted().await?;
    let heard = listen();
    client.write_all(b"seven b")?;
    assert_eq!(stream.peek(&mut [0; 16]).await?, 7);
    drop(stream);
    assert_eq!(heard.told(), ["closed"]);
    assert_eq!(heard.one(Kind::Closed).tcp.and_then(|tcp| tcp.recv_queue), Some(7));
    let error = client.read(&mut [0; 1]).expect_err("no goodbye");
    assert_eq!(error.kind(), io::ErrorKind::ConnectionReset);
    Ok(())
}

#[cfg(unix)]
#[tokio::test]
async fn a_close_with_nothing_unread_says_so_and_the_peer_sees_the_end() -> io::Result<()> {
    let (mut stream, mut client) = accepted().await?;
    let heard = listen();
    client.write_all(b"seven b")?;
    stream.read_exact(&mut [0; 7]).await?;
    drop(stream);
    assert_eq!(heard.one(Kind::Closed).tcp.and_then(|tcp| tcp.recv_queue), Some(0));
    assert_eq!(client.read(&mut [0; 1])?, 0);
    Ok(())
}

#[tokio::test]
async fn a_socket_handed_over_lives_on_and_is_not_told_to_close() -> io::Result<()> {
    let (stream, mut client) = accepted().await?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let addr = listener.local_addr()?;
    let datagrams = UdpSocket::bind("127.0.0.1:0").await?;
    let heard = listen();
    let (mut stream, listener, datagrams) = (stream.into_std()?, listener.into_std()?, datagrams.into_std()?);
    assert_eq!(heard.told(), ["handed-over"; 3]);
    assert_eq!(heard.all()[0].peer, client.local_addr().ok());
    assert_eq!(heard.all()[1].local, Some(addr));

    stream.write_all(b"alive")?;
    client.read_exact(&mut [0; 5])?;
    std::net::TcpStream::connect(addr)?;
    datagrams.send_to(b"alive", datagrams.local_addr()?)?;
    drop((stream, listener, datagrams));
    assert_eq!(heard.told(), ["handed-over"; 3]);
    Ok(())
}

#[tokio::test]
async fn a_socket_that_was_never_anything_leaves_without_a_word() -> io::Result<()> {
    let heard = listen();
    drop(TcpSocket::new_v4()?);
    let unpolled = TcpSocket::new_v4()?.connect("127.0.0.1:9".parse().expect("an address"));
    drop(unpolled);
    assert_eq!(heard.told(), [""; 0]);
    let bound = TcpSocket::new_v4()?;
    bound.bind("127.0.0.1:0".parse().expect("an address"))?;
    drop(bound);
    assert_eq!(heard.told(), ["bound", "closed"]);
    Ok(())
}

/// Asks, at the moment when `closed` is told, what stands behind the descriptor.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn closed_is_told_when_the_kernel_has_no_such_socket_any_more() -> io::Result<()> {
    use std::os::fd::AsRawFd;
    use std::path::PathBuf;
    use std::sync::{Arc, Mutex};

    use tracing_subscriber::layer::{Context, Layer, SubscriberExt};

    struct AtTheClose(PathBuf, Arc<Mutex<Vec<Option<PathBuf>>>>);

    impl<S: tracing::Subscriber> Layer<S> for AtTheClose {
        fn on_event(&self, told: &tracing::Event<'_>, _: Context<'_, S>) {
            if netlab::event::Quick::read(told).is_some_and(|event| event.kind == Kind::Closed) {
                self.1.lock().expect("no test panics here").push(std::fs::read_link(&self.0).ok());
            }
        }
    }

    let (whole, _client) = accepted().await?;
    let (halves, _other_client) = accepted().await?;
    for stream in [whole, halves] {
        let behind = PathBuf::from(format!("/proc/self/fd/{}", stream.as_raw_fd()));
        let socket = std::fs::read_link(&behind)?;
        let seen = Arc::new(Mutex::new(Vec::new()));
        let layer = AtTheClose(behind, Arc::clone(&seen));
        let filter = netlab::trace::Wishes::default().filter();
        let guard =
            tracing::subscriber::set_default(tracing_subscriber::registry().with(layer.with_filter(filter)));
        let (reader, writer) = stream.into_split();
        drop(writer);
        drop(reader);
        drop(guard);
        let seen = seen.lock().expect("no test panics here");
        assert_eq!(seen.len(), 1);
        assert_ne!(seen[0], Some(socket), "another socket may have its number by now, this one has not");
    }
    Ok(())
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn what_a_close_does_is_told_from_the_state_that_it_finds() -> io::Result<()> {
    let told = |heard: &Heard| {
        let closed = heard.one(Kind::Closed);
        let said =
            netlab::catalogue::fact(Lang::English, &closed).split_once("; ").map(|(_, said)| said.to_owned());
        (
            said.unwrap_or_default(),
            netlab::catalogue::state_change(Lang::English, &closed).unwrap_or_default(),
        )
    };
    let pair = |said: &str, change: &str| (said.to_owned(), change.to_owned());

    let (stream, mut client) = accepted().await?;
    client.write_all(b"never")?;
    stream.readable().await?;
    let heard = listen();
    drop(stream);
    assert_eq!(told(&heard), pair("5 bytes never read, so the kernel sends a reset", "ESTABLISHED → CLOSED"));

    let (stream, mut client) = accepted().await?;
    client.write_all(b"never")?;
    reset(client)?;
    stream.ready(Interest::ERROR).await?;
    let heard = listen();
    drop(stream);
    assert_eq!(told(&heard), pair("5 bytes never read", ""), "the connection was over: nothing is sent");

    let (stream, _client) = accepted().await?;
    stream.set_zero_linger()?;
    let heard = listen();
    drop(stream);
    let thrown_away = pair("SO_LINGER is 0, so the kernel sends a reset", "ESTABLISHED → CLOSED");
    assert_eq!(told(&heard), thrown_away);

    let (stream, client) = accepted().await?;
    client.shutdown(std::net::Shutdown::Write)?;
    stream.readable().await?;
    let heard = listen();
    drop(stream);
    assert_eq!(told(&heard), pair("", "CLOSE_WAIT → LAST_ACK"));

    let (stream, _client) = accepted().await?;
    let heard = listen();
    drop(stream.into_split());
    assert_eq!(told(&heard).1, "", "the write half's FIN was told before");

    let heard = listen();
    drop(TcpListener::bind("127.0.0.1:0").await?);
    assert_eq!(told(&heard).1, "LISTEN → CLOSED");

    let heard = listen();
    drop(UdpSocket::bind("127.0.0.1:0").await?);
    assert_eq!(told(&heard).1, "", "UDP has no states");
    Ok(())
}
