//! The rules of truth, tried on lives that nobody thought of.
//!
//! The one idea: a law says what no life may tell, whatever its calls return. Lives are drawn by lot, with
//! errors, empty buffers and calls that nobody hears among them; the laws know nothing of how a life is kept.

use netlab::event::{Call, CallResult, ErrorCode, Kind, Outcome, SocketLife, Span};
use proptest::prelude::*;

/// One call, and whether somebody hears of it.
type Step = (Call, CallResult, bool);

/// Errors that end a connection, and errors of the call alone.
const FATAL: [ErrorCode; 4] =
    [ErrorCode::ECONNRESET, ErrorCode::ECONNABORTED, ErrorCode::ETIMEDOUT, ErrorCode::EHOSTUNREACH];
const OF_THE_CALL: [ErrorCode; 3] = [ErrorCode::EAGAIN, ErrorCode::EINTR, ErrorCode::ENOBUFS];

fn result(most: u64) -> impl Strategy<Value = CallResult> {
    prop_oneof![
        8 => (0..=most).prop_map(Ok),
        1 => prop::sample::select(FATAL.to_vec()).prop_map(Err),
        1 => Just(Err(ErrorCode::EPIPE)),
        2 => prop::sample::select(OF_THE_CALL.to_vec()).prop_map(Err),
    ]
}

/// A call on a stream; it moves no more bytes than it was given room for.
fn step() -> impl Strategy<Value = Step> {
    let call = (0..40_u64).prop_flat_map(|asked| {
        prop_oneof![
            4 => result(asked).prop_map(move |it| (Call::Read { asked }, it)),
            1 => result(asked).prop_map(move |it| (Call::Peek { asked }, it)),
            4 => result(asked).prop_map(move |it| (Call::Write { asked }, it)),
            1 => Just((Call::Finish, Ok(0))),
        ]
    });
    (call, prop::bool::weighted(0.8)).prop_map(|((call, result), is_heard)| (call, result, is_heard))
}

fn lives() -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec(step(), 0..60)
}

/// Lives through all steps; gives what was told, each with the number of its step.
fn told(steps: &[Step]) -> Vec<(usize, Outcome)> {
    let life = SocketLife::default();
    let mut told = Vec::new();
    for (number, (call, result, is_heard)) in steps.iter().enumerate() {
        let span = Span { began_us: number as u64 * 10 + 1, t_us: number as u64 * 10 + 5 };
        if *is_heard {
            told.extend(life.returned(*call, *result, span).map(|outcome| (number, outcome)));
        } else {
            life.passed(*call, *result);
        }
    }
    let t_us = steps.len() as u64 * 10;
    told.extend(life.closed(t_us).into_iter().map(|outcome| (steps.len(), outcome)));
    assert!(life.closed(t_us).is_empty(), "a socket closes once");
    told
}

fn places(told: &[(usize, Outcome)], kind: Kind) -> Vec<usize> {
    told.iter().filter(|(_, outcome)| outcome.kind == kind).map(|(number, _)| *number).collect()
}

