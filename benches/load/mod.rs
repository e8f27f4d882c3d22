//! The load: one thread that keeps so many greeting clients going at once, and counts what they finish.
//!
//! The one idea: the clients must cost less than the server, or we would measure ourselves. So they are
//! state machines on one `epoll`, without tasks or timers, with as few system calls as an exchange can have.
//!
//! See it run: `cargo bench --bench greeting`.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr};
use std::time::{Duration, Instant};

use mio::net::TcpStream;
use mio::{Events, Interest, Poll, Token};

/// How many clients talk at the same time.
pub(crate) const N_CLIENTS: usize = 50;

/// What each client says.
const LINE: &[u8] = b"Hello from the client!\n";

/// Longer than any pause of a server that works; a server that stands still ends the bench.
const PATIENCE: Duration = Duration::from_secs(10);

/// Runs exchanges for so long, and returns how many were finished.
///
/// An exchange: connect, hear the greeting, send a line, finish, hear the server's end, close.
///
/// # Errors
/// Those of the sockets; [`io::ErrorKind::TimedOut`] where the server stands still, and
/// [`io::ErrorKind::InvalidData`] where it did not greet.
pub(crate) fn run(server: SocketAddr, length: Duration) -> io::Result<u32> {
    let mut poll = Poll::new()?;
    let mut events = Events::with_capacity(2 * N_CLIENTS);
    let mut sources = Sources::default();
    let mut clients = Vec::with_capacity(N_CLIENTS);
    for slot in 0..N_CLIENTS {
        clients.push(Client::start(&poll, slot, sources.next(), server)?);
    }
    let mut n_finished = 0;
    let started = Instant::now();
    while started.elapsed() < length {
        poll.poll(&mut events, Some(PATIENCE))?;
        if events.is_empty() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        for event in &events {
            let slot = event.token().0;
            if clients[slot].go_on()? {
                n_finished += 1;
                clients[slot] = Client::start(&poll, slot, sources.next(), server)?;
            }
        }
    }
    Ok(n_finished)
}

/// One client on its way through an exchange.
struct Client {
    stream: TcpStream,
    is_greeted: bool,
}

impl Client {
    fn start(poll: &Poll, slot: usize, source: Ipv4Addr, server: SocketAddr) -> io::Result<Self> {
        let mut stream = connect(source, server)?;
        poll.registry().register(&mut stream, Token(slot), Interest::READABLE)?;
        Ok(Client { stream, is_greeted: false })
    }

    /// Does what can be done; true once the server has finished.
    fn go_on(&mut self) -> io::Result<bool> {
        let mut heard = [0; 512];
        match self.stream.read(&mut heard) {
            Ok(0) if self.is_greeted => Ok(true),
            Ok(0) => Err(io::ErrorKind::InvalidData.into()),
            Ok(_) if self.is_greeted => Ok(false),
            Ok(_) => {
                // The greeting is one small write, so it comes whole: no need to look for its end.
                self.is_greeted = true;
                self.stream.write_all(LINE)?;
                self.stream.shutdown(Shutdown::Write)?;
                Ok(false)
            }
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => Ok(false),
            Err(error) => Err(error),
        }
    }
}

/// Begins to connect from that address.
///
/// Whoever finishes first keeps its port in `TIME_WAIT` for a minute, and here that is the client: one
/// source address would run out of ports within two seconds.
#[cfg(target_os = "linux")]
fn connect(source: Ipv4Addr, server: SocketAddr) -> io::Result<TcpStream> {
    use socket2::{Domain, Socket, Type};

    let socket = Socket::new(Domain::IPV4, Type::STREAM, None)?;
    socket.set_nonblocking(true)?;
    socket.bind(&SocketAddr::from((source, 0)).into())?;
    match socket.connect(&server.into()) {
        Err(error) if error.raw_os_error() != Some(libc::EINPROGRESS) => Err(error),
        _connecting => Ok(TcpStream::from_std(socket.into())),
    }
}

/// Begins to connect. Elsewhere only 127.0.0.1 is there without asking for it; its ports have to do.
#[cfg(not(target_os = "linux"))]
fn connect(_: Ipv4Addr, server: SocketAddr) -> io::Result<TcpStream> {
    TcpStream::connect(server)
}

/// Takes turns in the addresses of 127.0.0.0/8 that belong to nobody else.
#[derive(Default)]
struct Sources(u32);

impl Sources {
    fn next(&mut self) -> Ipv4Addr {
        self.0 = (self.0 + 1) % N_SOURCES;
        Ipv4Addr::from_bits(FIRST_SOURCE.to_bits() + self.0)
    }
}

const FIRST_SOURCE: Ipv4Addr = Ipv4Addr::new(127, 77, 0, 1);
const N_SOURCES: u32 = 1000;
