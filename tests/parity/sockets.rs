//! Our sockets behave as tokio's: the same program, run on both, notices no difference.
//!
//! The one idea: the program is one text, included twice, with `net` bound to tokio's types and to ours.
//! It runs on ours once unheard and once heard, as being listened to must change nothing either.

use std::fmt::Debug;
use std::io;

use crate::common::heard;

mod plain {
    pub(crate) mod tcp {
        use tokio::net;
        include!("twice/tcp.rs");
    }
    pub(crate) mod udp {
        use tokio::net;
        include!("twice/udp.rs");
    }
}

mod observed {
    pub(crate) mod tcp {
        use netlab::net;
        include!("twice/tcp.rs");
    }
    pub(crate) mod udp {
        use netlab::net;
        include!("twice/udp.rs");
    }
}

/// What a program noticed, in order.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Seen(Vec<String>);

impl Seen {
    fn note(&mut self, what: &str, seen: impl Debug) {
        self.0.push(format!("{what}: {seen:?}"));
    }
}

async fn check(
    plain: impl Future<Output = io::Result<Seen>>,
    unheard: impl Future<Output = io::Result<Seen>>,
    heard: impl Future<Output = io::Result<Seen>>,
) -> io::Result<()> {
    heard::unheard();
    let plain = plain.await?;
    assert!(!plain.0.is_empty());
    assert_eq!(unheard.await?, plain, "unheard");
    let listener = heard::listen();
    assert_eq!(heard.await?, plain, "heard");
    assert!(!listener.all().is_empty(), "it was heard");
    Ok(())
}

#[tokio::test]
async fn listeners_accept_alike() -> io::Result<()> {
    check(plain::tcp::listeners(), observed::tcp::listeners(), observed::tcp::listeners()).await
}

#[tokio::test]
async fn names_and_addresses_lead_to_the_same_places() -> io::Result<()> {
    check(plain::tcp::addresses(), observed::tcp::addresses(), observed::tcp::addresses()).await
}

#[tokio::test]
async fn sockets_without_a_role_take_the_same_roles() -> io::Result<()> {
    use observed::tcp::sockets_without_a_role as ours;
    check(plain::tcp::sockets_without_a_role(), ours(), ours()).await
}

#[tokio::test]
async fn connections_read_and_write_alike() -> io::Result<()> {
    use observed::tcp::reading_and_writing as ours;
    check(plain::tcp::reading_and_writing(), ours(), ours()).await
}

#[tokio::test]
async fn connections_have_the_same_options() -> io::Result<()> {
    use observed::tcp::options_of_a_connection as ours;
    check(plain::tcp::options_of_a_connection(), ours(), ours()).await
}

#[tokio::test]
async fn borrowed_halves_read_and_write_alike() -> io::Result<()> {
    use observed::tcp::borrowed_halves as ours;
    check(plain::tcp::borrowed_halves(), ours(), ours()).await
}

#[tokio::test]
async fn owned_halves_part_and_meet_alike() -> io::Result<()> {
    use observed::tcp::owned_halves as ours;
    check(plain::tcp::owned_halves(), ours(), ours()).await
}

#[tokio::test]
async fn connections_end_and_fail_alike() -> io::Result<()> {
    use observed::tcp::ends_and_errors as ours;
    check(plain::tcp::ends_and_errors(), ours(), ours()).await
}

#[tokio::test]
async fn a_task_gets_as_many_calls_in_its_turn() -> io::Result<()> {
    check(plain::tcp::turns(), observed::tcp::turns(), observed::tcp::turns()).await?;
    check(plain::udp::turns(), observed::udp::turns(), observed::udp::turns()).await
}

#[tokio::test]
async fn datagrams_go_and_come_alike() -> io::Result<()> {
    use observed::udp::sending_and_receiving as ours;
    check(plain::udp::sending_and_receiving(), ours(), ours()).await
}

#[tokio::test]
async fn datagrams_are_looked_at_alike() -> io::Result<()> {
    check(plain::udp::looking(), observed::udp::looking(), observed::udp::looking()).await
}

#[tokio::test]
async fn undeliverable_datagrams_come_back_alike() -> io::Result<()> {
    use observed::udp::what_comes_back as ours;
    check(plain::udp::what_comes_back(), ours(), ours()).await
}

#[tokio::test]
async fn groups_and_options_of_datagrams_are_the_same() -> io::Result<()> {
    use observed::udp::groups_and_options as ours;
    check(plain::udp::groups_and_options(), ours(), ours()).await
}
