//! The life of a connection, as its events tell it.
//!
//! The one idea: a peer of std that tells nothing is on the other side, so what is told here is what our
//! own calls returned.

use std::io::{self, IoSlice, IoSliceMut, Read, Write};
use std::net::Shutdown;

use netlab::event::{Event, Kind, Transport};
use netlab::net::{BACKLOG, TcpListener, TcpSocket, TcpStream};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::common::heard::peers::{accepted, pair};
use crate::common::heard::{listen, unheard};

#[tokio::test]
async fn a_served_connection_is_told_from_its_listener_to_its_close() -> io::Result<()> {
    let heard = listen();
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let addr = listener.local_addr()?;
    let mut client = std::net::TcpStream::connect(addr)?;
    let (mut stream, peer) = listener.accept().await?;
    assert_eq!(peer, client.local_addr()?);

    client.write_all(b"hello")?;
    stream.read_exact(&mut [0; 5]).await?;
    stream.write_all(b"hi there").await?;
    client.shutdown(Shutdown::Write)?;
    assert_eq!(stream.read(&mut [0; 16]).await?, 0);
    drop(stream);
    drop(listener);

    let (door, life): (Vec<_>, Vec<_>) = heard.all().into_iter().partition(|event| event.peer.is_none());
    assert_eq!(kinds(&door), [Kind::Bound, Kind::Listening, Kind::Closed]);
    assert!(door.iter().all(|event| event.local == Some(addr) && event.socket == door[0].socket));
    assert_eq!(door[0].option.as_deref(), Some("SO_REUSEADDR=1"));
    assert_eq!(door[1].asked, Some(u64::from(BACKLOG)));

    let expected = [Kind::Accepted, Kind::Received, Kind::Sent, Kind::PeerFinished, Kind::Closed];
    assert_eq!(kinds(&life), expected);
    assert!(life.iter().all(|event| event.local == Some(addr) && event.peer == Some(peer)));
    assert!(life.iter().all(|event| event.socket == life[0].socket && event.transport == Transport::Tcp));
    assert_eq!((life[1].offset, life[1].len, life[1].asked), (Some(0), Some(5), Some(5)));
    assert_eq!(life[1].data.as_deref(), Some(&b"hello"[..]));
    assert_eq!((life[2].offset, life[2].len, life[2].asked), (Some(0), Some(8), Some(8)));
    assert_eq!(life[2].data.as_deref(), Some(&b"hi there"[..]));
    assert_eq!(life[3].offset, Some(5), "the end stands where the next byte would");
    Ok(())
}

#[tokio::test]
async fn a_made_connection_is_told_with_both_addresses() -> io::Result<()> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    let addr = listener.local_addr()?;
    let heard = listen();
    let stream = TcpStream::connect(addr).await?;
    assert_eq!(heard.told(), ["connecting", "connected"]);
    assert_eq!(heard.one(Kind::Connecting).peer, Some(addr));
    let connected = heard.one(Kind::Connected);
    assert_eq!((connected.local, connected.peer), (Some(stream.local_addr()?), Some(addr)));
    Ok(())
}

#[tokio::test]
async fn a_bound_socket_keeps_its_number_and_its_address_when_it_connects() -> io::Result<()> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    let heard = listen();
    let socket = TcpSocket::new_v4()?;
    socket.bind("0.0.0.0:0".parse().expect("an address"))?;
    let bound = socket.local_addr()?;
    let stream = socket.connect(listener.local_addr()?).await?;
    let local = stream.local_addr()?;
    drop(stream);
    assert_eq!(heard.told(), ["bound", "connecting", "connected", "closed"]);
    let all = heard.all();
    assert!(all.iter().all(|event| event.socket == all[0].socket));
    assert_eq!((all[0].local, all[1].local), (Some(bound), Some(bound)));
    assert_eq!((all[2].local, all[3].local), (Some(local), Some(local)), "the wildcard was resolved");
    assert_eq!(local.port(), bound.port());
    Ok(())
}

#[tokio::test]
async fn connections_are_told_in_the_order_in_which_accept_returned_them() -> io::Result<()> {
    unheard();
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let heard = listen();
    let addr = listener.local_addr()?;
    let clients = [addr; 3].map(|addr| std::net::TcpStream::connect(addr).expect("somebody listens"));
    let mut returned = Vec::new();
    let (first, peer) = std::future::poll_fn(|cx| listener.poll_accept(cx)).await?;
    returned.push(Some(peer));
    let (second, peer) = listener.accept().await?;
    returned.push(Some(peer));
    let (third, peer) = listener.accept().await?;
    returned.push(Some(peer));
    let told: Vec<_> = heard.every(Kind::Accepted).iter().map(|event| event.peer).collect();
    assert_eq!(told, returned);
    for (stream, peer) in [first, second, third].iter().zip(returned) {
        assert_eq!(stream.peer_addr().ok(), peer);
        assert!(clients.iter().any(|client| client.local_addr().ok() == peer));
    }
    Ok(())
}

