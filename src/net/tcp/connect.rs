//! A connect call, from the first try to its answer.
//!
//! The one idea: there are four different ends. The peer's kernel agrees (`connected`) or says that
//! nobody listens (`refused`); it stays silent until our kernel gives up (`timed-out`); or our own
//! program stops waiting (`gave-up`), which is no timeout of the network.
//!
//! See it run: `netlab tcp-client 127.0.0.1:1`.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use tokio::net;

use crate::event::{Call, ErrorCode, Event, Kind, OsError};
use crate::net::watch::held::{Held, Inner};
use crate::net::watch::record::{Act, Watch};
use crate::net::watch::timed::timed;

/// Runs one connect call to one address, and tells how it ended; gives tokio's stream with its record.
///
/// # Cancel safety
/// Dropping the future closes the socket, and tells `gave-up`.
pub(super) async fn connect(
    addr: SocketAddr,
    watch: Arc<Watch>,
    call: impl Future<Output = io::Result<net::TcpStream>>,
) -> io::Result<Held<net::TcpStream>> {
    watch.learn_peer(addr);
    let act = Act::begin();
    if let Some(began_us) = act.began_us() {
        watch.event(Kind::Connecting, began_us).emit();
    }
    let attempt = Attempt { watch: Some(watch), act };
    let call = timed(call).await;
    let watch = attempt.answered();
    match call.output {
        Ok(inner) => {
            watch.forget_local();
            if let Some(connected) = watch.returned(act, Call::Connect, Ok(0)) {
                watch.tell(Event { waited_us: call.waited_us, ..connected }, &inner.socket());
            }
            Ok(Held::new(inner, watch))
        }
        Err(error) => {
            if let Some(failed) = watch.returned(act, Call::Connect, Err(ErrorCode::from_io(&error))) {
                Event { waited_us: call.waited_us, error: Some(OsError::from(&error)), ..failed }.emit();
            }
            Err(error)
        }
    }
}

/// A connect call that has not been answered; if it is dropped so, its program gave up.
struct Attempt {
    /// `None` once answered.
    watch: Option<Arc<Watch>>,
    act: Act,
}

impl Attempt {
    fn answered(mut self) -> Arc<Watch> {
        self.watch.take().expect("an attempt is answered once")
    }
}

impl Drop for Attempt {
    fn drop(&mut self) {
        if let Some(watch) = self.watch.take() {
            watch.give_up(self.act);
        }
    }
}
