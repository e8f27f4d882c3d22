// Included by tests/parity/sockets.rs, once beside `use tokio::net` and once beside `use netlab::net`: whatever a
// program can do with TCP sockets, and all that it can notice. Ports differ from run to run, so what is
// noted is how addresses relate, never an address.

use std::future::poll_fn;
use std::io::{self, IoSlice, IoSliceMut, Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddrV4, SocketAddrV6};
use std::pin::Pin;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader, Interest, ReadBuf};

use crate::sockets::Seen;

async fn accepted() -> io::Result<(net::TcpStream, std::net::TcpStream)> {
    let listener = net::TcpListener::bind("127.0.0.1:0").await?;
    let client = std::net::TcpStream::connect(listener.local_addr()?)?;
    Ok((listener.accept().await?.0, client))
}

/// What a generic function of an ordinary program asks for.
async fn dial<A: net::ToSocketAddrs>(addr: A) -> io::Result<net::TcpStream> {
    net::TcpStream::connect(addr).await
}

fn asks_for_a_socket<T: Send + Sync + Unpin + std::fmt::Debug + 'static>(_: &T) {}

pub(crate) async fn listeners() -> io::Result<Seen> {
    let mut seen = Seen::default();
    let listener = net::TcpListener::bind("127.0.0.1:0").await?;
    asks_for_a_socket(&listener);
    let addr = listener.local_addr()?;
    seen.note("ip", addr.ip());
    seen.note("ttl", listener.ttl()?);
    listener.set_ttl(9)?;
    seen.note("ttl set", listener.ttl()?);
    seen.note("taken", net::TcpListener::bind(addr).await.map(|_| ()).map_err(|error| error.to_string()));
    let nowhere = net::TcpListener::bind(&[][..]).await;
    seen.note("no address", nowhere.map(|_| ()).map_err(|error| error.to_string()));

    let clients = [addr; 2].map(|addr| std::net::TcpStream::connect(addr).expect("somebody listens"));
    let (first, peer) = listener.accept().await?;
    seen.note("accepted", clients.iter().any(|client| client.local_addr().ok() == Some(peer)));
    let (second, _) = poll_fn(|cx| listener.poll_accept(cx)).await?;
    asks_for_a_socket(&second);
    seen.note("its addresses", (first.peer_addr()? == peer, second.local_addr()? == addr));

    let std_listener = listener.into_std()?;
    let listener = net::TcpListener::from_std(std_listener)?;
    let listener = net::TcpListener::try_from(listener.into_std()?)?;
    seen.note("still the same", listener.local_addr()? == addr);
    seen.note("its option", socket2::SockRef::from(&listener).ttl_v4()?);
    seen.note("reuses", cfg!(windows) || socket2::SockRef::from(&listener).reuse_address()?);
    Ok(seen)
}

pub(crate) async fn addresses() -> io::Result<Seen> {
    let mut seen = Seen::default();
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    let addr = listener.local_addr()?;
    let port = addr.port();
    let v4 = SocketAddrV4::new(Ipv4Addr::LOCALHOST, port);
    let text = addr.to_string();
    let mut dialled = vec![
        dial(addr).await?,
        dial(&addr).await?,
        dial(v4).await?,
        dial((Ipv4Addr::LOCALHOST, port)).await?,
        dial((IpAddr::V4(Ipv4Addr::LOCALHOST), port)).await?,
        dial(("127.0.0.1", port)).await?,
        dial(("127.0.0.1".to_owned(), port)).await?,
        dial(("localhost", port)).await?,
        dial(text.as_str()).await?,
        dial(&text).await?,
        dial(text.clone()).await?,
        dial(format!("localhost:{port}")).await?,
        dial(&[addr, addr][..]).await?,
    ];
    for stream in &mut dialled {
        asks_for_a_socket(stream);
        seen.note("dialled", stream.peer_addr()? == addr);
    }
    for wrong in ["", "127.0.0.1", "localhost", "localhost:x", "localhost:99999", ":", "[::1]"] {
        seen.note(wrong, dial(wrong).await.map(|_| ()).map_err(|error| error.kind()));
    }
    let no_name = "x".repeat(64);
    seen.note("no name", dial((no_name, 1)).await.map(|_| ()).map_err(|error| error.to_string()));
    let v6 = SocketAddrV6::new(Ipv6Addr::LOCALHOST, 7, 0, 0);
    for found in [
        net::lookup_host(v6).await?.collect::<Vec<_>>(),
        net::lookup_host((Ipv6Addr::LOCALHOST, 7)).await?.collect(),
        net::lookup_host("[::1]:7").await?.collect(),
        net::lookup_host("localhost:7").await?.collect(),
        net::lookup_host(&[v6.into(), v4.into()][..1]).await?.collect(),
    ] {
        seen.note("found", found);
    }
    Ok(seen)
}

