//! Scenes for ladders: events written by hand, so that every time and every byte is known.
//!
//! The one idea: a picture is compared letter by letter, so what it is drawn from must not come from a
//! real run. Each scene shows one thing that a ladder must make visible.

use std::borrow::Cow;
use std::net::SocketAddr;

use netlab::event::{ErrorCode, Event, Kind, OsError, TcpFacts, Transport, digest};
use netlab::ladder::Part;

pub(crate) type Events = Vec<Event<'static>>;

/// One process of a scene.
pub(crate) struct Process {
    pub(crate) program: &'static str,
    pub(crate) pid: u32,
    pub(crate) host: &'static str,
    pub(crate) wall_us: i64,
    pub(crate) events: Events,
}

pub(crate) const CLIENT: &str = "127.0.0.1:54321";
pub(crate) const SERVER: &str = "127.0.0.1:8080";
pub(crate) const NOBODY: &str = "";

/// A process on the machine `laptop`.
pub(crate) fn process(program: &'static str, pid: u32, events: Events) -> Process {
    Process { program, pid, host: "laptop", wall_us: 0, events }
}

/// The processes as parts of a picture.
pub(crate) fn parts(processes: &[Process]) -> Vec<Part<'_>> {
    processes
        .iter()
        .map(|process| Part {
            program: process.program.to_owned(),
            pid: Some(process.pid),
            host: Some(process.host.to_owned()),
            boot: Some(process.host.to_owned()),
            time_ns: None,
            net_ns: None,
            wall_us: Some(process.wall_us),
            events: all(&process.events),
        })
        .collect()
}

