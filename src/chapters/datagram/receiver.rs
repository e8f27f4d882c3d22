//! The receiver: shows each datagram with its sender, and answers where it was asked to.
//!
//! The one idea: one receive takes one datagram, and what does not fit the buffer is lost without a
//! word. So the receiver reads with one byte more than it wants: if that byte is used, something was cut.
//!
//! See it run: `netlab udp-recv --buffer 3`, and `netlab udp-send 8080 hello` in another terminal.

use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::str::FromStr;
use std::time::Instant;

use tokio::io::{AsyncWrite, AsyncWriteExt};

use crate::chapters::datagram::numbered::Number;
use crate::chapters::datagram::report::Flows;
use crate::net::UdpSocket;

/// The options of a receiver.
#[derive(Debug, Clone, Copy)]
pub struct ReceiveOptions {
    /// A longer datagram is cut to so many bytes.
    pub buffer_bytes: usize,
    /// What each sender is answered.
    pub reply: Reply,
    /// End after so many datagrams; `None` for never.
    pub count: Option<u64>,
}

/// What a sender is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply {
    /// Nothing.
    None,
    /// The datagram itself, as far as it was not cut.
    Echo,
    /// `ack N`: how many bytes came, as far as they were not cut.
    Ack,
}

impl FromStr for Reply {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "none" => Ok(Reply::None),
            "echo" => Ok(Reply::Echo),
            "ack" => Ok(Reply::Ack),
            _ => Err(()),
        }
    }
}

/// One datagram as it came.
#[derive(Debug, Clone, Copy)]
pub struct Datagram<'a> {
    /// Whom its header names as the sender.
    pub from: SocketAddr,
    /// Its bytes, as many as the buffer holds.
    pub payload: &'a [u8],
    /// It was longer than the buffer.
    pub is_cut: bool,
}

/// What came in all.
#[derive(Debug, Clone, Default)]
pub struct Received {
    /// Datagrams of any kind.
    pub n_datagrams: u64,
    /// What the numbered ones among them tell.
    pub flows: Flows,
}

/// Receives until `shutdown` completes, or as many datagrams as were asked for have come.
///
/// `show` puts a datagram into the form in which it is written to `out`. While much comes, several are
/// written at once.
///
/// # Errors
/// Those of the socket and of `out`. That a reply could not be sent is the affair of its sender.
pub async fn receive<W: AsyncWrite + Unpin>(
    socket: &UdpSocket,
    options: ReceiveOptions,
    mut show: impl FnMut(&Datagram<'_>, &mut Vec<u8>),
    mut out: W,
    shutdown: impl Future<Output = ()>,
) -> io::Result<Received> {
    let began = Instant::now();
    let mut received = Received::default();
    let mut buf = vec![0; if CUTS { options.buffer_bytes } else { MAX_BYTES } + 1];
    let mut page = Vec::new();
    let mut shutdown = pin!(shutdown);
    let is_wanted = |received: &Received| options.count.is_none_or(|count| received.n_datagrams < count);
    while is_wanted(&received) {
        let mut next = tokio::select! {
            biased;
            () = &mut shutdown => break,
            next = socket.recv_from(&mut buf) => next,
        };
        // What has come meanwhile is taken along, so that a rush costs one write for many.
        while let Ok((n_bytes, from)) = next {
            let payload = &buf[..n_bytes.min(options.buffer_bytes)];
            if let Some(number) = Number::read(payload) {
                received.flows.note(from, number, began.elapsed());
            }
            received.n_datagrams += 1;
            show(&Datagram { from, payload, is_cut: n_bytes > options.buffer_bytes }, &mut page);
            reply(socket, options.reply, from, payload).await;
            if page.len() >= PAGE_BYTES || !is_wanted(&received) {
                break;
            }
            next = socket.try_recv_from(&mut buf);
        }
        // A slow reader of the output holds the receiver up, but not its end.
        tokio::select! {
            biased;
            written = async { out.write_all(&page).await?; out.flush().await } => written?,
            () = &mut shutdown => break,
        }
        page.clear();
        match next {
            Err(error) if !is_passing(&error) => return Err(error),
            _ => {}
        }
    }
    Ok(received)
}

/// Whether the system cuts a datagram to the buffer. Windows gives an error in its place (WSAEMSGSIZE in
/// "recvfrom function"), so there the buffer has room for the longest, and what is too much is left out here.
const CUTS: bool = !cfg!(windows);

/// The length field of UDP has 16 bits (RFC 768).
const MAX_BYTES: usize = 65_535;

/// So much is gathered before it is written.
const PAGE_BYTES: usize = 16 * 1024;

/// Answers; an answer that the kernel refuses (to port 0, for one, which anybody can forge) does no harm.
async fn reply(socket: &UdpSocket, reply: Reply, to: SocketAddr, payload: &[u8]) {
    let _ = match reply {
        Reply::None => return,
        Reply::Echo => socket.send_to(payload, to).await,
        Reply::Ack => socket.send_to(format!("ack {}", payload.len()).as_bytes(), to).await,
    };
}

/// Whether the socket can be used on: nothing more was there, or an earlier reply came back.
fn is_passing(error: &io::Error) -> bool {
    use io::ErrorKind::{
        ConnectionRefused, ConnectionReset, HostUnreachable, NetworkUnreachable, WouldBlock,
    };
    matches!(
        error.kind(),
        WouldBlock | ConnectionRefused | ConnectionReset | HostUnreachable | NetworkUnreachable
    )
}