pub(crate) async fn sockets_without_a_role() -> io::Result<Seen> {
    let mut seen = Seen::default();
    let socket = net::TcpSocket::new_v4()?;
    asks_for_a_socket(&socket);
    socket.set_reuseaddr(true)?;
    socket.set_keepalive(true)?;
    socket.set_nodelay(true)?;
    socket.set_send_buffer_size(50_000)?;
    socket.set_recv_buffer_size(60_000)?;
    #[cfg(unix)]
    socket.set_reuseport(true)?;
    #[cfg(unix)]
    seen.note("shares", socket.reuseport()?);
    seen.note("options", (socket.reuseaddr()?, socket.keepalive()?, socket.nodelay()?, socket.linger()?));
    seen.note("buffers", (socket.send_buffer_size()?, socket.recv_buffer_size()?));
    #[allow(deprecated, reason = "it is there")]
    socket.set_linger(Some(Duration::from_secs(2)))?;
    seen.note("lingers", socket.linger()?);
    socket.set_zero_linger()?;
    seen.note("does not", (socket.linger()?, socket.take_error()?.is_none()));
    seen.note("unbound", socket.local_addr()?);
    socket.bind("127.0.0.1:0".parse().expect("an address"))?;
    seen.note("twice", socket.bind("127.0.0.1:0".parse().expect("an address")).map_err(|error| error.kind()));
    let listener = socket.listen(8)?;
    let addr = listener.local_addr()?;

    let socket = net::TcpSocket::new_v4()?;
    socket.bind("127.0.0.1:0".parse().expect("an address"))?;
    let ours = socket.local_addr()?;
    let stream = socket.connect(addr).await?;
    seen.note("from where it was bound", (stream.local_addr()? == ours, listener.accept().await?.1 == ours));
    let nobody = net::TcpSocket::new_v4()?;
    nobody.bind("127.0.0.1:0".parse().expect("an address"))?;
    let refused = net::TcpSocket::new_v4()?.connect(nobody.local_addr()?).await;
    seen.note("refused", refused.map(|_| ()).map_err(|error| error.kind()));
    let mixed = net::TcpSocket::new_v6()?.bind(addr);
    seen.note("the other family", mixed.map_err(|error| error.kind()));
    let raw = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None)?;
    raw.set_nonblocking(true)?;
    let taken_over = net::TcpSocket::from_std_stream(raw.into());
    seen.note("taken over", taken_over.local_addr()?);
    Ok(seen)
}

