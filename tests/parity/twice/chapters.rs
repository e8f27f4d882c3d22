// Included by tests/parity/exchanges.rs, once with tokio's `net` and the chapters compiled against it, and
// once with ours.

use std::future::pending;
use std::io;
use std::time::Duration;

use chapters::{chat, datagram, greeting};
use tokio::sync::{mpsc, oneshot};

use crate::exchanges::Paper;

const PATIENCE: Duration = Duration::from_secs(60);

/// What the client and the server of a greeting wrote, without the client's port.
pub(crate) async fn greet() -> io::Result<(String, String)> {
    let (server_out, client_out) = (Paper::default(), Paper::default());
    let listener = net::TcpListener::bind("127.0.0.1:0").await?;
    let stream = net::TcpStream::connect(listener.local_addr()?).await?;
    let peer = stream.local_addr()?.to_string();
    let options = greeting::ServerOptions {
        greeting: "welcome".into(),
        once: true,
        max_clients: 2,
        max_line_bytes: 64,
        idle_timeout: PATIENCE,
    };
    let (lines, spoken) = mpsc::channel(2);
    for text in ["hello", "and thanks"] {
        lines.send(text.as_bytes().to_vec()).await.expect("the client is here");
    }
    drop(lines);
    let (cut_off, talked) = tokio::join!(
        greeting::serve(listener, options, server_out.clone(), pending()),
        greeting::talk(stream, spoken, client_out.clone(), PATIENCE),
    );
    talked?;
    assert_eq!(cut_off?, 0, "nobody had to be cut off");
    Ok((client_out.text(), server_out.text().replace(&peer, "PEER")))
}

/// What two members of a chat said to each other, without the room's notices.
pub(crate) async fn chat() -> io::Result<(String, String)> {
    let listener = net::TcpListener::bind("127.0.0.1:0").await?;
    let addr = listener.local_addr()?;
    let room = chat::RoomOptions {
        framing: chat::Framing::Lines,
        max_line_bytes: 1024,
        slow_reader: chat::SlowReader::Disconnect,
        outbox_bytes: 65_536,
        max_members: 4,
        idle_timeout: None,
        n_history: 0,
        motd: None,
        shows_messages: true,
        encoding_of: |_| "not UTF-8",
    };
    let (close, closing) = oneshot::channel::<()>();
    let kept = chat::serve(listener, chat::ServerOptions { room }, Paper::default(), async {
        let _ = closing.await;
    });
    let conversation = async {
        let (ada_lines, ada_spoken) = mpsc::channel(1);
        let (bob_lines, bob_spoken) = mpsc::channel(1);
        let (ada_heard, bob_heard) = (Paper::default(), Paper::default());
        let ada = net::TcpStream::connect(addr).await?;
        let options =
            |name: &str| chat::ClientOptions { framing: chat::Framing::Lines, name: Some(name.to_owned()) };
        let script = async {
            ada_heard.until("bob").await;
            bob_heard.until("bob").await;
            bob_lines.send(b"hello".to_vec()).await.expect("bob is here");
            ada_heard.until("bob: hello").await;
            ada_lines.send(b"good evening".to_vec()).await.expect("ada is here");
            bob_heard.until("ada: good evening").await;
            drop((ada_lines, bob_lines));
        };
        let bob = async {
            // Who comes later is told of, and who was there before is not.
            ada_heard.until("ada").await;
            let stream = net::TcpStream::connect(addr).await?;
            chat::talk(stream, options("bob"), bob_spoken, bob_heard.clone()).await
        };
        let ada = chat::talk(ada, options("ada"), ada_spoken, ada_heard.clone());
        let (ada, bob, ()) = tokio::join!(ada, bob, script);
        ada.and(bob)?;
        let _ = close.send(());
        io::Result::Ok((ada_heard.without_notices(), bob_heard.without_notices()))
    };
    let (cut_off, said) = tokio::join!(kept, conversation);
    assert_eq!(cut_off?, 0, "nobody had to be cut off");
    said
}

/// What a receiver showed and counted of five datagrams, and what answers their sender showed.
pub(crate) async fn datagrams() -> io::Result<(String, String, (u64, u64, u64))> {
    let ears = net::UdpSocket::bind("127.0.0.1:0").await?;
    let sender = net::UdpSocket::bind("127.0.0.1:0").await?;
    let (to, from) = (ears.local_addr()?, sender.local_addr()?);
    let (received_out, sent_out) = (Paper::default(), Paper::default());
    let options = datagram::ReceiveOptions { buffer_bytes: 32, reply: datagram::Reply::Ack, count: Some(5) };
    let show = |it: &datagram::Datagram<'_>, page: &mut Vec<u8>| {
        assert_eq!(it.from, from);
        // The times in numbered ones differ.
        page.extend_from_slice(it.payload.get(..8).unwrap_or(it.payload));
        page.extend_from_slice(if it.is_cut { b"|\n" } else { b"\n" });
    };
    let receiving = datagram::receive(&ears, options, show, received_out.clone(), pending());
    let sending = async {
        let options = datagram::SendOptions {
            to,
            is_connected: true,
            is_for_many: false,
            interval: Duration::ZERO,
            wait: Some(PATIENCE),
        };
        sender.connect(to).await?;
        let mut n_answers = 0;
        let (lines, given) = mpsc::channel(3);
        for text in ["hello", "", "longer than thirty-two bytes can hold"] {
            lines.send(text.as_bytes().to_vec()).await.expect("there is room");
        }
        drop(lines);
        let numbered = datagram::Payloads::Numbered { count: 2, n_bytes: 32 };
        for payloads in [datagram::Payloads::Given(given), numbered] {
            let tell = |answer: datagram::Answer<'_>, page: &mut Vec<u8>| match answer {
                datagram::Answer::Came { payload, late: None, .. } => page.extend_from_slice(payload),
                other => panic!("{other:?}"),
            };
            let show = datagram::Show { tell, out: sent_out.clone() };
            let mut progress = datagram::Progress::default();
            datagram::send(&sender, options, payloads, &mut progress, show).await?;
            n_answers += progress.n_answers;
        }
        io::Result::Ok(n_answers)
    };
    let (received, n_answers) = tokio::join!(receiving, sending);
    let (received, n_answers) = (received?, n_answers?);
    let n_numbered = received.flows.all().map(|(_, flow)| flow.n_received).sum();
    let counts = (received.n_datagrams, n_numbered, n_answers);
    Ok((received_out.text(), sent_out.text(), counts))
}
