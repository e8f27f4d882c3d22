// Included by tests/parity/sockets.rs, once beside `use tokio::net` and once beside `use netlab::net`: whatever a
// program can do with UDP sockets, and all that it can notice.

use std::future::poll_fn;
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::task::Poll;

use tokio::io::{Interest, ReadBuf};

use crate::sockets::Seen;

/// The discard port of a loopback address that nobody else uses.
const NO_RECEIVER: &str = "127.98.76.54:9";

async fn friends() -> io::Result<(net::UdpSocket, net::UdpSocket)> {
    Ok((net::UdpSocket::bind("127.0.0.1:0").await?, net::UdpSocket::bind(("127.0.0.1", 0)).await?))
}

fn asks_for_a_socket<T: Send + Sync + Unpin + std::fmt::Debug + 'static>(_: &T) {}

pub(crate) async fn sending_and_receiving() -> io::Result<Seen> {
    let mut seen = Seen::default();
    let (one, other) = friends().await?;
    asks_for_a_socket(&one);
    let (one_addr, other_addr) = (one.local_addr()?, other.local_addr()?);
    let mut buf = [0; 8];
    seen.note("nothing there", other.try_recv_from(&mut buf).map_err(|error| error.kind()));
    seen.note("send_to", one.send_to(b"a", other_addr).await?);
    seen.note("by name", one.send_to(b"bb", other_addr.to_string()).await?);
    seen.note("poll_send_to", poll_fn(|cx| one.poll_send_to(cx, b"ccc", other_addr)).await?);
    seen.note("try_send_to", one.try_send_to(b"", other_addr)?);
    let nowhere = one.send_to(b"x", &[][..]).await;
    seen.note("nowhere", nowhere.map_err(|error| error.to_string()));
    other.readable().await?;
    seen.note("recv_from", other.recv_from(&mut buf).await? == (1, one_addr));
    seen.note("recv", other.recv(&mut buf).await?);
    let mut room = [0; 8];
    let mut read_buf = ReadBuf::new(&mut room);
    seen.note("poll_recv_from", poll_fn(|cx| other.poll_recv_from(cx, &mut read_buf)).await? == one_addr);
    poll_fn(|cx| other.poll_recv(cx, &mut read_buf)).await?;
    seen.note("into", read_buf.filled());

    seen.note("no peer", (one.peer_addr().is_err(), one.send(b"x").await.map_err(|error| error.kind())));
    one.connect(other_addr).await?;
    seen.note("a peer", one.peer_addr()? == other_addr);
    seen.note("connect to nothing", one.connect(&[][..]).await.map_err(|error| error.to_string()));
    one.writable().await?;
    seen.note("ready", one.ready(Interest::WRITABLE).await?.is_writable());
    poll_fn(|cx| one.poll_send_ready(cx)).await?;
    seen.note("send", (one.send(b"1234567890").await?, one.try_send(b"22")?));
    seen.note("poll_send", poll_fn(|cx| one.poll_send(cx, b"333")).await?);
    seen.note("cut", (other.recv(&mut buf).await?, buf));
    poll_fn(|cx| other.poll_recv_ready(cx)).await?;
    other.peek(&mut buf).await?;
    seen.note("try_recv", other.try_recv(&mut buf)?);
    other.peek(&mut buf).await?;
    seen.note("try_recv_from", other.try_recv_from(&mut buf)?.0);
    seen.note("nothing more", other.try_recv(&mut buf).map_err(|error| error.kind()));
    for text in ["4444", "55555", "666666", "7777777"] {
        one.send(text.as_bytes()).await?;
    }
    let mut growing = Vec::with_capacity(64);
    seen.note("recv_buf", other.recv_buf(&mut growing).await?);
    seen.note("recv_buf_from", other.recv_buf_from(&mut growing).await?.0);
    other.peek(&mut buf).await?;
    seen.note("try_recv_buf", other.try_recv_buf(&mut growing)?);
    other.peek(&mut buf).await?;
    seen.note("try_recv_buf_from", other.try_recv_buf_from(&mut growing)? == (7, one_addr));
    seen.note("into", String::from_utf8_lossy(&growing).into_owned());
    let too_long = vec![0; 65_508];
    seen.note("too long", one.send(&too_long).await.map_err(|error| error.raw_os_error()));
    seen.note("longest", one.send(&too_long[1..]).await?);
    seen.note("cut", other.recv(&mut []).await?);
    Ok(seen)
}