pub(crate) async fn reading_and_writing() -> io::Result<Seen> {
    let mut seen = Seen::default();
    let (mut stream, mut client) = accepted().await?;
    let mut got = [0; 64];
    seen.note("nothing there", stream.try_read(&mut got).map_err(|error| error.kind()));
    client.write_all(b"abcdefghijklmnopqrst")?;
    stream.readable().await?;
    seen.note("ready", stream.ready(Interest::READABLE | Interest::WRITABLE).await?.is_readable());
    poll_fn(|cx| stream.poll_read_ready(cx)).await?;
    poll_fn(|cx| stream.poll_write_ready(cx)).await?;
    stream.writable().await?;
    seen.note("peeked", (stream.peek(&mut got).await?, got));
    let mut room = [0; 8];
    let mut read_buf = ReadBuf::new(&mut room);
    seen.note("poll_peek", poll_fn(|cx| stream.poll_peek(cx, &mut read_buf)).await?);
    seen.note("peeked into", read_buf.filled());
    seen.note("read", (stream.read(&mut got[..3]).await?, &got[..3]));
    seen.note("read into nothing", stream.read(&mut []).await?);
    seen.note("try_read", (stream.try_read(&mut got[..2])?, &got[..2]));
    let (mut left, mut right) = ([0; 2], [0; 2]);
    let mut bufs = [IoSliceMut::new(&mut left), IoSliceMut::new(&mut right)];
    seen.note("try_read_vectored", stream.try_read_vectored(&mut bufs)?);
    seen.note("across", (left, right));
    let mut growing = Vec::with_capacity(4);
    seen.note("try_read_buf", (stream.try_read_buf(&mut growing)?, growing.clone(), growing.capacity()));
    seen.note("read_buf", (stream.read_buf(&mut growing).await?, growing));

    seen.note("vectored", stream.is_write_vectored());
    seen.note("write", stream.write(b"12").await?);
    seen.note("write nothing", stream.write(b"").await?);
    let slices = [IoSlice::new(b"34"), IoSlice::new(b""), IoSlice::new(b"567")];
    seen.note("write_vectored", stream.write_vectored(&slices).await?);
    seen.note("of one", stream.write_vectored(&slices[..1]).await?);
    seen.note("of none", stream.write_vectored(&[]).await?);
    seen.note("try_write", (stream.try_write(b"8")?, stream.try_write_vectored(&slices[2..])?));
    seen.note("try_io", stream.try_io(Interest::WRITABLE, || socket2::SockRef::from(&stream).send(b"9"))?);
    let sent = stream.async_io(Interest::WRITABLE, || socket2::SockRef::from(&stream).send(b"0")).await?;
    seen.note("async_io", sent);
    stream.flush().await?;
    seen.note("pending error", stream.take_error()?.is_none());
    stream.shutdown().await?;
    stream.shutdown().await?;
    seen.note("after our end", stream.write(b"x").await.map_err(|error| error.kind()));
    let mut all = Vec::new();
    client.read_to_end(&mut all)?;
    seen.note("heard by the peer", all);
    drop(client);
    seen.note("their end", (stream.read(&mut got).await?, stream.read(&mut got).await?));
    seen.note("looked at", (stream.peek(&mut got).await?, stream.try_read(&mut got)?));
    Ok(seen)
}

pub(crate) async fn options_of_a_connection() -> io::Result<Seen> {
    let mut seen = Seen::default();
    let (stream, _client) = accepted().await?;
    stream.set_nodelay(true)?;
    stream.set_ttl(7)?;
    seen.note("set", (stream.nodelay()?, stream.ttl()?, stream.linger()?));
    seen.note("refused", stream.set_ttl(0).map_err(|error| error.kind()));
    stream.set_zero_linger()?;
    seen.note("lingers", stream.linger()?);
    #[allow(deprecated, reason = "it is there")]
    stream.set_linger(None)?;
    #[cfg(target_os = "linux")]
    stream.set_quickack(false)?;
    #[cfg(target_os = "linux")]
    seen.note("quick", stream.quickack()?);
    let by_reference: &net::TcpStream = stream.as_ref();
    seen.note("lent", by_reference.linger()?);
    let stream = net::TcpStream::from_std(stream.into_std()?)?;
    let stream = net::TcpStream::try_from(stream.into_std()?)?;
    seen.note("there and back", stream.ttl()?);
    Ok(seen)
}

