//! A connect call, from its beginning to its answer.
//!
//! The one idea: most programs do not wait in the call. They are told `EINPROGRESS`, wait for the socket to be writable,
//! and then ask how it ended, by `SO_ERROR`, by a second connect, or by just using it. Each of these is the answer to
//! the call that was begun.
//!
//! See it run: `netlab observe -- curl http://127.0.0.1:1`.

use crate::event::{self, ErrorCode, Event, Kind, OsError, TcpState};
use crate::observe::call::code_on_linux;
use crate::observe::message::{family, int};
use crate::observe::moment::Moment;
use crate::observe::socket::{Attempt, Role};

/// A connect call begins.
pub(super) fn begins(moment: &mut Moment<'_>) {
    let Some(to) = moment.asked_address() else { return };
    let is_new = moment.socket.attempt.is_none() && !moment.socket.is_connected();
    if !moment.socket.is_stream() || !is_new {
        return;
    }
    moment.socket.names.peer = Some(to);
    moment.socket.attempt = Some(Attempt { began_us: moment.call.began_us, to });
    let event = moment.event(Kind::Connecting);
    moment.tell(Event { t_us: moment.call.began_us, ..event });
}

/// A connect call returned.
pub(super) fn returned(moment: &mut Moment<'_>) {
    if !moment.socket.is_stream() {
        return peer_set(moment);
    }
    match moment.returned.result() {
        _ if moment.socket.attempt.is_none() || moment.returned.is_interrupted() => {}
        Ok(_) | Err(ErrorCode::EISCONN) => succeeded(moment),
        Err(ErrorCode::EINPROGRESS | ErrorCode::EALREADY | ErrorCode::EAGAIN) => {}
        Err(code) => failed(moment, code),
    }
}

/// The program asked for the socket's pending error, and this is it.
pub(super) fn asked_for_error(moment: &mut Moment<'_>) {
    let Some(number) = int(&moment.probe.memory(moment.call.args[3], 4), 0) else { return };
    let number = number.cast_signed();
    let code = code_on_linux(number);
    match (number, moment.socket.attempt) {
        (0, None) => {}
        // It is 0 as well while nothing is decided.
        (0, Some(_)) => proven_by_state(moment),
        (_, Some(_)) => failed_by(moment, code, number),
        (_, None) => {
            let is_stream = moment.socket.is_stream();
            let call = if is_stream { event::Call::Peek { asked: 1 } } else { event::Call::LookAtDatagram };
            if let Some(outcome) = moment.proven(call, Err(code)) {
                let told = moment.event_of(outcome);
                moment.tell(Event { error: Some(OsError { code, os: Some(number) }), ..told });
            }
        }
    }
}

/// Bytes have moved: whatever was said of the connect call, it has succeeded.
pub(super) fn proven_by_traffic(moment: &mut Moment<'_>) {
    if moment.socket.attempt.is_some() {
        succeeded(moment);
    }
}

fn proven_by_state(moment: &mut Moment<'_>) {
    if moment.probe.tcp(moment.fd).state != Some(TcpState::SynSent) {
        succeeded(moment);
    }
}

fn succeeded(moment: &mut Moment<'_>) {
    let Some(attempt) = moment.socket.attempt.take() else { return };
    moment.socket.role = Role::Connected;
    moment.socket.names = moment.probe.names(moment.fd);
    moment.socket.names.peer.get_or_insert(attempt.to);
    if let Some(outcome) = moment.proven(event::Call::Connect, Ok(0)) {
        let told = moment.event_of(outcome);
        moment.tell(Event { error: None, ..answered(moment, attempt, told) });
    }
}

/// The connect call failed.
pub(super) fn failed(moment: &mut Moment<'_>, code: ErrorCode) {
    let number = moment.returned.error().and_then(|error| error.os).unwrap_or(0);
    failed_by(moment, code, number);
}

fn failed_by(moment: &mut Moment<'_>, code: ErrorCode, number: i32) {
    let Some(attempt) = moment.socket.attempt.take() else { return };
    if let Some(outcome) = moment.proven(event::Call::Connect, Err(code)) {
        let told = moment.event_of(outcome);
        let error = Some(OsError { code, os: Some(number) });
        moment.tell(Event { error, ..answered(moment, attempt, told) });
    }
    moment.socket.names.peer = None;
}

/// The answer belongs to the call that was begun, which may have returned long ago.
fn answered(moment: &Moment<'_>, attempt: Attempt, told: Event<'static>) -> Event<'static> {
    let since_us = moment.t_us.saturating_sub(attempt.began_us);
    let waited_us = if moment.socket.is_nonblocking { Some(since_us) } else { moment.waited_in_call(true) };
    Event { began_us: attempt.began_us, waited_us, ..told }
}

/// A datagram socket is given its one peer, or loses it again.
fn peer_set(moment: &mut Moment<'_>) {
    if !moment.returned.is_ok() {
        return;
    }
    let Some(to) = moment.asked_address() else {
        let bytes = moment.probe.memory(moment.call.args[1], 2);
        if family(&bytes) == Some(0) {
            moment.socket.names.peer = None;
        }
        return;
    };
    moment.socket.names.local = moment.probe.names(moment.fd).local;
    moment.socket.names.peer = Some(to);
    let event = moment.event(Kind::PeerSet);
    moment.tell(event);
}
