//! Where a program can be reached: looked up, bound, and told.
//!
//! The one idea: what was typed is a wish, what was bound is the fact. `0`, `localhost` and
//! `::ffff:127.0.0.1` do not look like what they are, so who can come in is read from the socket.
//!
//! See it run: `netlab tcp-server 0:9191`, then `netlab tcp-server '[::ffff:127.0.0.1]:9191'`.

use std::io;
use std::net::SocketAddr;

use crate::catalogue::Lang;
use crate::cli::desk::address::Address;
use crate::cli::desk::failure::Failure;
use crate::cli::desk::setting::Setting;
use crate::cli::desk::words::{
    anyone_can_connect, anyone_can_send, listening_on, one_of_its_addresses, receiving_on,
};
use crate::event::Transport;
use crate::net::{TcpListener, UdpSocket, lookup_host};

/// The addresses that an address stands for, each once: one, or those of a name.
///
/// # Errors
/// Those of the lookup.
pub(crate) async fn look_up(addr: &Address) -> io::Result<Vec<SocketAddr>> {
    let mut all: Vec<SocketAddr> = Vec::new();
    for found in lookup_host(addr.target()).await? {
        if !all.contains(&found) {
            all.push(found);
        }
    }
    if all.is_empty() { Err(io::ErrorKind::NotFound.into()) } else { Ok(all) }
}

/// Binds and listens for a server of this name, and says where.
pub(crate) async fn listen(
    addr: &Address,
    program: &'static str,
    setting: &Setting,
) -> Result<TcpListener, Failure> {
    let cannot = |error| Failure::to_bind(addr, &error, program, Transport::Tcp);
    let all = look_up(addr).await.map_err(cannot)?;
    let listener = TcpListener::bind(&all[..]).await.map_err(cannot)?;
    let at = listener.local_addr().map_err(cannot)?;
    Bound { at, addr, n_others: all.len() - 1, service: Service::Connections }.tell(setting);
    Ok(listener)
}

/// Binds a receiver of datagrams, and says where; one that `answers` does so from the address that was asked.
pub(crate) async fn receive(addr: &Address, answers: bool, setting: &Setting) -> Result<UdpSocket, Failure> {
    let cannot = |error| Failure::to_bind(addr, &error, "udp-recv", Transport::Udp);
    let all = look_up(addr).await.map_err(cannot)?;
    let socket = UdpSocket::bind(&all[..]).await.map_err(cannot)?;
    if answers {
        // Before anybody can know of it. Where the system cannot, they leave as the way back suggests.
        let _ = socket.answer_from_where_asked();
    }
    let at = socket.local_addr().map_err(cannot)?;
    Bound { at, addr, n_others: all.len() - 1, service: Service::Datagrams }.tell(setting);
    Ok(socket)
}

/// What was bound, of what was asked for.
pub(crate) struct Bound<'a> {
    pub(crate) at: SocketAddr,
    pub(crate) addr: &'a Address,
    /// How many further addresses the name has.
    pub(crate) n_others: usize,
    pub(crate) service: Service,
}

/// What can be done at a place that was bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Service {
    /// A server accepts connections.
    Connections,
    /// A receiver takes datagrams.
    Datagrams,
    /// A relay takes datagrams.
    RelayedDatagrams,
}

impl Bound<'_> {
    /// Says where the program can be reached now, and by whom.
    pub(crate) fn tell(&self, setting: &Setting) {
        setting.ready(&self.place(setting.lang));
        if self.n_others > 0 {
            setting.notice(&one_of_its_addresses(
                setting.lang,
                self.at.ip(),
                self.n_others + 1,
                &self.addr.host,
            ));
        }
        if !self.at.ip().to_canonical().is_loopback() {
            setting.notice(self.public(setting.lang));
        }
    }

    fn place(&self, lang: Lang) -> String {
        match self.service {
            Service::Connections | Service::RelayedDatagrams => listening_on(lang, self.at),
            Service::Datagrams => receiving_on(lang, self.at),
        }
    }

    fn public(&self, lang: Lang) -> &'static str {
        match self.service {
            Service::Connections => anyone_can_connect(lang),
            Service::Datagrams | Service::RelayedDatagrams => anyone_can_send(lang),
        }
    }
}