pub(crate) async fn borrowed_halves() -> io::Result<Seen> {
    let mut seen = Seen::default();
    let (mut stream, mut client) = accepted().await?;
    let ends = (stream.local_addr()?, stream.peer_addr()?);
    client.write_all(b"first\nabcdefgh")?;
    let (mut reader, mut writer) = stream.split();
    seen.note("ends", (reader.local_addr()?, reader.peer_addr()?) == ends);
    seen.note("ends", (writer.local_addr()?, writer.peer_addr()?) == ends);
    reader.readable().await?;
    writer.writable().await?;
    seen.note("ready", reader.ready(Interest::READABLE).await?.is_readable());
    seen.note("ready", writer.ready(Interest::WRITABLE).await?.is_writable());
    let mut buf = [0; 16];
    seen.note("peek", reader.peek(&mut buf).await?);
    let mut read_buf = ReadBuf::new(&mut buf);
    seen.note("poll_peek", poll_fn(|cx| reader.poll_peek(cx, &mut read_buf)).await?);
    reader.read_exact(&mut [0; 6]).await?;
    seen.note("try_read", reader.try_read(&mut buf[..1])?);
    seen.note("try_read_vectored", reader.try_read_vectored(&mut [IoSliceMut::new(&mut buf[..3])])?);
    seen.note("try_read_buf", reader.try_read_buf(&mut Vec::with_capacity(64))?);
    seen.note("vectored", writer.is_write_vectored());
    writer.write_all(b"one ").await?;
    seen.note("write_vectored", writer.write_vectored(&[IoSlice::new(b"t"), IoSlice::new(b"wo ")]).await?);
    seen.note("try_write", writer.try_write(b"three ")?);
    seen.note("try_write_vectored", writer.try_write_vectored(&[IoSlice::new(b"four")])?);
    client.write_all(b"second\nthird")?;
    client.shutdown(std::net::Shutdown::Write)?;
    let mut lines = BufReader::new(reader).lines();
    while let Some(line) = lines.next_line().await? {
        seen.note("line", line);
    }
    writer.flush().await?;
    writer.shutdown().await?;
    let mut all = String::new();
    client.read_to_string(&mut all)?;
    seen.note("heard by the peer", all);
    Ok(seen)
}

pub(crate) async fn owned_halves() -> io::Result<Seen> {
    let mut seen = Seen::default();
    let (stream, mut client) = accepted().await?;
    let (other, _other_client) = accepted().await?;
    let ends = (stream.local_addr()?, stream.peer_addr()?);
    client.write_all(b"abcdefgh")?;
    let (mut reader, mut writer) = stream.into_split();
    asks_for_a_socket(&reader);
    asks_for_a_socket(&writer);
    seen.note("ends", (reader.local_addr()?, reader.peer_addr()?) == ends);
    seen.note("ends", (writer.local_addr()?, writer.peer_addr()?) == ends);
    reader.readable().await?;
    writer.writable().await?;
    seen.note("ready", reader.ready(Interest::READABLE).await?.is_readable());
    seen.note("ready", writer.ready(Interest::WRITABLE).await?.is_writable());
    let mut buf = [0; 16];
    seen.note("peek", reader.peek(&mut buf).await?);
    let mut read_buf = ReadBuf::new(&mut buf);
    seen.note("poll_peek", poll_fn(|cx| reader.poll_peek(cx, &mut read_buf)).await?);
    seen.note("try_read", reader.try_read(&mut buf[..1])?);
    seen.note("try_read_vectored", reader.try_read_vectored(&mut [IoSliceMut::new(&mut buf[..3])])?);
    seen.note("try_read_buf", reader.try_read_buf(&mut Vec::with_capacity(64))?);
    seen.note("vectored", writer.is_write_vectored());
    writer.write_all(b"one ").await?;
    seen.note("write_vectored", writer.write_vectored(&[IoSlice::new(b"t"), IoSlice::new(b"wo ")]).await?);
    seen.note("try_write", writer.try_write(b"three ")?);
    seen.note("try_write_vectored", writer.try_write_vectored(&[IoSlice::new(b"four")])?);

    let (other_reader, other_writer) = other.into_split();
    let apart = reader.reunite(other_writer).expect_err("of two connections");
    seen.note("apart", (apart.to_string(), std::error::Error::source(&apart).is_none()));
    let (reader, other_writer) = (apart.0, apart.1);
    seen.note(
        "apart",
        writer.reunite(other_reader).map(|_| ()).map_err(|error| drop((error.0, other_writer))),
    );

    let (stream, mut client) = {
        drop((reader, client));
        accepted().await?
    };
    let (reader, writer) = stream.into_split();
    let (mut reader, writer) = reader.reunite(writer).expect("of one connection").into_split();
    client.write_all(b"question")?;
    writer.forget();
    reader.read_exact(&mut [0; 8]).await?;
    client.set_nonblocking(true)?;
    seen.note("no end was sent", client.read(&mut buf).map_err(|error| error.kind()));
    client.set_nonblocking(false)?;
    drop(reader);
    seen.note("now it is", client.read(&mut buf)?);
    let (stream, mut client) = accepted().await?;
    let (mut reader, writer) = stream.into_split();
    drop(writer);
    seen.note("half-closed", client.read(&mut buf)?);
    client.write_all(b"answer")?;
    seen.note("still heard", reader.read(&mut buf).await?);
    Ok(seen)
}