pub(crate) async fn looking() -> io::Result<Seen> {
    let mut seen = Seen::default();
    let (one, other) = friends().await?;
    let from = one.local_addr()?;
    one.send_to(b"hello", other.local_addr()?).await?;
    let mut buf = [0; 3];
    seen.note("peek", (other.peek(&mut buf).await?, buf));
    seen.note("peek_from", other.peek_from(&mut buf).await? == (3, from));
    seen.note("peek_sender", other.peek_sender().await? == from);
    seen.note("try_peek", other.try_peek(&mut buf)?);
    seen.note("try_peek_from", other.try_peek_from(&mut buf)? == (3, from));
    seen.note("try_peek_sender", other.try_peek_sender()? == from);
    let mut room = [0; 16];
    let mut read_buf = ReadBuf::new(&mut room);
    poll_fn(|cx| other.poll_peek(cx, &mut read_buf)).await?;
    seen.note("poll_peek_from", poll_fn(|cx| other.poll_peek_from(cx, &mut read_buf)).await? == from);
    seen.note("poll_peek_sender", poll_fn(|cx| other.poll_peek_sender(cx)).await? == from);
    seen.note("looked at", read_buf.filled());
    seen.note("and still there", other.recv(&mut [0; 16]).await?);
    seen.note("nothing there", other.try_peek(&mut buf).map_err(|error| error.kind()));
    let received = other
        .try_io(Interest::READABLE, || socket2::SockRef::from(&other).recv(&mut []))
        .map_err(|e| e.kind());
    seen.note("try_io", received);
    let sent = other
        .async_io(Interest::WRITABLE, || socket2::SockRef::from(&other).send_to(b"x", &from.into()))
        .await?;
    seen.note("async_io", (sent, one.recv(&mut buf).await?));
    Ok(seen)
}

pub(crate) async fn what_comes_back() -> io::Result<Seen> {
    let mut seen = Seen::default();
    let (one, other) = friends().await?;
    seen.note("unconnected", (one.send_to(b"x", NO_RECEIVER).await?, one.send_to(b"x", NO_RECEIVER).await?));
    seen.note("silent", one.take_error()?.is_none());
    one.connect(NO_RECEIVER).await?;
    let mut buf = [0; 4];
    let (received, sent) = tokio::join!(one.recv(&mut buf), one.send(b"x"));
    seen.note("a pending receive", (received.map_err(|error| error.kind()), sent?));
    let mut growing = Vec::with_capacity(8);
    let (received, sent) = tokio::join!(one.recv_buf(&mut growing), one.send(b"x"));
    seen.note("a pending receive", (received.map_err(|error| error.kind()), sent?));
    let (looked, sent) = tokio::join!(one.peek_from(&mut buf), one.send(b"x"));
    seen.note("a pending look", (looked.map_err(|error| error.kind()), sent?));
    one.send(b"x").await?;
    one.ready(Interest::ERROR).await?;
    seen.note("the next send", one.send(b"x").await.map_err(|error| error.kind()));
    other.connect(NO_RECEIVER).await?;
    other.send(b"x").await?;
    other.ready(Interest::ERROR).await?;
    seen.note("the pending error", other.take_error()?.map(|error| error.kind()));
    let everybody = SocketAddr::from(([127, 255, 255, 255], 9));
    let shy = net::UdpSocket::bind("127.0.0.1:0").await?;
    seen.note("broadcast", shy.send_to(b"x", everybody).await.map_err(|error| error.kind()));
    shy.set_broadcast(true)?;
    seen.note(
        "permitted",
        (shy.broadcast()?, shy.send_to(b"x", everybody).await.map_err(|error| error.kind())),
    );
    seen.note(
        "taken",
        net::UdpSocket::bind(shy.local_addr()?).await.map(|_| ()).map_err(|error| error.kind()),
    );
    let nowhere = net::UdpSocket::bind(&[][..]).await;
    seen.note("no address", nowhere.map(|_| ()).map_err(|error| error.to_string()));
    Ok(seen)
}

