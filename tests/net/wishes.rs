//! What is asked of the kernel, and for whom.
//!
//! The one idea: a fact that costs a system call is looked up only where somebody wants it. Where nobody
//! listens nothing is looked up at all: that shows in what cannot be told later.

use std::io::{self, Read, Write};
use std::net::SocketAddr;

#[cfg(target_os = "linux")]
use netlab::event::TcpState;
use netlab::event::{Event, Kind, digest};
use netlab::net::{TcpListener, TcpStream, UdpSocket};
use netlab::trace::Wishes;
use socket2::SockRef;
use tokio::io::{AsyncReadExt, AsyncWriteExt, Interest};

#[cfg(target_os = "linux")]
use crate::common::heard::listen_for;
use crate::common::heard::peers::{accepted, datagram_socket, pair, reset};
use crate::common::heard::{listen, listen_side_by_side, unheard};

/// A short talk: something of every kind that a connection can tell.
async fn talk() -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let mut client = std::net::TcpStream::connect(listener.local_addr()?)?;
    let (mut stream, _) = listener.accept().await?;
    stream.set_nodelay(true)?;
    client.write_all(b"hello")?;
    stream.read_exact(&mut [0; 5]).await?;
    stream.write_all(b"hi").await?;
    stream.shutdown().await?;
    client.read_to_end(&mut Vec::new())?;
    drop(client);
    assert_eq!(stream.read(&mut [0; 1]).await?, 0);
    Ok(())
}

#[tokio::test]
async fn the_kernels_view_is_told_only_to_those_who_want_it() -> io::Result<()> {
    let heard = listen();
    talk().await?;
    let with_facts: Vec<_> = heard.all().into_iter().filter(|event| event.tcp.is_some()).collect();
    assert!(with_facts.iter().all(|event| event.kind == Kind::Closed), "only a close says what it found");
    assert_eq!(with_facts.len(), 2, "the listener's, and the connection's");
    for facts in with_facts.iter().filter_map(|event| event.tcp) {
        assert_eq!((facts.rtt_us, facts.send_queue), (None, None));
    }
    #[cfg(target_os = "linux")]
    {
        let states: Vec<_> = with_facts.iter().map(|event| event.tcp.and_then(|tcp| tcp.state)).collect();
        assert_eq!(
            states,
            [Some(TcpState::Closed), Some(TcpState::Listen)],
            "the state that each close found"
        );
    }
    Ok(())
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn the_kernels_view_follows_the_connection_through_its_states() -> io::Result<()> {
    let heard = listen_for(Wishes { kernel_view: true, ..Wishes::default() });
    talk().await?;
    let state = |kind| heard.one(kind).tcp.and_then(|tcp| tcp.state);
    assert_eq!(state(Kind::Bound), Some(TcpState::Closed));
    assert_eq!(state(Kind::Listening), Some(TcpState::Listen));
    assert_eq!(state(Kind::Accepted), Some(TcpState::Established));
    assert_eq!(state(Kind::Received), Some(TcpState::Established));
    assert!(matches!(state(Kind::Finished), Some(TcpState::FinWait1 | TcpState::FinWait2)));
    // Our kernel keeps a connection in TIME_WAIT for itself; our socket's own life is over.
    assert_eq!(state(Kind::PeerFinished), Some(TcpState::Closed));
    let received = heard.one(Kind::Received).tcp.expect("wanted");
    assert_eq!(received.recv_queue, Some(0));
    assert!(received.rtt_us.is_some());
    Ok(())
}

#[tokio::test]
async fn a_listener_with_fewer_wishes_hears_no_less() -> io::Result<()> {
    let all = Wishes { kernel_view: true, digests: true };
    for (first, second) in [(Wishes::default(), all), (all, Wishes::default())] {
        let (one, other) = listen_side_by_side(first, second);
        talk().await?;
        let (friend, addr) = datagram_socket()?;
        let socket = UdpSocket::bind("127.0.0.1:0").await?;
        friend.send_to(b"x", socket.local_addr()?)?;
        socket.recv(&mut [0; 8]).await?;
        socket.send_to(b"x", addr).await?;
        assert_eq!(one.told(), other.told());
        assert_eq!(one.all(), other.all());
        assert_eq!(one.one(Kind::DatagramSent).digest, Some(digest(b"x")));
        drop((other, one));
    }
    Ok(())
}

#[tokio::test]
async fn a_thread_that_does_not_listen_hears_nothing_of_another() -> io::Result<()> {
    let heard = listen();
    std::thread::spawn(|| {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(talk())
    })
    .join()
    .expect("the other thread does not panic")?;
    assert_eq!(heard.told(), [""; 0]);
    Ok(())
}

/// The peer's address is known to the kernel only until the reset; whoever asks later asks in vain.
#[tokio::test]
async fn while_nobody_listens_no_socket_asks_for_its_addresses() -> io::Result<()> {
    unheard();
    let (socket, mut client) = pair()?;
    let mut stream = TcpStream::from_std(socket)?;
    stream.write_all(b"unheard").await?;
    client.read_exact(&mut [0; 7])?;
    client.write_all(b"unheard")?;
    stream.read_exact(&mut [0; 7]).await?;
    stream.set_nodelay(true)?;
    reset(client)?;
    stream.ready(Interest::ERROR).await?;
    let heard = listen();
    assert!(stream.read(&mut [0; 1]).await.is_err());
    assert_eq!(heard.one(Kind::Reset).peer, None);
    Ok(())
}

/// Connected behind our back, the socket has another address of its own than when it was bound.
#[tokio::test]
async fn a_socket_bound_unheard_asks_for_its_address_when_it_is_first_told() -> io::Result<()> {
    unheard();
    let (_friend, addr) = datagram_socket()?;
    let socket = UdpSocket::bind("0.0.0.0:0").await?;
    SockRef::from(&socket).connect(&addr.into())?;
    let heard = listen();
    socket.send(b"x").await?;
    let sent: Event<'_> = heard.one(Kind::DatagramSent);
    assert_eq!((sent.local, sent.peer), (Some(socket.local_addr()?), Some(addr)));
    assert_ne!(sent.local.map(|local| local.ip()), Some(SocketAddr::from(([0; 4], 0)).ip()));
    Ok(())
}

#[tokio::test]
async fn what_went_unheard_still_counts() -> io::Result<()> {
    let (mut stream, mut client) = accepted().await?;
    let socket = UdpSocket::bind("127.0.0.1:0").await?;
    let addr = socket.local_addr()?;
    stream.write_all(b"12345").await?;
    client.write_all(b"123")?;
    stream.read_exact(&mut [0; 3]).await?;
    socket.send_to(b"first", addr).await?;
    socket.recv(&mut [0; 8]).await?;
    socket.send_to(b"second", addr).await?;
    socket.recv_buf(&mut Vec::with_capacity(8)).await?;
    let heard = listen();
    stream.write_all(b"6").await?;
    client.write_all(b"4")?;
    stream.read_exact(&mut [0; 1]).await?;
    socket.send_to(b"third", addr).await?;
    socket.recv(&mut [0; 8]).await?;
    assert_eq!(heard.one(Kind::Sent).offset, Some(5));
    assert_eq!(heard.one(Kind::Received).offset, Some(3));
    assert_eq!(heard.one(Kind::DatagramSent).n, Some(3));
    assert_eq!(heard.one(Kind::DatagramReceived).n, Some(3));
    Ok(())
}
