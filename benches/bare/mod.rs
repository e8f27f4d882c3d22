//! The floors: the greeting server on sockets that nobody observes.
//!
//! The one idea: a ratio is worth something only if both sides do the same work. The tokio floor is the
//! chapter's own source, compiled against `tokio::net`; the other one is the same conversation written by
//! hand on an `epoll` loop (kqueue on macOS), without a runtime, tasks or time limits.
//!
//! See it run: `cargo bench --bench greeting`.

use std::collections::HashMap;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use mio::net::{TcpListener, TcpStream};
use mio::{Events, Interest, Token};
use socket2::{Domain, Socket, Type};
use tokio::io::AsyncWrite;
use tokio::runtime;

use crate::chapters::greeting::{ServerOptions, serve};

const GREETING: &str = "Hello from the server. Who is there?";

/// Serves for ever on tokio's own sockets.
///
/// # Errors
/// Those of listening and of standard output.
pub(crate) fn serve_on_tokio(mut runtime: runtime::Builder) -> io::Result<()> {
    runtime.enable_all().build()?.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listening_socket()?.into())?;
        let options = ServerOptions {
            greeting: GREETING.into(),
            once: false,
            max_clients: 10_000,
            max_line_bytes: 65_536,
            idle_timeout: Duration::from_secs(300),
        };
        serve(listener, options, Stdout, std::future::pending()).await.map(drop)
    })
}

/// Serves for ever on an `epoll` loop.
///
/// # Errors
/// Those of listening and of standard output; a client's own failure ends only that client.
pub(crate) fn serve_on_epoll() -> io::Result<()> {
    let mut listener = TcpListener::from_std(listening_socket()?.into());
    let mut poll = mio::Poll::new()?;
    let mut events = Events::with_capacity(1024);
    let mut clients = HashMap::new();
    let mut n_clients = 0;
    poll.registry().register(&mut listener, LISTENER, Interest::READABLE)?;
    loop {
        poll.poll(&mut events, None)?;
        for event in &events {
            if event.token() != LISTENER {
                let is_over = clients.get_mut(&event.token()).is_some_and(Client::is_over);
                if is_over {
                    clients.remove(&event.token());
                }
                continue;
            }
            while let Ok((stream, peer)) = listener.accept() {
                n_clients += 1;
                let mut client = Client { stream, peer, said: Vec::new() };
                poll.registry().register(&mut client.stream, Token(n_clients), Interest::READABLE)?;
                // A fresh socket has room for a greeting.
                if writeln!(client.stream, "{GREETING}").is_ok() {
                    clients.insert(Token(n_clients), client);
                }
            }
        }
    }
}

const LISTENER: Token = Token(0);

struct Client {
    stream: TcpStream,
    peer: SocketAddr,
    said: Vec<u8>,
}

impl Client {
    /// Shows the lines that have come; true once the client has finished or broken off.
    fn is_over(&mut self) -> bool {
        let mut heard = [0; 8 * 1024];
        loop {
            match self.stream.read(&mut heard) {
                Ok(n_bytes) if n_bytes > 0 => self.said.extend_from_slice(&heard[..n_bytes]),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return false,
                _over => return true,
            }
            while let Some(end) = self.said.iter().position(|byte| *byte == b'\n') {
                let line: Vec<u8> = self.said.drain(..=end).collect();
                let shown = [format!("{}: ", self.peer).as_bytes(), &line].concat();
                // Nobody reads it here.
                let _ = io::stdout().write_all(&shown);
            }
        }
    }
}

/// Listens as netlab does, and says where in the same words.
fn listening_socket() -> io::Result<Socket> {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None)?;
    socket.set_nonblocking(true)?;
    socket.set_reuse_address(true)?;
    socket.bind(&SocketAddr::from((Ipv4Addr::LOCALHOST, 0)).into())?;
    socket.listen(4096)?;
    let bound = socket.local_addr()?.as_socket().ok_or(io::ErrorKind::AddrNotAvailable)?;
    writeln!(io::stderr(), "listening on {bound}; a floor")?;
    Ok(socket)
}

/// Standard output, written to at once: what costs least as long as nobody is slow to read it.
#[derive(Clone)]
struct Stdout;

impl AsyncWrite for Stdout {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Poll::Ready(io::stdout().write(bytes))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(io::stdout().flush())
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}