pub(crate) async fn groups_and_options() -> io::Result<Seen> {
    let mut seen = Seen::default();
    let group = Ipv4Addr::new(239, 98, 76, 55);
    let socket = net::UdpSocket::bind("0.0.0.0:0").await?;
    let target = SocketAddr::from((group, socket.local_addr()?.port()));
    socket.join_multicast_v4(group, Ipv4Addr::LOCALHOST)?;
    seen.note("twice", socket.join_multicast_v4(group, Ipv4Addr::LOCALHOST).map_err(|error| error.kind()));
    socket.set_ttl(7)?;
    socket.set_multicast_ttl_v4(1)?;
    socket.set_multicast_loop_v4(true)?;
    seen.note("set", (socket.ttl()?, socket.multicast_ttl_v4()?, socket.multicast_loop_v4()?));
    socket2::SockRef::from(&socket).set_multicast_if_v4(&Ipv4Addr::LOCALHOST)?;
    socket.send_to(b"to all", target).await?;
    seen.note("heard by itself", socket.recv(&mut [0; 16]).await?);
    socket.leave_multicast_v4(group, Ipv4Addr::LOCALHOST)?;
    seen.note("left", socket.leave_multicast_v4(group, Ipv4Addr::LOCALHOST).map_err(|error| error.kind()));
    seen.note("of the other family", socket.multicast_loop_v6().map_err(|error| error.kind()));
    seen.note("of the other family", socket.set_multicast_loop_v6(true).map_err(|error| error.kind()));
    let v6 = Ipv6Addr::new(0xff01, 0, 0, 0, 0, 0, 0, 0x7654);
    seen.note("of the other family", socket.join_multicast_v6(&v6, 0).map_err(|error| error.kind()));
    seen.note("of the other family", socket.leave_multicast_v6(&v6, 0).map_err(|error| error.kind()));
    let addr = socket.local_addr()?;
    let socket = net::UdpSocket::from_std(socket.into_std()?)?;
    let socket = net::UdpSocket::try_from(socket.into_std()?)?;
    seen.note("there and back", (socket.local_addr()? == addr, socket.ttl()?));
    Ok(seen)
}

/// How many calls a task gets before it must let others run.
pub(crate) async fn turns() -> io::Result<Seen> {
    let mut seen = Seen::default();
    let (one, other) = friends().await?;
    let from = one.local_addr()?;
    one.send_to(b"x", other.local_addr()?).await?;
    other.recv(&mut [0; 1]).await?;
    tokio::task::yield_now().await;
    let n_received = poll_fn(|cx| {
        let mut n_received = 0;
        loop {
            // Only the receives below are counted: these two calls ask no runtime.
            socket2::SockRef::from(&one).send_to(b"x", &other.local_addr()?.into())?;
            while socket2::SockRef::from(&other).peek_sender().is_err() {}
            match other.poll_recv_from(cx, &mut ReadBuf::new(&mut [0; 1])) {
                Poll::Ready(sender) => assert_eq!(sender?, from),
                Poll::Pending => return Poll::Ready(io::Result::Ok(n_received)),
            }
            n_received += 1;
        }
    })
    .await?;
    seen.note("receives", n_received);
    Ok(seen)
}