#[tokio::test]
async fn a_vectored_write_is_one_event_across_its_slices() -> io::Result<()> {
    let (mut stream, mut client) = accepted().await?;
    let heard = listen();
    let slices = [IoSlice::new(b"he"), IoSlice::new(b""), IoSlice::new(b"llo, "), IoSlice::new(b"you")];
    assert_eq!(stream.write_vectored(&slices).await?, 10);
    assert_eq!(stream.try_write_vectored(&slices[2..])?, 8);
    let sent = heard.every(Kind::Sent);
    assert_eq!(sent.len(), 2);
    assert_eq!((sent[0].offset, sent[0].len, sent[0].asked), (Some(0), Some(10), Some(10)));
    assert_eq!((sent[1].offset, sent[1].len, sent[1].asked), (Some(10), Some(8), Some(8)));
    let mut got = [0; 18];
    client.read_exact(&mut got)?;
    assert_eq!(&got, b"hello, youllo, you");
    assert_eq!(heard.bytes(Kind::Sent), got);
    Ok(())
}

#[tokio::test]
async fn offsets_run_on_through_every_way_of_reading() -> io::Result<()> {
    let (mut stream, mut client) = accepted().await?;
    let heard = listen();
    client.write_all(b"abcdefghijklmnop")?;
    stream.read_exact(&mut [0; 3]).await?;
    // All 16 bytes came with the first three: one small write is one segment.
    let mut peeked = [0; 16];
    assert_eq!(stream.peek(&mut peeked).await?, 13);
    assert_eq!(stream.try_read(&mut [0; 2])?, 2);
    let (mut left, mut right) = ([0; 3], [0; 1]);
    let mut bufs = [IoSliceMut::new(&mut left), IoSliceMut::new(&mut right)];
    assert_eq!(stream.try_read_vectored(&mut bufs)?, 4);
    let mut growing = Vec::with_capacity(64);
    assert_eq!(stream.try_read_buf(&mut growing)?, 7);

    let offsets: Vec<_> = heard.every(Kind::Received).iter().map(|event| event.offset).collect();
    assert_eq!(offsets, [Some(0), Some(3), Some(5), Some(9)], "and a peek moves nothing");
    assert_eq!(heard.bytes(Kind::Received), b"abcdefghijklmnop");
    assert_eq!((&left, &right, &growing[..]), (b"fgh", b"i", &b"jklmnop"[..]));
    Ok(())
}

#[tokio::test]
async fn a_read_into_an_empty_buffer_is_no_end() -> io::Result<()> {
    let (mut stream, mut client) = accepted().await?;
    let heard = listen();
    client.write_all(b"x")?;
    client.shutdown(Shutdown::Write)?;
    assert_eq!(stream.read(&mut []).await?, 0, "with a byte in the queue");
    assert_eq!(heard.told(), [""; 0]);
    assert_eq!(stream.read(&mut [0; 2]).await?, 1);
    assert_eq!(stream.read(&mut []).await?, 0, "at the end");
    assert_eq!(stream.try_read(&mut [])?, 0);
    assert_eq!(heard.told(), ["received"]);
    assert_eq!(stream.read(&mut [0; 1]).await?, 0);
    assert_eq!(heard.told(), ["received", "peer-finished"]);
    Ok(())
}

#[tokio::test]
async fn the_peers_end_is_told_once_however_it_is_seen() -> io::Result<()> {
    let (mut stream, client) = accepted().await?;
    let heard = listen();
    drop(client);
    assert_eq!(stream.peek(&mut [0; 1]).await?, 0);
    assert_eq!(heard.told(), ["peer-finished"]);
    assert_eq!(stream.read(&mut [0; 1]).await?, 0);
    assert_eq!(stream.try_read(&mut [0; 1])?, 0);
    let (mut reader, _writer) = stream.into_split();
    assert_eq!(reader.read(&mut [0; 1]).await?, 0);
    assert_eq!(heard.told(), ["peer-finished"]);
    Ok(())
}

#[tokio::test]
async fn a_socket_of_std_is_told_from_the_moment_it_is_taken_over() -> io::Result<()> {
    let (socket, mut client) = pair()?;
    (&socket).write_all(b"not told")?;
    let heard = listen();
    let mut stream = TcpStream::from_std(socket)?;
    stream.write_all(b"told").await?;
    assert_eq!(heard.told(), ["sent"]);
    let sent = heard.one(Kind::Sent);
    assert_eq!(sent.offset, Some(0), "positions count from here");
    assert_eq!((sent.local, sent.peer), (client.peer_addr().ok(), client.local_addr().ok()));
    client.read_exact(&mut [0; 12])?;
    Ok(())
}

fn kinds(events: &[Event<'_>]) -> Vec<Kind> {
    events.iter().map(|event| event.kind).collect()
}
