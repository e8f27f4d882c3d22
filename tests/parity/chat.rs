//! The chat's own source files with tokio's own sockets: the claim that a learner could have written them.
//!
//! The one idea: nothing in the chapter knows of netlab's observed sockets. Here the very files are
//! compiled with `net` bound to `tokio::net`, and a room, two clients and a plain socket talk.
//!
//! See it run: `cargo test --test parity chat::`.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, DuplexStream, Lines, duplex};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::chapters::chat::{
    ClientOptions, Ended, Framing, RoomOptions, ServerOptions, SlowReader, serve, talk,
};
use crate::net::{TcpListener, TcpStream};

const LIMIT: Duration = Duration::from_secs(60);

/// The chapter's client, with a test in the place of its user.
struct User {
    types: mpsc::Sender<Vec<u8>>,
    screen: Lines<BufReader<DuplexStream>>,
    talking: JoinHandle<io::Result<Ended>>,
}

impl User {
    async fn join(addr: std::net::SocketAddr, framing: Framing, name: &str) -> User {
        let stream = TcpStream::connect(addr).await.expect("the room listens");
        let (types, lines) = mpsc::channel(8);
        let (screen, out) = duplex(64 * 1024);
        let options = ClientOptions { framing, name: Some(name.to_owned()) };
        let talking = tokio::spawn(talk(stream, options, lines, out));
        let mut user = User { types, screen: BufReader::new(screen).lines(), talking };
        user.sees_at_last(&format!(" is now {name}")).await;
        user
    }

    async fn types(&self, line: &str) {
        self.types.send(line.into()).await.expect("the client takes lines");
    }

    async fn sees(&mut self) -> Option<String> {
        timeout(LIMIT, self.screen.next_line()).await.expect("something is shown").expect("a screen")
    }

    async fn sees_at_last(&mut self, end: &str) {
        while !self.sees().await.expect("the talk goes on").ends_with(end) {}
    }
}

#[tokio::test]
async fn the_chapter_runs_on_plain_tokio_sockets() {
    for framing in [Framing::Lines, Framing::Length, Framing::Raw] {
        let room = RoomOptions {
            framing,
            max_line_bytes: 65_536,
            slow_reader: SlowReader::Disconnect,
            outbox_bytes: 1 << 20,
            max_members: 10,
            idle_timeout: None,
            n_history: 0,
            motd: None,
            shows_messages: false,
            encoding_of: |_| "not UTF-8",
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let addr = listener.local_addr().expect("it is bound");
        let (stop, stopped) = oneshot::channel::<()>();
        let shutdown = async { drop(stopped.await) };
        let serving = tokio::spawn(serve(listener, ServerOptions { room }, tokio::io::sink(), shutdown));

        let mut ann = User::join(addr, framing, "ann").await;
        let mut bob = User::join(addr, framing, "bob").await;
        ann.types("你好").await;
        bob.sees_at_last("ann: 你好").await;
        bob.types("hello").await;
        ann.sees_at_last("bob: hello").await;

        // Ann has nothing more to say, and still hears the rest until the end.
        drop(ann.types);
        timeout(LIMIT, ann.talking).await.expect("she leaves").expect("no panic").expect("in good order");
        bob.sees_at_last("* ann left").await;
        stop.send(()).expect("the room is open");
        bob.sees_at_last("* the room closes; good-bye").await;
        timeout(LIMIT, bob.talking).await.expect("he leaves").expect("no panic").expect("in good order");
        let n_cut_off = timeout(LIMIT, serving).await.expect("it closes").expect("no panic").expect("a log");
        assert_eq!(n_cut_off, 0, "{framing:?}");
    }
}

#[tokio::test]
async fn the_chapters_client_shows_what_any_server_says_and_half_closes_at_its_end() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let addr = listener.local_addr().expect("it is bound");
    let (types, lines) = mpsc::channel(8);
    let (screen, out) = duplex(64 * 1024);
    let stream = TcpStream::connect(addr).await.expect("it listens");
    let options = ClientOptions { framing: Framing::Lines, name: None };
    let talking = tokio::spawn(talk(stream, options, lines, out));
    let (server, _) = listener.accept().await.expect("a client");
    let (reader, mut writer) = server.into_split();
    let mut heard = BufReader::new(reader).lines();
    types.send("last".into()).await.expect("the client takes lines");
    drop(types);
    assert_eq!(heard.next_line().await.expect("a line").as_deref(), Some("last"));
    assert_eq!(heard.next_line().await.expect("its end"), None);
    writer.write_all(b"answer\r\nwithout a newline").await.expect("it still listens");
    drop(writer);
    let mut screen = BufReader::new(screen).lines();
    for expected in ["answer", "without a newline"] {
        assert_eq!(screen.next_line().await.expect("a screen").as_deref(), Some(expected));
    }
    talking.await.expect("no panic").expect("in good order");
}
