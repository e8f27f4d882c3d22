//! Sockets in the making: their address, their backlog, their options, their half-close.
//!
//! The one idea: these calls move nothing. They say what a socket is to be, and the kernel agrees or not.
//!
//! See it run: `netlab observe -- python3 -m http.server 8080`.

use std::borrow::Cow;

use crate::event::{self, Event, Kind};
use crate::observe::moment::Moment;
use crate::observe::options::{in_words, throws_away};
use crate::observe::socket::Role;

/// An address was asked for.
pub(super) fn bound(moment: &mut Moment<'_>) {
    let Some(outcome) = moment.proven(event::Call::Bind, moment.returned.result()) else { return };
    let mut local = None;
    if moment.returned.is_ok() {
        // Port 0 has become a number.
        moment.socket.names.local = moment.probe.names(moment.fd).local;
    } else {
        local = moment.asked_address();
    }
    let told = moment.event_of(outcome);
    moment.tell(Event { local: told.local.or(local), ..told });
}

/// Connections are to be let in.
pub(super) fn listens(moment: &mut Moment<'_>) {
    let is_ok = moment.returned.is_ok();
    if !moment.socket.is_stream() || (is_ok && moment.socket.role == Role::Listening) {
        return;
    }
    let asked = u64::from(moment.call.int(1));
    let Some(outcome) = moment.proven(event::Call::Listen { asked }, moment.returned.result()) else {
        return;
    };
    if is_ok {
        moment.socket.role = Role::Listening;
    }
    moment.learn_local();
    let told = moment.event_of(outcome);
    moment.tell(told);
}

/// An accept call gave no connection.
pub(super) fn not_accepted(moment: &mut Moment<'_>) {
    if moment.returned.result() == Err(event::ErrorCode::EAGAIN) {
        moment.socket.accepts_since_us.get_or_insert(moment.call.began_us);
        return;
    }
    let told = moment.event(Kind::AcceptFailed);
    moment.tell(told);
}

/// How long a listener's program had waited for the connection that it was just given.
pub(super) fn waited_to_accept(moment: &mut Moment<'_>) -> Option<u64> {
    let since_us = moment.socket.accepts_since_us.take();
    since_us.map(|us| moment.t_us.saturating_sub(us)).or_else(|| moment.waited_in_call(true))
}

/// A connection was taken from the listener's queue: this is its first moment.
pub(super) fn accepted(moment: &mut Moment<'_>, waited_us: Option<u64>) {
    moment.socket.role = Role::Connected;
    let told = moment.event(Kind::Accepted);
    moment.tell(Event { waited_us, error: None, ..told });
}

/// The sending side, or both, were shut down.
pub(super) fn finished(moment: &mut Moment<'_>) {
    let is_of_sending = matches!(moment.call.int(1), 1 | 2);
    let socket = &moment.socket;
    if !moment.returned.is_ok() || !is_of_sending || !socket.is_stream() || !socket.is_connected() {
        return;
    }
    if let Some(outcome) = moment.proven(event::Call::Finish, Ok(0)) {
        let told = moment.event_of(outcome);
        moment.tell(told);
    }
}

/// An option was set, or refused.
pub(super) fn option_set(moment: &mut Moment<'_>) {
    let (level, option) = (moment.call.int(1), moment.call.int(2));
    let n_bytes = MAX_OPTION_BYTES.min(moment.call.int(4) as usize);
    let value = moment.probe.memory(moment.call.args[3], n_bytes);
    let is_ok = moment.returned.is_ok();
    if let Some(throws_away) = throws_away(level, option, &value).filter(|_| is_ok) {
        moment.socket.throws_away = throws_away;
    }
    let told = moment.event(if is_ok { Kind::OptionSet } else { Kind::OptionFailed });
    moment.tell(Event { option: Some(Cow::Owned(in_words(level, option, &value))), ..told });
}

/// More than any option takes that is told with its value.
const MAX_OPTION_BYTES: usize = 64;
