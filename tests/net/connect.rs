//! Connect calls that fail, names, and addresses that are taken.
//!
//! The one idea: a connect has four ends (agreed, refused, the kernel's time-out, our own giving up), and
//! each address that was tried had one of them.

use std::io;
use std::net::SocketAddr;

use netlab::event::{ErrorCode, Event, Kind};
use netlab::net::{TcpListener, TcpSocket, TcpStream, UdpSocket, lookup_host};

#[cfg(target_os = "linux")]
use crate::common::heard::peers::is_ready_at_once;
#[cfg(target_os = "linux")]
use crate::common::heard::peers::silent;
use crate::common::heard::peers::{nobody, reserved};
use crate::common::heard::{listen, unheard};

fn code(event: &Event<'_>) -> Option<ErrorCode> {
    event.error.map(|error| error.code)
}

#[tokio::test]
async fn where_nobody_listens_the_connect_is_refused() -> io::Result<()> {
    let (_reserved, addr) = nobody()?;
    let heard = listen();
    let error = TcpStream::connect(addr).await.expect_err("nobody listens");
    assert_eq!(error.kind(), io::ErrorKind::ConnectionRefused);
    assert_eq!(heard.told(), ["connecting", "refused"]);
    let refused = heard.one(Kind::Refused);
    assert_eq!((refused.peer, code(&refused)), (Some(addr), Some(ErrorCode::ECONNREFUSED)));
    assert_eq!(refused.socket, heard.one(Kind::Connecting).socket);
    Ok(())
}