pub(crate) async fn ends_and_errors() -> io::Result<Seen> {
    let mut seen = Seen::default();
    let (mut stream, client) = accepted().await?;
    socket2::SockRef::from(&client).set_linger(Some(Duration::ZERO))?;
    drop(client);
    let mut buf = [0; 4];
    seen.note("reset", stream.read(&mut buf).await.map_err(|error| error.kind()));
    seen.note("then", (stream.read(&mut buf).await?, stream.try_read(&mut buf)?));
    seen.note("and", stream.write(b"x").await.map_err(|error| error.kind()));
    seen.note("no other end", stream.peer_addr().map_err(|error| error.kind()));
    seen.note("shutdown", stream.shutdown().await.map_err(|error| error.kind()));

    let (mut stream, client) = accepted().await?;
    stream.write_all(b"never read").await?;
    client.peek(&mut [0; 1])?;
    drop(client);
    stream.ready(Interest::ERROR).await?;
    seen.note("reset", stream.take_error()?.map(|error| error.kind()));
    seen.note("then", stream.try_write(b"x").map_err(|error| error.kind()));

    let (stream, mut client) = accepted().await?;
    client.write_all(b"unread")?;
    stream.readable().await?;
    drop(stream);
    seen.note("closed on unread bytes", client.read(&mut buf).map_err(|error| error.kind()));
    Ok(seen)
}

/// How many calls a task gets before it must let others run: wrapping a socket takes none of them.
pub(crate) async fn turns() -> io::Result<Seen> {
    let mut seen = Seen::default();
    let (mut stream, mut client) = accepted().await?;
    client.write_all(&[7; 1000])?;
    stream.peek(&mut [0; 1]).await?;
    tokio::task::yield_now().await;
    let n_writes = poll_fn(|cx| {
        let mut n_writes = 0;
        while Pin::new(&mut stream).poll_write(cx, b"x").is_ready() {
            n_writes += 1;
        }
        std::task::Poll::Ready(n_writes)
    })
    .await;
    seen.note("writes", n_writes);
    tokio::task::yield_now().await;
    let n_reads = poll_fn(|cx| {
        let mut n_reads = 0;
        let mut byte = [0];
        while tokio::io::AsyncRead::poll_read(Pin::new(&mut stream), cx, &mut ReadBuf::new(&mut byte))
            .is_ready()
        {
            n_reads += 1;
        }
        std::task::Poll::Ready(n_reads)
    })
    .await;
    seen.note("reads", n_reads);
    Ok(seen)
}
