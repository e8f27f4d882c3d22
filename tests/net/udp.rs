//! Datagrams, as their events tell them.
//!
//! The one idea: a datagram is told whole or cut, sent or refused, and never as received by anyone: what
//! comes back later, comes back in a later call.

use std::future::poll_fn;
use std::io;
use std::net::Ipv4Addr;
#[cfg(target_os = "linux")]
use std::net::SocketAddr;

use netlab::event::{ErrorCode, Event, Kind, Transport, digest};
use netlab::net::UdpSocket;
use netlab::trace::Wishes;
use tokio::io::ReadBuf;

use crate::common::heard::peers::{NO_RECEIVER, datagram_socket};
use crate::common::heard::{listen, listen_for, unheard};

fn code(event: &Event<'_>) -> Option<ErrorCode> {
    event.error.map(|error| error.code)
}

/// A socket whose one peer takes no datagrams, and which was told so after it had sent one.
async fn undeliverable() -> io::Result<UdpSocket> {
    let socket = UdpSocket::bind("127.0.0.1:0").await?;
    socket.connect(NO_RECEIVER).await?;
    socket.send(b"lost").await?;
    socket.ready(tokio::io::Interest::ERROR).await?;
    Ok(socket)
}

#[tokio::test]
async fn each_datagram_is_told_with_its_number_and_its_other_end() -> io::Result<()> {
    let (friend, friend_addr) = datagram_socket()?;
    let heard = listen();
    let socket = UdpSocket::bind("127.0.0.1:0").await?;
    let addr = socket.local_addr()?;
    friend.send_to(b"one", addr)?;
    friend.send_to(b"three", addr)?;
    let mut buf = [0; 64];
    assert_eq!(socket.recv_from(&mut buf).await?, (3, friend_addr));
    assert_eq!(socket.recv(&mut buf).await?, 5);
    assert_eq!(socket.send_to(b"four", friend_addr).await?, 4);
    assert_eq!(socket.try_send_to(b"", friend_addr)?, 0);
    drop(socket);

    let told =
        ["bound", "datagram-received", "datagram-received", "datagram-sent", "datagram-sent", "closed"];
    assert_eq!(heard.told(), told);
    let all = heard.all();
    assert!(all.iter().all(|event| event.transport == Transport::Udp && event.local == Some(addr)));
    assert!(all[1..5].iter().all(|event| event.peer == Some(friend_addr) && event.digest.is_none()));
    let numbers: Vec<_> = all[1..5].iter().map(|event| event.n).collect();
    assert_eq!(numbers, [Some(1), Some(2), Some(1), Some(2)], "each direction counts by itself");
    assert_eq!((all[1].len, all[1].asked, all[1].data.as_deref()), (Some(3), Some(64), Some(&b"one"[..])));
    assert_eq!((all[3].len, all[3].asked, all[3].data.as_deref()), (Some(4), Some(4), Some(&b"four"[..])));
    assert_eq!(all[4].len, Some(0), "an empty datagram is one");
    Ok(())
}