#[tokio::test]
async fn a_bound_socket_that_is_refused_is_not_told_to_close_as_well() -> io::Result<()> {
    let (_reserved, addr) = nobody()?;
    let heard = listen();
    let socket = TcpSocket::new_v4()?;
    socket.bind("127.0.0.1:0".parse().expect("an address"))?;
    assert!(socket.connect(addr).await.is_err());
    assert_eq!(heard.told(), ["bound", "connecting", "refused"]);
    Ok(())
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_peer_that_never_answers_ends_in_the_kernels_time_out() -> io::Result<()> {
    let silent = silent()?;
    let heard = listen();
    let socket = TcpSocket::new_v4()?;
    // The kernel's patience ends with the first SYN that it would repeat.
    let limit = std::time::Duration::from_millis(1);
    socket2::SockRef::from(&socket).set_tcp_user_timeout(Some(limit))?;
    let error = socket.connect(silent.addr).await.expect_err("no answer");
    assert_eq!(error.kind(), io::ErrorKind::TimedOut);
    assert_eq!(heard.told(), ["connecting", "timed-out"]);
    let timed_out = heard.one(Kind::TimedOut);
    assert_eq!((timed_out.peer, code(&timed_out)), (Some(silent.addr), Some(ErrorCode::ETIMEDOUT)));
    assert!(timed_out.waited_us.is_some());
    Ok(())
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_connect_that_its_program_drops_was_given_up_and_nothing_else() -> io::Result<()> {
    let silent = silent()?;
    let heard = listen();
    assert!(!is_ready_at_once(TcpStream::connect(silent.addr)).await);
    assert_eq!(heard.told(), ["connecting", "gave-up"]);
    let gave_up = heard.one(Kind::GaveUp);
    assert_eq!((gave_up.peer, gave_up.error), (Some(silent.addr), None));
    assert!(gave_up.waited_us.is_some());
    Ok(())
}

#[tokio::test]
async fn every_address_that_was_tried_is_told_and_the_first_that_answers_is_taken() -> io::Result<()> {
    let (_first, refused) = nobody()?;
    let (_second, also_refused) = nobody()?;
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    let good = listener.local_addr()?;
    let heard = listen();
    let stream = TcpStream::connect(&[refused, also_refused, good, refused][..]).await?;
    assert_eq!(stream.peer_addr()?, good);
    let expected = ["connecting", "refused", "connecting", "refused", "connecting", "connected"];
    assert_eq!(heard.told(), expected);
    let tried: Vec<_> = heard.every(Kind::Connecting).iter().map(|event| event.peer).collect();
    assert_eq!(tried, [Some(refused), Some(also_refused), Some(good)]);
    let mut sockets: Vec<_> = heard.every(Kind::Connecting).iter().map(|event| event.socket).collect();
    sockets.dedup();
    assert_eq!(sockets.len(), 3, "each try has a socket of its own");
    Ok(())
}

#[tokio::test]
async fn a_name_is_told_with_its_addresses_and_they_are_tried_in_that_order() -> io::Result<()> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    let port = listener.local_addr()?.port();
    // Where the machine has ::1 too, nobody can listen on that port there.
    let _reserved = reserved(SocketAddr::from((std::net::Ipv6Addr::LOCALHOST, port)));
    let heard = listen();
    let stream = TcpStream::connect(("localhost", port)).await?;
    let resolved = heard.one(Kind::Resolved);
    assert_eq!((resolved.name.as_deref(), resolved.socket), (Some("localhost"), 0));
    assert_eq!(heard.told()[0], "resolved");
    let tried: Vec<_> = heard.every(Kind::Connecting).iter().filter_map(|event| event.peer).collect();
    assert_eq!(tried, resolved.addresses[..tried.len()]);
    assert_eq!(tried.last(), Some(&stream.peer_addr()?));
    assert_eq!(heard.every(Kind::Connected).len(), 1);
    assert_eq!(heard.told().len(), 1 + 2 * tried.len(), "each try was told with its end");
    Ok(())
}

#[tokio::test]
async fn a_name_that_has_no_address_is_told_as_such() -> io::Result<()> {
    // Longer than any label may be (RFC 1035 §2.3.4), so no resolver asks anybody.
    let name = "x".repeat(64);
    let heard = listen();
    assert!(TcpStream::connect((name.as_str(), 80)).await.is_err());
    assert!(UdpSocket::bind(format!("{name}:80")).await.is_err());
    assert_eq!(heard.told(), ["resolve-failed", "resolve-failed"]);
    assert!(heard.all().iter().all(|event| event.name.as_deref() == Some(&name) && event.error.is_some()));
    Ok(())
}

#[tokio::test]
async fn what_needs_no_lookup_is_told_as_none() -> io::Result<()> {
    let heard = listen();
    let literal = lookup_host("127.0.0.1:80").await?.chain(lookup_host(("::1", 80)).await?);
    assert_eq!(literal.count(), 2);
    assert!(lookup_host("localhost").await.is_err(), "a port is missing");
    assert!(lookup_host("localhost:http").await.is_err());
    assert_eq!(heard.told(), [""; 0]);
    assert_eq!(lookup_host("localhost:80").await?.collect::<Vec<_>>(), heard.one(Kind::Resolved).addresses);
    Ok(())
}

#[tokio::test]
async fn an_address_that_is_taken_is_refused_by_the_bind() -> io::Result<()> {
    unheard();
    let holder = TcpListener::bind("127.0.0.1:0").await?;
    let datagram_holder = UdpSocket::bind("127.0.0.1:0").await?;
    let heard = listen();
    assert!(TcpListener::bind(holder.local_addr()?).await.is_err());
    assert!(UdpSocket::bind(datagram_holder.local_addr()?).await.is_err());
    assert_eq!(heard.told(), ["bind-failed", "bind-failed"], "and a socket without a role does not close");
    for (failed, taken) in heard.all().iter().zip([holder.local_addr()?, datagram_holder.local_addr()?]) {
        assert_eq!((failed.local, code(failed)), (Some(taken), Some(ErrorCode::EADDRINUSE)));
    }
    Ok(())
}

/// With address reuse Linux lets both bind, and only one of them listen.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn an_address_that_is_listened_on_is_refused_by_the_listen() -> io::Result<()> {
    unheard();
    let reusable = |addr| {
        let socket = TcpSocket::new_v4()?;
        socket.set_reuseaddr(true)?;
        socket.bind(addr)?;
        io::Result::Ok(socket)
    };
    let first = reusable("127.0.0.1:0".parse().expect("an address"))?;
    let addr = first.local_addr()?;
    let heard = listen();
    let second = reusable(addr)?;
    let _listener = first.listen(1)?;
    assert!(second.listen(7).is_err());
    assert_eq!(heard.told(), ["option-set", "bound", "listening", "listen-failed", "closed"]);
    assert_eq!(heard.one(Kind::OptionSet).local, None, "it had no address yet");
    assert_eq!(heard.one(Kind::Bound).local, Some(addr));
    let failed = heard.one(Kind::ListenFailed);
    assert_eq!(
        (failed.local, failed.asked, code(&failed)),
        (Some(addr), Some(7), Some(ErrorCode::EADDRINUSE))
    );
    Ok(())
}
