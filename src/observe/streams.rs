//! Bytes of a stream: read and written.
//!
//! The one idea: a call that moves bytes proves that they were moved between the program and its kernel, no more. What
//! of it is told, and once or always, the socket's life decides.
//!
//! See it run: `netlab explain sent`.

use crate::event::{self, ErrorCode};
use crate::observe::connecting;
use crate::observe::moment::Moment;
use crate::observe::transfer::{MSG_DONTWAIT, MSG_ERRQUEUE, MSG_PEEK, MSG_TRUNC, Transfer};

/// A read, or a look, returned.
pub(super) fn read(moment: &mut Moment<'_>, transfer: &Transfer) {
    if transfer.flags & MSG_ERRQUEUE != 0 {
        return;
    }
    let asked = transfer.asked();
    let is_look = transfer.flags & MSG_PEEK != 0;
    let call = if is_look { event::Call::Peek { asked } } else { event::Call::Read { asked } };
    // Given MSG_TRUNC, a stream throws bytes away and puts none into the buffer (`man 7 tcp`).
    let has_data = !is_look && transfer.flags & MSG_TRUNC == 0;
    moved(moment, transfer, call, has_data);
}

/// A write returned.
pub(super) fn written(moment: &mut Moment<'_>, transfer: &Transfer) {
    moved(moment, transfer, event::Call::Write { asked: transfer.asked() }, true);
}

fn moved(moment: &mut Moment<'_>, transfer: &Transfer, call: event::Call, has_data: bool) {
    let result = transfer.returned.result();
    match result {
        Ok(n_bytes) if n_bytes > 0 => connecting::proven_by_traffic(moment),
        // A stream that is not connected has nothing to be read: the program is early, and no peer is concerned.
        Err(ErrorCode::ENOTCONN | ErrorCode::EINVAL | ErrorCode::EBADF) => return,
        Err(ErrorCode::EAGAIN) if moment.socket.attempt.is_some() => return,
        Err(code) if moment.socket.attempt.is_some() && code != ErrorCode::EPIPE => {
            return connecting::failed(moment, code);
        }
        _ => {}
    }
    let Some(outcome) = moment.proven(call, result) else { return };
    let waited_us = outcome.waited_us.or_else(|| moment.waited_in_call(transfer.flags & MSG_DONTWAIT == 0));
    let n_bytes = moment.teller.wanted.data_bytes;
    let data = match result {
        Ok(n_moved) if has_data => transfer.data(n_moved, n_bytes, moment.probe),
        _ => Vec::new(),
    };
    moment.learn_local();
    let told = moment.event_of(outcome);
    let data = moment.payload(data);
    moment.tell(event::Event { waited_us, data, ..told });
}
