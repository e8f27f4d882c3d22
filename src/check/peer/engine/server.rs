//! The engine's two doors: one for the program, which speaks NATS, and one for members that the judge plays, who say
//! lines.
//!
//! The one idea: an engine can be taken away and brought back at the same address. Its clients' connections end with
//! it, and the members of other servers do not notice: they are on other machines.
//!
//! See it run: the check `engine-away` of `lessons/17-many-servers/exercise.toml`.

use std::cell::RefCell;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::Notify;
use tokio::task::{JoinHandle, JoinSet};

use crate::check::peer::dial::listener;
use crate::check::peer::engine::hub::{Hub, Outbox};
use crate::check::peer::engine::verb::{self, Flaw};
use crate::net::{TcpListener, TcpStream};

/// An engine; it ends when this is dropped.
pub(crate) struct Engine {
    /// Where the program finds it.
    pub(crate) addr: SocketAddr,
    /// Where members of other servers come in.
    pub(crate) gate: SocketAddr,
    hub: Rc<RefCell<Hub>>,
    /// So many bytes of it at a time, where it is slow.
    slice: Option<usize>,
    clients: RefCell<Option<JoinHandle<()>>>,
    members: JoinHandle<()>,
}

/// What an engine is like.
pub(crate) struct Manner<'a> {
    /// The subject that servers speak on, without their own names.
    pub(crate) under: &'a str,
    /// It writes so many bytes at a time.
    pub(crate) slice: Option<usize>,
}

impl Engine {
    /// An engine at a port of the system's choice.
    ///
    /// # Errors
    /// Those of binding.
    pub(crate) fn open(ip: IpAddr, manner: &Manner<'_>, news: &Arc<Notify>) -> io::Result<Engine> {
        let any = SocketAddr::new(ip, 0);
        let (clients, members) = (listener(any, false)?, listener(any, false)?);
        let hub = Rc::new(RefCell::new(Hub::new(manner.under, news)));
        let (addr, gate) = (clients.local_addr()?, members.local_addr()?);
        let members = tokio::task::spawn_local(serve(members, Rc::clone(&hub), member));
        let engine = Engine { addr, gate, hub, slice: manner.slice, clients: RefCell::new(None), members };
        engine.serve_clients(clients);
        Ok(engine)
    }

    /// Brings it back, at the address that it had.
    ///
    /// # Errors
    /// Those of binding.
    pub(crate) fn open_again(&self) -> io::Result<()> {
        self.close();
        self.serve_clients(listener(self.addr, false)?);
        Ok(())
    }

    fn serve_clients(&self, listener: TcpListener) {
        let slice = self.slice;
        let serve = serve(listener, Rc::clone(&self.hub), move |stream, hub| client(stream, hub, slice));
        self.clients.replace(Some(tokio::task::spawn_local(serve)));
    }

    /// Takes it away: nobody listens, and every client's connection ends.
    pub(crate) fn close(&self) {
        if let Some(clients) = self.clients.take() {
            clients.abort();
        }
        self.hub.borrow_mut().forgets_clients();
    }

    /// Asks every client whether it is there (`PING`); false where there is none.
    pub(crate) fn ask(&self) -> bool {
        self.hub.borrow_mut().ask()
    }

    /// Whether anybody is connected to it.
    pub(crate) fn has_clients(&self) -> bool {
        self.hub.borrow().has_clients()
    }

    /// Whether every client has answered (`PONG`).
    pub(crate) fn is_answered(&self) -> bool {
        self.hub.borrow().is_answered()
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        self.close();
        self.members.abort();
    }
}

/// Takes all who come; whoever is being served is dropped with it.
async fn serve<F: Future<Output = ()> + 'static>(
    listener: TcpListener,
    hub: Rc<RefCell<Hub>>,
    attend: impl Fn(TcpStream, Rc<RefCell<Hub>>) -> F,
) {
    let mut served = JoinSet::new();
    loop {
        match listener.accept().await {
            Ok((stream, _)) => drop(served.spawn_local(attend(stream, Rc::clone(&hub)))),
            // Too many files: it may pass.
            Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
        }
        while served.try_join_next().is_some() {}
    }
}

/// Serves the program.
async fn client(stream: TcpStream, hub: Rc<RefCell<Hub>>, slice: Option<usize>) {
    // Without it, a slice would wait for the next one.
    let _ = stream.set_nodelay(true);
    let (mut reader, mut writer) = stream.into_split();
    let (number, outbox) = hub.borrow_mut().client_comes();
    let read = async {
        let (mut bytes, mut buf) = (Vec::new(), vec![0; 64 * 1024]);
        while let Ok(n_bytes @ 1..) = reader.read(&mut buf).await {
            bytes.extend_from_slice(&buf[..n_bytes]);
            while let Some(verb) = verb::next(&mut bytes)? {
                hub.borrow_mut().hear(number, verb);
            }
        }
        Ok::<(), Flaw>(())
    };
    let ended = tokio::select! {
        ended = read => ended,
        () = write(&mut writer, &outbox, slice) => Ok(()),
    };
    hub.borrow_mut().goes(number);
    let last =
        [outbox.take_now(), ended.err().map_or(&b""[..], |flaw| flaw.line().as_bytes()).to_vec()].concat();
    // Whoever does not read its last words does not get them.
    let _ = tokio::time::timeout(LAST_WORDS, writer.write_all(&last)).await;
}

/// Serves a member of another server: each of its lines is one message.
async fn member(stream: TcpStream, hub: Rc<RefCell<Hub>>) {
    let _ = stream.set_nodelay(true);
    let (mut reader, mut writer) = stream.into_split();
    let (number, outbox) = hub.borrow_mut().member_comes();
    let read = async {
        let (mut bytes, mut buf) = (Vec::new(), vec![0; 64 * 1024]);
        while let Ok(n_bytes @ 1..) = reader.read(&mut buf).await {
            bytes.extend_from_slice(&buf[..n_bytes]);
            while let Some(end) = memchr::memchr(b'\n', &bytes) {
                let line: Vec<u8> = bytes.drain(..=end).collect();
                hub.borrow().says(number, &line[..end]);
            }
        }
    };
    tokio::select! {
        () = read => {}
        () = write(&mut writer, &outbox, None) => {}
    }
    hub.borrow_mut().goes(number);
}

/// Writes what waits, until the connection breaks.
async fn write(writer: &mut (impl AsyncWriteExt + Unpin), outbox: &Outbox, slice: Option<usize>) {
    loop {
        let waiting = outbox.take().await;
        for piece in waiting.chunks(slice.unwrap_or(usize::MAX)) {
            if writer.write_all(piece).await.is_err() {
                return;
            }
            if slice.is_some() {
                tokio::time::sleep(BETWEEN_SLICES).await;
            }
        }
    }
}

/// Long enough for a program that waits to take a slice by itself, on a machine that is not busy.
const BETWEEN_SLICES: Duration = Duration::from_millis(2);
/// So long an error may take to be written.
const LAST_WORDS: Duration = Duration::from_secs(1);