#[tokio::test]
async fn an_empty_datagram_is_received_like_any_other() -> io::Result<()> {
    unheard();
    let (friend, friend_addr) = datagram_socket()?;
    let socket = UdpSocket::bind("127.0.0.1:0").await?;
    let heard = listen();
    friend.send_to(b"", socket.local_addr()?)?;
    assert_eq!(socket.recv_from(&mut [0; 8]).await?, (0, friend_addr));
    let received = heard.one(Kind::DatagramReceived);
    assert_eq!((received.len, received.n), (Some(0), Some(1)));
    Ok(())
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_cut_datagram_is_told_with_its_whole_length() -> io::Result<()> {
    unheard();
    let (friend, _) = datagram_socket()?;
    let socket = UdpSocket::bind("127.0.0.1:0").await?;
    let heard = listen_for(Wishes { digests: true, ..Wishes::default() });
    for text in [&b"exactly"[..], b"too long", b"for nothing"] {
        friend.send_to(text, socket.local_addr()?)?;
    }
    let mut buf = [0; 7];
    assert_eq!(socket.recv(&mut buf).await?, 7);
    assert_eq!(socket.recv(&mut buf).await?, 7);
    assert_eq!(socket.recv(&mut []).await?, 0);
    assert_eq!(heard.told(), ["datagram-received", "datagram-cut", "datagram-cut"]);
    let lengths: Vec<_> = heard.all().iter().map(|event| (event.n, event.len, event.full_len)).collect();
    let expected = [(1, 7, 7), (2, 7, 8), (3, 0, 11)];
    assert_eq!(lengths, expected.map(|(n, len, full)| (Some(n), Some(len), Some(full))));
    let digests: Vec<_> = heard.all().iter().map(|event| event.digest).collect();
    assert_eq!(digests, [Some(digest(b"exactly")), None, None], "of a part there is no digest of the whole");
    Ok(())
}

#[tokio::test]
async fn equal_datagrams_have_equal_digests_where_somebody_wants_them() -> io::Result<()> {
    unheard();
    let socket = UdpSocket::bind("127.0.0.1:0").await?;
    let heard = listen_for(Wishes { digests: true, ..Wishes::default() });
    socket.send_to(b"to myself", socket.local_addr()?).await?;
    socket.recv(&mut [0; 64]).await?;
    let expected = Some(digest(b"to myself"));
    assert_eq!(heard.one(Kind::DatagramSent).digest, expected);
    assert_eq!(heard.one(Kind::DatagramReceived).digest, expected);
    Ok(())
}

#[tokio::test]
async fn an_undeliverable_datagram_is_told_by_a_later_call() -> io::Result<()> {
    let heard = listen();
    let socket = undeliverable().await?;
    assert_eq!(heard.told(), ["bound", "peer-set", "datagram-sent"], "the send itself was taken");
    assert!(socket.send(b"not even tried").await.is_err());
    let unreachable = heard.one(Kind::Unreachable);
    assert_eq!((unreachable.peer, code(&unreachable)), (Some(NO_RECEIVER), Some(ErrorCode::ECONNREFUSED)));
    assert_eq!(unreachable.len, None);
    socket.send(b"lost as well").await?;
    let numbers: Vec<_> = heard.every(Kind::DatagramSent).iter().map(|event| event.n).collect();
    assert_eq!(numbers, [Some(1), Some(2)], "the refused one was none");
    Ok(())
}

#[tokio::test]
async fn an_undeliverable_datagram_wakes_a_receive_that_waits_for_its_answer() -> io::Result<()> {
    unheard();
    let socket = UdpSocket::bind("127.0.0.1:0").await?;
    socket.connect(NO_RECEIVER).await?;
    let heard = listen();
    let mut buf = [0; 8];
    let (received, sent) = tokio::join!(socket.recv(&mut buf), socket.send(b"lost"));
    sent?;
    assert_eq!(received.expect_err("nobody is there").kind(), io::ErrorKind::ConnectionRefused);
    assert_eq!(heard.told(), ["datagram-sent", "unreachable"]);
    assert!(heard.one(Kind::Unreachable).waited_us.is_some());
    Ok(())
}

#[tokio::test]
async fn whoever_takes_the_answer_away_tells_it() -> io::Result<()> {
    let heard = listen();
    let socket = undeliverable().await?;
    assert!(socket.take_error()?.is_some());
    assert_eq!(heard.told()[3..], ["unreachable"]);
    let socket = undeliverable().await?;
    assert!(socket.peek(&mut [0; 8]).await.is_err());
    assert!(socket.take_error()?.is_none());
    assert_eq!(heard.every(Kind::Unreachable).len(), 2);
    Ok(())
}

#[tokio::test]
async fn without_a_peer_of_its_own_a_socket_hears_nothing_of_lost_datagrams() -> io::Result<()> {
    unheard();
    let socket = UdpSocket::bind("127.0.0.1:0").await?;
    let heard = listen();
    socket.send_to(b"lost", NO_RECEIVER).await?;
    socket.send_to(b"lost", NO_RECEIVER).await?;
    socket.send_to(b"arrived", socket.local_addr()?).await?;
    assert_eq!(socket.recv(&mut [0; 8]).await?, 7);
    assert!(socket.take_error()?.is_none());
    assert_eq!(heard.told(), ["datagram-sent", "datagram-sent", "datagram-sent", "datagram-received"]);
    Ok(())
}

#[tokio::test]
async fn a_new_peer_is_the_one_that_is_told_from_then_on() -> io::Result<()> {
    let (_first, first) = datagram_socket()?;
    let (_second, second) = datagram_socket()?;
    let heard = listen();
    let socket = UdpSocket::bind("0.0.0.0:0").await?;
    socket.connect(first).await?;
    socket.send(b"1").await?;
    socket.connect(second).await?;
    socket.send(b"2").await?;
    let ends: Vec<_> = heard.all()[1..].iter().map(|event| (event.local, event.peer)).collect();
    let local = socket.local_addr()?;
    assert_eq!(local.ip(), Ipv4Addr::LOCALHOST, "the peer decided which of our addresses is used");
    let expected = [first, first, second, second].map(|peer| (Some(local), Some(peer)));
    assert_eq!(ends, expected);
    assert_eq!(heard.told(), ["bound", "peer-set", "datagram-sent", "peer-set", "datagram-sent"]);
    Ok(())
}

#[tokio::test]
async fn a_datagram_that_is_too_long_is_not_sent() -> io::Result<()> {
    unheard();
    let (_friend, addr) = datagram_socket()?;
    let socket = UdpSocket::bind("127.0.0.1:0").await?;
    let heard = listen();
    let payload = vec![0; 65_508];
    assert!(socket.send_to(&payload, addr).await.is_err());
    let failed = heard.one(Kind::SendFailed);
    assert_eq!((failed.peer, code(&failed)), (Some(addr), Some(ErrorCode::EMSGSIZE)));
    socket.send_to(&payload[1..], addr).await?;
    assert_eq!(heard.one(Kind::DatagramSent).n, Some(1));
    Ok(())
}

/// The loopback network has a broadcast address of its own, so nothing leaves the machine.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_broadcast_needs_a_permission() -> io::Result<()> {
    unheard();
    let everybody = SocketAddr::from(([127, 255, 255, 255], 9));
    let socket = UdpSocket::bind("127.0.0.1:0").await?;
    let heard = listen();
    assert!(socket.send_to(b"hear me", everybody).await.is_err());
    let failed = heard.one(Kind::SendFailed);
    assert_eq!((failed.peer, code(&failed)), (Some(everybody), Some(ErrorCode::EACCES)));
    socket.set_broadcast(true)?;
    socket.send_to(b"hear me", everybody).await?;
    assert_eq!(heard.told(), ["send-failed", "option-set", "datagram-sent"]);
    assert_eq!(heard.one(Kind::OptionSet).option.as_deref(), Some("SO_BROADCAST=1"));
    Ok(())
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_datagram_to_a_group_comes_to_those_who_joined() -> io::Result<()> {
    unheard();
    let group = Ipv4Addr::new(239, 98, 76, 54);
    let socket = UdpSocket::bind("0.0.0.0:0").await?;
    let target = SocketAddr::from((group, socket.local_addr()?.port()));
    let (friend, friend_addr) = datagram_socket()?;
    socket2::SockRef::from(&friend).set_multicast_if_v4(&Ipv4Addr::LOCALHOST)?;
    let heard = listen();
    socket.join_multicast_v4(group, Ipv4Addr::LOCALHOST)?;
    friend.send_to(b"to all of you", target)?;
    assert_eq!(socket.recv_from(&mut [0; 64]).await?, (13, friend_addr));
    socket.leave_multicast_v4(group, Ipv4Addr::LOCALHOST)?;
    assert!(socket.leave_multicast_v4(group, Ipv4Addr::LOCALHOST).is_err());
    assert_eq!(heard.told(), ["option-set", "datagram-received", "option-set", "option-failed"]);
    assert_eq!(heard.all()[0].option.as_deref(), Some("IP_ADD_MEMBERSHIP=239.98.76.54"));
    assert_eq!(code(&heard.one(Kind::OptionFailed)), Some(ErrorCode::EADDRNOTAVAIL));
    Ok(())
}

#[tokio::test]
async fn every_way_of_receiving_counts_on() -> io::Result<()> {
    unheard();
    let (friend, from) = datagram_socket()?;
    let socket = UdpSocket::bind("127.0.0.1:0").await?;
    let heard = listen();
    for text in [&b"1"[..], b"22", b"333", b"4444", b"55555", b"666666"] {
        friend.send_to(text, socket.local_addr()?)?;
    }
    let mut buf = [0; 64];
    assert_eq!(socket.peek_from(&mut buf).await?, (1, from));
    assert_eq!(socket.peek_sender().await?, from);
    let mut room = [0; 64];
    let mut read_buf = ReadBuf::new(&mut room);
    assert_eq!(poll_fn(|cx| socket.poll_recv_from(cx, &mut read_buf)).await?, from);
    poll_fn(|cx| socket.poll_recv(cx, &mut read_buf)).await?;
    assert_eq!(read_buf.filled(), b"122");
    // A `try_` call does not wait, so a look does it before.
    socket.peek(&mut buf).await?;
    assert_eq!(socket.try_recv(&mut buf)?, 3);
    socket.peek(&mut buf).await?;
    assert_eq!(socket.try_recv_from(&mut buf)?, (4, from));
    let mut growing = Vec::with_capacity(64);
    assert_eq!(socket.recv_buf(&mut growing).await?, 5);
    socket.peek(&mut buf).await?;
    assert_eq!(socket.try_recv_buf_from(&mut growing)?, (6, from));
    assert_eq!(growing, b"55555666666");
    let numbers: Vec<_> = heard.every(Kind::DatagramReceived).iter().map(|event| event.n).collect();
    assert_eq!(numbers, [1, 2, 3, 4, 5, 6].map(Some));
    assert_eq!(heard.told().len(), 6, "a peek is not told");
    assert_eq!(heard.bytes(Kind::DatagramReceived), b"122333444455555666666");
    Ok(())
}
