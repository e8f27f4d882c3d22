//! Options, as they are set and refused.
//!
//! The one idea: an option is told under its system's name with the value asked for, and what the kernel
//! refused is told as refused. Reading an option back changes nothing, so it is not told.

use std::io;
use std::time::Duration;

use netlab::event::{ErrorCode, Kind};
use netlab::net::{TcpListener, TcpSocket, TcpStream, UdpSocket};
use tokio::io::AsyncWriteExt;

use crate::common::heard::peers::accepted;
use crate::common::heard::{Heard, listen, unheard};

fn options(heard: &Heard) -> Vec<String> {
    heard.every(Kind::OptionSet).into_iter().filter_map(|event| Some(event.option?.into_owned())).collect()
}

#[tokio::test]
async fn every_option_of_a_socket_without_a_role_is_told_and_holds() -> io::Result<()> {
    let heard = listen();
    let socket = TcpSocket::new_v4()?;
    socket.set_reuseaddr(true)?;
    socket.set_keepalive(true)?;
    socket.set_nodelay(true)?;
    socket.set_send_buffer_size(50_000)?;
    socket.set_recv_buffer_size(60_000)?;
    socket.set_zero_linger()?;
    assert!(socket.reuseaddr()? && socket.keepalive()? && socket.nodelay()?);
    assert!(socket.send_buffer_size()? >= 50_000 && socket.recv_buffer_size()? >= 60_000);
    assert_eq!(socket.linger()?, Some(Duration::ZERO));
    let expected = [
        "SO_REUSEADDR=1",
        "SO_KEEPALIVE=1",
        "TCP_NODELAY=1",
        "SO_SNDBUF=50000",
        "SO_RCVBUF=60000",
        "SO_LINGER=0",
    ];
    assert_eq!(options(&heard), expected);
    assert_eq!(heard.told(), ["option-set"; 6]);
    assert!(heard.all().iter().all(|event| event.local.is_none()), "it has no address yet");
    Ok(())
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn the_class_and_the_interface_of_packets_are_told_and_hold() -> io::Result<()> {
    let heard = listen();
    let (tcp, tcp6) = (TcpSocket::new_v4()?, TcpSocket::new_v6()?);
    tcp.set_tos_v4(8)?;
    tcp6.set_tclass_v6(16)?;
    tcp.bind_device(Some(b"lo"))?;
    assert_eq!((tcp.tos_v4()?, tcp6.tclass_v6()?, tcp.device()?), (8, 16, Some(b"lo".to_vec())));
    let udp = UdpSocket::bind("127.0.0.1:0").await?;
    udp.set_tos_v4(8)?;
    udp.bind_device(Some(b"lo"))?;
    udp.bind_device(None)?;
    assert_eq!((udp.tos_v4()?, udp.device()?), (8, None));
    let on_udp = ["IP_TOS=8", "SO_BINDTODEVICE=lo", "SO_BINDTODEVICE=off"];
    let expected = ["IP_TOS=8", "IPV6_TCLASS=16", "SO_BINDTODEVICE=lo"].into_iter().chain(on_udp);
    assert_eq!(options(&heard), expected.collect::<Vec<_>>());
    Ok(())
}

#[tokio::test]
async fn a_half_lends_the_stream_that_it_is_a_half_of() -> io::Result<()> {
    let (mut stream, _client) = accepted().await?;
    let addr = stream.peer_addr()?;
    let (reader, writer) = stream.split();
    let peer = |it: &tokio::net::TcpStream| it.peer_addr();
    assert_eq!((peer(reader.as_ref())?, peer(writer.as_ref())?), (addr, addr));
    let (reader, writer) = stream.into_split();
    assert_eq!((peer(reader.as_ref())?, peer(writer.as_ref())?), (addr, addr));
    Ok(())
}

#[cfg(unix)]
#[tokio::test]
async fn a_socket_that_becomes_a_bare_descriptor_is_told_as_handed_over() -> io::Result<()> {
    use std::os::fd::IntoRawFd;

    let heard = listen();
    let socket = TcpSocket::new_v4()?;
    socket.bind("127.0.0.1:0".parse().expect("an address"))?;
    let addr = socket.local_addr()?;
    let number = socket.into_raw_fd();
    assert_eq!(heard.told(), ["bound", "handed-over"]);
    let again = TcpSocket::new_v4()?;
    let taken = again.bind(addr).expect_err("it is still bound");
    assert_eq!(taken.kind(), io::ErrorKind::AddrInUse, "descriptor {number} is open");
    Ok(())
}

#[cfg(unix)]
#[tokio::test]
async fn a_shared_port_is_told_as_shared() -> io::Result<()> {
    let heard = listen();
    let share = |addr| {
        let socket = TcpSocket::new_v4()?;
        socket.set_reuseport(true)?;
        assert!(socket.reuseport()?);
        socket.bind(addr)?;
        socket.listen(1)
    };
    let first = share("127.0.0.1:0".parse().expect("an address"))?;
    let second = share(first.local_addr()?)?;
    assert_eq!(first.local_addr()?, second.local_addr()?);
    let listening: Vec<_> = heard.every(Kind::Listening).iter().map(|event| event.local).collect();
    assert_eq!(listening, [first.local_addr().ok(); 2]);
    assert_eq!(options(&heard), ["SO_REUSEPORT=1"; 2]);
    Ok(())
}

#[tokio::test]
async fn options_of_a_connection_and_of_its_listener_are_told() -> io::Result<()> {
    unheard();
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let (stream, _client) = accepted().await?;
    let heard = listen();
    stream.set_nodelay(true)?;
    stream.set_nodelay(false)?;
    stream.set_ttl(9)?;
    listener.set_ttl(8)?;
    assert_eq!((stream.nodelay()?, stream.ttl()?, listener.ttl()?), (false, 9, 8));
    assert_eq!(options(&heard), ["TCP_NODELAY=1", "TCP_NODELAY=0", "IP_TTL=9", "IP_TTL=8"]);
    Ok(())
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn quick_acknowledgements_are_told() -> io::Result<()> {
    let (stream, _client) = accepted().await?;
    let heard = listen();
    stream.set_quickack(false)?;
    assert!(!stream.quickack()?);
    assert_eq!(options(&heard), ["TCP_QUICKACK=0"]);
    Ok(())
}

#[tokio::test]
#[allow(deprecated, reason = "a program that uses it still has to be told")]
async fn a_linger_is_told_with_its_limit() -> io::Result<()> {
    let (stream, _client) = accepted().await?;
    let heard = listen();
    stream.set_linger(Some(Duration::from_secs(3)))?;
    assert_eq!(stream.linger()?, Some(Duration::from_secs(3)));
    stream.set_linger(None)?;
    TcpSocket::new_v4()?.set_linger(Some(Duration::ZERO))?;
    assert_eq!(options(&heard), ["SO_LINGER=3", "SO_LINGER=off", "SO_LINGER=0"]);
    Ok(())
}

#[tokio::test]
async fn every_option_of_a_datagram_socket_is_told_and_holds() -> io::Result<()> {
    unheard();
    let socket = UdpSocket::bind("127.0.0.1:0").await?;
    let heard = listen();
    socket.set_broadcast(true)?;
    socket.set_ttl(7)?;
    socket.set_multicast_ttl_v4(6)?;
    socket.set_multicast_loop_v4(false)?;
    assert!(socket.broadcast()? && !socket.multicast_loop_v4()?);
    assert_eq!((socket.ttl()?, socket.multicast_ttl_v4()?), (7, 6));
    assert_eq!(options(&heard), ["SO_BROADCAST=1", "IP_TTL=7", "IP_MULTICAST_TTL=6", "IP_MULTICAST_LOOP=0"]);
    Ok(())
}

#[tokio::test]
async fn a_refused_option_is_told_as_refused() -> io::Result<()> {
    let (stream, client) = accepted().await?;
    let socket = UdpSocket::bind("127.0.0.1:0").await?;
    let heard = listen();
    assert!(stream.set_ttl(0).is_err());
    let no_group = "127.0.0.1".parse().expect("an address");
    assert!(socket.join_multicast_v4(no_group, no_group).is_err());
    assert_eq!(heard.told(), ["option-failed", "option-failed"]);
    let failed = heard.all();
    assert_eq!(failed[0].option.as_deref(), Some("IP_TTL=0"));
    assert_eq!(failed[0].peer, client.local_addr().ok());
    assert_eq!(failed[1].option.as_deref(), Some("IP_ADD_MEMBERSHIP=127.0.0.1"));
    assert!(failed.iter().all(|event| event.error.is_some_and(|error| error.code == ErrorCode::EINVAL)));
    Ok(())
}

/// What a socket is told to do on its own way is not ours to tell, and the wrapper says so.
#[tokio::test]
async fn what_is_done_through_the_descriptor_is_not_told() -> io::Result<()> {
    let (mut stream, _client) = accepted().await?;
    let heard = listen();
    socket2::SockRef::from(&stream).set_tcp_nodelay(true)?;
    let told_to: &TcpStream = stream.as_ref();
    assert!(told_to.nodelay()?);
    let sent = stream.try_io(tokio::io::Interest::WRITABLE, || socket2::SockRef::from(&stream).send(b"x"))?;
    let sent_later =
        stream.async_io(tokio::io::Interest::WRITABLE, || socket2::SockRef::from(&stream).send(b"x")).await?;
    assert_eq!((sent, sent_later), (1, 1));
    assert_eq!(heard.told(), [""; 0]);
    stream.write_all(b"x").await?;
    assert_eq!(heard.told(), ["sent"]);
    Ok(())
}
