//! Clients of other people's, each with netlab's own server, which is recorded; and all that a socket can come to.

use std::net::UdpSocket;
use std::path::PathBuf;

use libtest_mimic::Trial;
use netlab::event::{ErrorCode, Event, Kind, Transport};
use rustix::process::Signal;

use crate::agreement::agree;
use crate::common::needed;
use crate::common::program::{LIMIT, Program};
use crate::common::states::eventually;
use crate::observed::{Observed, file};
use crate::records::read;

const CLAIMS: &[needed::Claim] = &[
    ("a_client_of_nc_is_told_rightly", "nc", || talks(|port| words(&["nc", "-N", "127.0.0.1", port]))),
    ("a_client_of_ncat_is_told_rightly", "ncat", || talks(|port| words(&["ncat", "127.0.0.1", port]))),
    ("a_client_of_socat_is_told_rightly", "socat", || {
        talks(|port| words(&["socat", "-t5", "-", &format!("TCP:127.0.0.1:{port}")]));
    }),
    ("a_node_client_is_told_rightly", "node", || talks(|port| words(&["node", &file("client.js"), port]))),
    ("a_shell_that_opens_a_connection_is_told_rightly", "bash", || {
        let script = "exec 3<>/dev/tcp/127.0.0.1/$0; read line <&3; echo hello >&3; exec 3>&-";
        talks(|port| words(&["bash", "-c", script, port]));
    }),
    ("curl_is_told_rightly", "curl", curl),
    ("a_refused_connect_of_node_is_told_with_its_error", "node", refused),
    ("all_that_a_socket_can_come_to_is_told", "python3", ends),
    ("a_datagram_socket_of_node_is_told_rightly", "node", datagrams),
];

pub(crate) fn trials() -> Vec<Trial> {
    needed::trials("clients", CLAIMS)
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// Our server, recorded, for one client.
struct Server {
    program: Program,
    dir: tempfile::TempDir,
}

impl Server {
    fn start() -> Server {
        let dir = tempfile::tempdir().expect("a directory");
        let record = dir.path().join("server.jsonl");
        let record = record.to_str().expect("UTF-8");
        let args =
            ["-q", "--record", record, "--record-bytes", "4096", "tcp-server", "--once", "127.0.0.1:0"];
        Server { program: Program::netlab(&args), dir }
    }

    fn port(&self) -> String {
        self.program.address().port().to_string()
    }

    fn record(&self) -> PathBuf {
        self.dir.path().join("server.jsonl")
    }
}

/// A client that says something to our server, and ends well.
#[track_caller]
fn talks(client: impl Fn(&str) -> Vec<String>) {
    let mut server = Server::start();
    let client = client(&server.port());
    let client: Vec<&str> = client.iter().map(String::as_str).collect();
    let told = Observed::start_with(&client, "hello from a client\n").ended_with(0);
    assert_eq!(server.program.code(), 0);
    let peer = read(&server.record()).expect("a record");
    agree(&told, &peer);
    assert!(told.iter().any(|event| event.kind == Kind::Connected), "{told:#?}");
}

/// curl asks our server, which answers with no HTTP: the bytes are what counts. It waits for more until it is interrupted.
fn curl() {
    let mut server = Server::start();
    let url = format!("http://127.0.0.1:{}/", server.port());
    let mut curl = Observed::start(&["curl", "-s", "--http0.9", &url]);
    let received =
        |events: &[Event<'_>]| events.iter().any(|event| event.kind == Kind::Received).then_some(());
    curl.until("the greeting", received);
    eventually("the request", || received(&read(&server.record())?));
    curl.program.signal(Signal::INT);
    assert_eq!(curl.program.code(), 130);
    server.program.wait();
    let told = read(&curl.path().join("observed.jsonl")).expect("a record");
    agree(&told, &read(&server.record()).expect("a record"));
}

fn refused() {
    let told = Observed::start(&["node", &file("client.js"), "1"]).ended_with(3);
    let last = told.last().expect("an event");
    assert_eq!(
        (last.kind, last.error.map(|error| error.code)),
        (Kind::Refused, Some(ErrorCode::ECONNREFUSED))
    );
    assert!(told.iter().all(|event| event.kind != Kind::Closed), "nothing was open: {told:#?}");
}

fn ends() {
    let told = Observed::start(&["python3", &file("ends.py")]).ended_with(7);
    let of = |kind: Kind| -> Vec<&Event<'_>> { told.iter().filter(|event| event.kind == kind).collect() };
    let first = of(Kind::Closed)[0];
    assert_eq!(first.tcp.and_then(|tcp| tcp.recv_queue), Some(10), "unread when it was closed: {first:?}");
    assert_eq!(of(Kind::Reset).len(), 1, "once, though every later call fails");
    assert_eq!(of(Kind::PeerFinished).len(), 0, "a 0 after a reset is no end");
    assert_eq!(of(Kind::SendFailed).len(), 1, "the broken pipe");
    let waiting = of(Kind::Waiting);
    assert_eq!(waiting.len(), 1);
    let sent: u64 =
        of(Kind::Sent).iter().filter(|it| it.socket == waiting[0].socket).filter_map(|it| it.len).sum();
    assert_eq!(waiting[0].offset, Some(sent));
    assert!(of(Kind::Closed).iter().any(|it| it.option.as_deref() == Some("SO_LINGER=0")));
    assert_eq!(of(Kind::Refused).len(), 1);
    assert_eq!(of(Kind::BindFailed)[0].error.map(|error| error.code), Some(ErrorCode::EADDRINUSE));
    let cut = of(Kind::DatagramCut);
    assert_eq!((cut[0].len, cut[0].full_len), (Some(4), Some(10)));
    assert_eq!(of(Kind::DatagramSent).len(), 2);
    assert_eq!(of(Kind::Unreachable).len(), 1);
    assert!(told.iter().filter(|it| it.transport == Transport::Udp).all(|it| it.kind != Kind::Accepted));
}

fn datagrams() {
    let observed = Observed::start(&["node", &file("datagrams.js")]);
    let addr = observed.until("a socket", |events| {
        events.iter().find(|event| event.kind == Kind::Bound && event.transport == Transport::Udp)?.local
    });
    let ours = UdpSocket::bind("127.0.0.1:0").expect("a free port");
    ours.set_read_timeout(Some(LIMIT)).expect("a time above zero");
    ours.send_to(b"a message", addr).expect("sent");
    let mut buffer = [0; 64];
    let (n_bytes, _) = ours.recv_from(&mut buffer).expect("an answer");
    assert_eq!(&buffer[..n_bytes], b"heard 9");
    let told = observed.ended_with(0);
    let kinds: Vec<Kind> =
        told.iter().map(|event| event.kind).filter(|kind| *kind != Kind::OptionSet).collect();
    assert_eq!(kinds, [Kind::Bound, Kind::DatagramReceived, Kind::DatagramSent, Kind::Closed], "{told:#?}");
    let received = told.iter().find(|event| event.kind == Kind::DatagramReceived).expect("one");
    assert_eq!(received.digest, Some(netlab::event::digest(b"a message")));
    assert_eq!(received.peer, ours.local_addr().ok());
}