fn all<'a>(events: &'a [Event<'static>]) -> &'a [Event<'a>] {
    events
}

/// A socket with its two addresses; [`NOBODY`] for none.
#[derive(Clone, Copy)]
pub(crate) struct Socket {
    pub(crate) number: u64,
    pub(crate) local: &'static str,
    pub(crate) peer: &'static str,
}

pub(crate) const fn socket(number: u64, local: &'static str, peer: &'static str) -> Socket {
    Socket { number, local, peer }
}

impl Socket {
    /// An event of a TCP socket whose call returned at once.
    pub(crate) fn did(self, kind: Kind, t_us: u64) -> Event<'static> {
        self.event(kind, Transport::Tcp, t_us)
    }

    pub(crate) fn event(self, kind: Kind, transport: Transport, t_us: u64) -> Event<'static> {
        let (local, peer) = (address(self.local), address(self.peer));
        Event::new(kind, self.number, transport, t_us).with(|it| {
            it.local = local;
            it.peer = peer;
        })
    }

    pub(crate) fn sent(self, t_us: u64, offset: u64, text: &'static str) -> Event<'static> {
        self.moved(Kind::Sent, t_us, offset, text)
    }

    pub(crate) fn received(self, t_us: u64, offset: u64, text: &'static str) -> Event<'static> {
        self.moved(Kind::Received, t_us, offset, text)
    }

    fn moved(self, kind: Kind, t_us: u64, offset: u64, text: &'static str) -> Event<'static> {
        let len = Some(text.len() as u64);
        self.did(kind, t_us).with(|it| {
            it.offset = Some(offset);
            it.len = len;
            it.asked = len;
            it.data = Some(data(text));
        })
    }

    /// A datagram to or from the socket's peer.
    pub(crate) fn datagram(self, kind: Kind, t_us: u64, n: u64, text: &'static str) -> Event<'static> {
        self.event(kind, Transport::Udp, t_us).with(|it| {
            it.n = Some(n);
            it.len = Some(text.len() as u64);
            it.digest = Some(digest(text.as_bytes()));
            it.data = Some(data(text));
        })
    }

    pub(crate) fn failed(self, kind: Kind, code: ErrorCode, t_us: u64) -> Event<'static> {
        self.did(kind, t_us).with(|it| it.error = Some(OsError { code, os: None }))
    }
}

pub(crate) fn address(text: &str) -> Option<SocketAddr> {
    text.parse().ok()
}

fn data(text: &'static str) -> Cow<'static, [u8]> {
    Cow::Borrowed(text.as_bytes())
}

/// A connection that begins at a time: connecting, connected, accepted.
fn opening(client: Socket, server: Socket, t_us: u64) -> (Events, Event<'static>) {
    let connecting = client.did(Kind::Connecting, t_us).with(|it| it.local = None);
    (vec![connecting, client.did(Kind::Connected, t_us + 40)], server.did(Kind::Accepted, t_us + 60))
}

/// Bytes left in the receive buffer of a socket that closes.
fn closed_unread(socket: Socket, t_us: u64, n_bytes: u64) -> Event<'static> {
    let mut facts = TcpFacts::default();
    facts.recv_queue = Some(n_bytes);
    let tcp = Some(facts);
    socket.did(Kind::Closed, t_us).with(|it| it.tcp = tcp)
}

/// Every scene with its name.
pub(crate) fn scenes() -> Vec<(&'static str, Vec<Process>)> {
    vec![
        ("split and joined reads", reads()),
        ("half-close, Chinese text, silence", half_close()),
        ("bytes that nobody read, and a reset", unread()),
        ("a program that waited for the kernel, and a record that ends", waiting()),
        ("refused, and never accepted", refused()),
        ("datagrams: lost, repeated, overtaking, equal", datagrams()),
        ("datagrams of two senders, and one cut", senders()),
        ("a relay with a rule", relay()),
        ("two machines whose clocks differ", machines()),
    ]
}

const C: Socket = socket(1, CLIENT, SERVER);
const S: Socket = socket(2, SERVER, CLIENT);
const L: Socket = socket(1, SERVER, NOBODY);

/// A write that took two reads, and two writes that took one.
pub(crate) fn reads() -> Vec<Process> {
    let (mut client, accepted) = opening(C, S, 200);
    client.extend([C.sent(300, 0, "abcdef"), C.sent(310, 6, "gh"), C.sent(320, 8, "ij")]);
    client.extend([C.did(Kind::Closed, 700)]);
    let server = vec![
        L.did(Kind::Listening, 100),
        accepted,
        S.received(400, 0, "abc"),
        S.received(450, 3, "def"),
        S.received(500, 6, "ghij"),
        S.did(Kind::PeerFinished, 750),
        S.did(Kind::Closed, 800),
        L.did(Kind::Closed, 900),
    ];
    vec![process("netlab tcp-server", 41, server), process("netlab tcp-client", 42, client)]
}

pub(crate) fn half_close() -> Vec<Process> {
    let (mut client, accepted) = opening(C, S, 200);
    client.extend([C.sent(300, 0, "你好，世界\n"), C.did(Kind::Finished, 350)]);
    client.extend([C.received(3_200_450, 0, "再见 👋\u{1b}[31m\n"), C.did(Kind::PeerFinished, 3_200_600)]);
    client.push(C.did(Kind::Closed, 3_200_700));
    let server = vec![
        L.did(Kind::Listening, 100),
        accepted,
        S.received(400, 0, "你好，世界\n"),
        S.did(Kind::PeerFinished, 420),
        S.sent(3_200_300, 0, "再见 👋\u{1b}[31m\n"),
        S.did(Kind::Closed, 3_200_500),
        L.did(Kind::Closed, 3_200_800),
    ];
    vec![process("netlab tcp-server", 41, server), process("netlab tcp-client", 42, client)]
}

/// Ten bytes arrive, three are read; the rest lies in the buffer when the server closes.
pub(crate) fn unread() -> Vec<Process> {
    let (mut client, accepted) = opening(C, S, 200);
    client.extend([C.sent(300, 0, "0123456789"), C.sent(310, 10, "too late")]);
    client.extend([C.failed(Kind::Reset, ErrorCode::ECONNRESET, 700), C.did(Kind::Closed, 710)]);
    let server = vec![
        L.did(Kind::Listening, 100),
        accepted,
        S.received(400, 0, "012"),
        closed_unread(S, 500, 7),
        L.did(Kind::Closed, 900),
    ];
    vec![process("netlab tcp-server", 41, server), process("netlab tcp-client", 42, client)]
}

/// The kernel takes no more until somebody reads; then the server is killed.
pub(crate) fn waiting() -> Vec<Process> {
    let (mut client, accepted) = opening(C, S, 200);
    let asked = Some(65_536);
    client.push(C.sent(300, 0, "xxxxxxxx").with(|it| {
        it.asked = asked;
        it.len = Some(65_536);
    }));
    client.push(C.did(Kind::Waiting, 340).with(|it| {
        it.asked = asked;
        it.offset = Some(65_536);
    }));
    client.push(C.sent(40_350, 65_536, "yyyy").with(|it| {
        it.waited_us = Some(40_000);
        it.began_us = 40_340;
    }));
    client.extend([C.did(Kind::PeerFinished, 90_000), C.did(Kind::Closed, 90_100)]);
    let server = vec![
        L.did(Kind::Listening, 100),
        accepted,
        S.received(40_300, 0, "xxxxxxxx").with(|it| it.len = Some(65_536)),
        S.received(40_500, 65_536, "yyyy"),
    ];
    vec![process("netlab tcp-server", 41, server), process("netlab tcp-client", 42, client)]
}

/// A client that comes before the server listens, and one that the server never accepts.
pub(crate) fn refused() -> Vec<Process> {
    let early = socket(1, NOBODY, SERVER);
    let late = socket(2, "127.0.0.1:54322", SERVER);
    let connecting = late.did(Kind::Connecting, 400).with(|it| it.local = None);
    let client = vec![
        early.did(Kind::Connecting, 10),
        early.failed(Kind::Refused, ErrorCode::ECONNREFUSED, 60),
        connecting,
        late.did(Kind::Connected, 450),
        late.sent(470, 0, "hello?\n"),
    ];
    let server = vec![L.did(Kind::Bound, 190), L.did(Kind::Listening, 200)];
    vec![process("netlab tcp-server", 41, server), process("netlab tcp-client", 42, client)]
}

const OUT: Socket = socket(1, "127.0.0.1:40000", "127.0.0.1:8080");
const IN: Socket = socket(1, "0.0.0.0:8080", "127.0.0.1:40000");

pub(crate) fn datagrams() -> Vec<Process> {
    use Kind::{DatagramReceived as Received, DatagramSent as Sent};
    let texts = ["one", "two", "three", "four", "same", "same", "same"];
    let times = [100, 200, 300, 400, 900, 910, 920];
    let sent = (1..).zip(texts.iter().zip(times)).map(|(n, (text, t_us))| OUT.datagram(Sent, t_us, n, text));
    let received = vec![
        IN.event(Kind::Bound, Transport::Udp, 10).with(|it| it.peer = None),
        IN.datagram(Received, 150, 1, "one"),
        IN.datagram(Received, 350, 2, "three"),
        IN.datagram(Received, 450, 3, "two"),
        IN.datagram(Received, 500, 4, "three"),
        IN.datagram(Received, 950, 5, "same"),
        IN.datagram(Received, 960, 6, "same"),
        IN.event(Kind::Closed, Transport::Udp, 2_000).with(|it| it.peer = None),
    ];
    let mut sent: Events = sent.collect();
    sent.push(OUT.event(Kind::Closed, Transport::Udp, 1_000).with(|it| it.peer = None));
    vec![process("netlab udp-recv", 51, received), process("netlab udp-send", 52, sent)]
}

pub(crate) fn senders() -> Vec<Process> {
    use Kind::{DatagramReceived as Received, DatagramSent as Sent};
    let other = socket(1, "127.0.0.1:40001", "127.0.0.1:8080");
    let from_other = Socket { peer: "127.0.0.1:40001", ..IN };
    let closed =
        |socket: Socket, t_us| socket.event(Kind::Closed, Transport::Udp, t_us).with(|it| it.peer = None);
    let cut = from_other.datagram(Kind::DatagramCut, 260, 2, "你好");
    let received = vec![
        IN.event(Kind::Bound, Transport::Udp, 10).with(|it| it.peer = None),
        IN.datagram(Received, 150, 1, "one"),
        cut.with(|it| {
            it.full_len = Some(15);
            it.digest = None;
        }),
        IN.datagram(Sent, 300, 1, "ack 3"),
        closed(IN, 2_000),
    ];
    vec![
        process("netlab udp-recv", 51, received),
        process(
            "netlab udp-send",
            52,
            vec![
                OUT.datagram(Sent, 100, 1, "one"),
                OUT.datagram(Received, 350, 1, "ack 3"),
                closed(OUT, 400),
            ],
        ),
        process("netlab udp-send", 53, vec![other.datagram(Sent, 200, 1, "你好，世界"), closed(other, 270)]),
    ]
}

/// A client, a relay that holds the client's bytes, and the server behind it.
pub(crate) fn relay() -> Vec<Process> {
    let client = socket(1, CLIENT, "127.0.0.1:8081");
    let front = socket(2, "127.0.0.1:8081", CLIENT);
    let back = socket(3, "127.0.0.1:60000", SERVER);
    let server = socket(2, SERVER, "127.0.0.1:60000");
    let (mut at_client, at_front) = opening(client, front, 200);
    at_client.extend([client.sent(300, 0, "hello\n"), client.did(Kind::Finished, 310)]);
    at_client.extend([client.did(Kind::PeerFinished, 101_000), client.did(Kind::Closed, 101_010)]);
    let (at_back, at_server) = opening(back, server, 270);
    let mut at_relay = vec![at_front];
    at_relay.extend(at_back);
    let ruled = front.did(Kind::OptionSet, 390).with(|it| {
        it.rule = Some("delay 100ms".into());
        it.pair = Some(3);
    });
    at_relay.extend([
        front.received(380, 0, "hello\n").with(|it| it.pair = Some(3)),
        ruled.with(|it| it.option = Some("holds 6 bytes".into())),
        front.did(Kind::PeerFinished, 400),
        back.sent(100_390, 0, "hello\n").with(|it| it.rule = Some("delay 100ms".into())),
        back.did(Kind::Finished, 100_400),
        back.did(Kind::PeerFinished, 100_800),
        back.did(Kind::Closed, 100_810),
        front.did(Kind::Closed, 100_900),
    ]);
    let at_server = vec![
        L.did(Kind::Listening, 100),
        at_server,
        server.received(100_500, 0, "hello\n"),
        server.did(Kind::PeerFinished, 100_600),
        server.did(Kind::Closed, 100_700),
        L.did(Kind::Closed, 102_000),
    ];
    vec![
        process("netlab tcp-server", 41, at_server),
        process("netlab impair", 43, at_relay),
        process("netlab tcp-client", 42, at_client),
    ]
}

/// The second machine's monotonic clock began 5 s later, and its wall clock is 2 ms ahead.
pub(crate) fn machines() -> Vec<Process> {
    let client = socket(1, "10.0.0.5:54321", "10.0.0.9:8080");
    let server = socket(2, "10.0.0.9:8080", "10.0.0.5:54321");
    let (mut at_client, accepted) = opening(client, server, 10_000_200);
    at_client.extend([client.sent(10_000_900, 0, "ping\n"), client.received(10_002_100, 0, "pong\n")]);
    at_client.push(client.did(Kind::Closed, 10_002_200));
    let at_server = vec![
        accepted,
        server.received(10_001_300, 0, "ping\n"),
        server.sent(10_001_500, 0, "pong\n"),
        server.did(Kind::PeerFinished, 10_002_700),
        server.did(Kind::Closed, 10_002_800),
    ];
    let behind = |event: Event<'static>| {
        event.with(|it| {
            it.t_us -= 5_000_000;
            it.began_us -= 5_000_000;
        })
    };
    let at_server = at_server.into_iter().map(behind).collect();
    vec![
        Process { wall_us: 1_000_000_000, ..process("netlab tcp-client", 42, at_client) },
        Process { host: "server", wall_us: 1_005_002_000, ..process("netlab tcp-server", 41, at_server) },
    ]
}