proptest! {
    #[test]
    fn the_peer_never_finishes_after_an_error_that_ended_the_connection(steps in lives()) {
        let is_fatal = |(_, result, _): &Step| result.is_err_and(|code| FATAL.contains(&code));
        let broken = steps.iter().position(is_fatal).unwrap_or(steps.len());
        for number in places(&told(&steps), Kind::PeerFinished) {
            prop_assert!(number < broken);
            let (call, result, _) = steps[number];
            let has_room = matches!(call, Call::Read { asked: 1.. } | Call::Peek { asked: 1.. });
            prop_assert!(has_room && result == Ok(0), "an empty buffer proves nothing: {call:?} {result:?}");
        }
    }

    #[test]
    fn every_byte_has_one_position_also_where_nobody_heard(steps in lives()) {
        let told = told(&steps);
        for (kind, is_it) in [
            (Kind::Received, (|call| matches!(call, Call::Read { .. })) as fn(Call) -> bool),
            (Kind::Sent, |call| matches!(call, Call::Write { .. })),
        ] {
            let moved = |(call, result, _): &Step| if is_it(*call) { result.unwrap_or(0) } else { 0 };
            for (number, outcome) in told.iter().filter(|(_, outcome)| outcome.kind == kind) {
                prop_assert_eq!(outcome.offset, Some(steps[..*number].iter().map(moved).sum()));
                prop_assert_eq!(outcome.len, steps[*number].1.ok());
            }
        }
    }

    #[test]
    fn an_end_is_told_once_and_a_wait_once_until_bytes_go(steps in lives()) {
        let told = told(&steps);
        for kind in [Kind::PeerFinished, Kind::Finished, Kind::Reset, Kind::Closed] {
            prop_assert!(places(&told, kind).len() <= 1, "{kind}: {told:?}");
        }
        prop_assert_eq!(told.last().map(|(_, outcome)| outcome.kind), Some(Kind::Closed));
        for waits in places(&told, Kind::Waiting).windows(2) {
            let between = places(&told, Kind::Sent).into_iter().any(|sent| waits[0] < sent && sent < waits[1]);
            prop_assert!(between, "{told:?}");
        }
    }

    #[test]
    fn a_broken_pipe_is_a_reset_only_where_we_had_not_finished(steps in lives()) {
        let told = told(&steps);
        let finished = places(&told, Kind::Finished).first().copied().unwrap_or(usize::MAX);
        for number in places(&told, Kind::Reset) {
            prop_assert!(steps[number].1 != Err(ErrorCode::EPIPE) || number < finished, "{told:?}");
        }
    }

    #[test]
    fn datagrams_are_numbered_in_each_direction(takes in prop::collection::vec(any::<(bool, bool)>(), 0..40)) {
        let life = SocketLife::default();
        let span = Span { began_us: 1, t_us: 2 };
        let mut n = [0, 0];
        for (is_sent, is_heard) in takes {
            let receive = Call::ReceiveDatagram { asked: 4, full_len: Some(9) };
            let call = if is_sent { Call::SendDatagram { asked: 4 } } else { receive };
            n[usize::from(is_sent)] += 1;
            if !is_heard {
                life.passed(call, Ok(4));
                continue;
            }
            let outcome = life.returned(call, Ok(4), span).expect("each is told");
            let kind = if is_sent { Kind::DatagramSent } else { Kind::DatagramCut };
            prop_assert_eq!((outcome.kind, outcome.n), (kind, Some(n[usize::from(is_sent)])));
        }
    }
}

/// A life through these calls: the kinds that are told.
fn kinds(steps: &[(Call, CallResult)]) -> Vec<Kind> {
    let heard: Vec<Step> = steps.iter().map(|(call, result)| (*call, *result, true)).collect();
    told(&heard).into_iter().map(|(_, outcome)| outcome.kind).collect()
}

const READ: Call = Call::Read { asked: 9 };
const WRITE: Call = Call::Write { asked: 9 };

#[test]
fn the_zero_after_a_reset_is_no_end() {
    let reset = Err(ErrorCode::ECONNRESET);
    assert_eq!(kinds(&[(READ, reset), (READ, Ok(0))]), [Kind::Reset, Kind::Closed]);
    assert_eq!(kinds(&[(READ, Ok(0)), (WRITE, reset)]), [Kind::PeerFinished, Kind::Reset, Kind::Closed]);
}

#[test]
fn a_write_after_our_own_end_is_a_mistake_and_no_reset() {
    let broken = Err(ErrorCode::EPIPE);
    assert_eq!(kinds(&[(WRITE, broken)]), [Kind::Reset, Kind::Closed]);
    assert_eq!(
        kinds(&[(Call::Finish, Ok(0)), (WRITE, broken), (READ, Ok(0))]),
        [Kind::Finished, Kind::SendFailed, Kind::PeerFinished, Kind::Closed]
    );
}

#[test]
fn a_socket_without_a_role_closes_unheard_and_one_that_takes_a_role_does_not() {
    let life = SocketLife::default();
    life.leave();
    life.passed(Call::Bind, Err(ErrorCode::EADDRINUSE));
    assert!(life.closed(9).is_empty());
    life.passed(Call::Bind, Ok(0));
    assert_eq!(life.closed(9).len(), 1);
}

#[test]
fn a_read_that_is_pending_at_the_end_was_given_up() {
    let life = SocketLife::default();
    life.read_is_pending(3);
    let told: Vec<_> = life.closed(9).into_iter().map(|it| (it.kind, it.waited_us)).collect();
    assert_eq!(told, [(Kind::GaveUp, Some(6)), (Kind::Closed, None)]);
}
