// Included by tests/parity_chapters.rs, once with tokio's `net` and the chapters compiled against it, and
// once with ours.

use std::io;
use std::time::Duration;

use chapters::greeting::{ServerOptions, serve, talk};
use tokio::sync::mpsc;

use crate::Paper;

/// What the client and the server wrote, without the client's port.
pub(crate) async fn greeting() -> io::Result<(String, String)> {
    let (server_out, client_out) = (Paper::default(), Paper::default());
    let listener = net::TcpListener::bind("127.0.0.1:0").await?;
    let stream = net::TcpStream::connect(listener.local_addr()?).await?;
    let peer = stream.local_addr()?.to_string();
    let patience = Duration::from_secs(60);
    let options = ServerOptions {
        greeting: "welcome".to_owned(),
        once: true,
        max_clients: 2,
        max_line_bytes: 64,
        idle_timeout: patience,
    };
    let (sender, lines) = mpsc::channel(2);
    for text in ["hello", "and thanks"] {
        sender.send(text.as_bytes().to_vec()).await.expect("the receiver is here");
    }
    drop(sender);
    let (cut_off, talked) = tokio::join!(
        serve(listener, options, server_out.clone(), std::future::pending()),
        talk(stream, lines, client_out.clone(), patience),
    );
    talked?;
    assert_eq!(cut_off?, 0, "nobody had to be cut off");
    Ok((client_out.text(), server_out.text().replace(&peer, "PEER")))
}
