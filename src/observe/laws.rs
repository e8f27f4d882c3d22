//! What a machine tells of calls.
//!
//! The one idea: each test is a few calls as `strace` would show them, and the events that they prove.

use crate::event::{ErrorCode, Kind, TcpFacts, TcpState};
use crate::kernel::tracer::calls::SysCall;
use crate::observe::stage::{ADDRESS, BUFFER, LENGTH, PID, Script, Stage, addr, args, kinds};
use crate::observe::{Call, Described, Returned};

const EAGAIN: i64 = -11;
const ECONNRESET: i64 = -104;
const EINPROGRESS: i64 = -115;
const ERESTARTSYS: i64 = -512;

#[test]
fn a_connection_is_told_from_its_connect_to_its_close() {
    let mut stage = Stage::new();
    assert_eq!(stage.call(SysCall::Socket, args(&[2, 1, 0]), 3), [], "a socket by itself does nothing");
    let told = stage.call(SysCall::Connect, args(&[3, ADDRESS, 16]), 0);
    assert_eq!(kinds(&told), [Kind::Connecting, Kind::Connected]);
    assert_eq!((told[1].local, told[1].peer), (addr("127.0.0.1:5000"), addr("127.0.0.1:80")));
    assert_eq!((told[1].socket, told[1].pid, told[1].fd), (1, Some(PID), Some(3)));
    let told = stage.call(SysCall::Write, args(&[3, BUFFER, 12]), 5);
    assert_eq!(
        (told[0].kind, told[0].offset, told[0].len, told[0].asked),
        (Kind::Sent, Some(0), Some(5), Some(12))
    );
    assert_eq!(told[0].data.as_deref(), Some(&b"hello"[..]));
    assert_eq!(stage.read(12)[0].offset, Some(0));
    assert_eq!(kinds(&stage.read(0)), [Kind::PeerFinished]);
    assert_eq!(stage.read(0), [], "the end is told once");
    assert_eq!(kinds(&stage.close()), [Kind::Closed]);
    assert_eq!(stage.read(0), [], "the descriptor is nobody's");
}

#[test]
fn a_connect_that_does_not_wait_is_answered_by_the_pending_error() {
    let check = |error: i32, state, expected: &[Kind]| {
        let mut stage = Stage::new();
        stage.call(SysCall::Socket, args(&[2, 1 | 0o4000, 0]), 3);
        assert_eq!(
            kinds(&stage.call(SysCall::Connect, args(&[3, ADDRESS, 16]), EINPROGRESS)),
            [Kind::Connecting]
        );
        stage.script.tcp.state = Some(state);
        stage.script.memory.insert(BUFFER, error.to_ne_bytes().to_vec());
        let told = stage.call(SysCall::Getsockopt, args(&[3, 1, 4, BUFFER, LENGTH]), 0);
        assert_eq!(kinds(&told), expected, "{error}");
        told
    };
    let told = check(0, TcpState::Established, &[Kind::Connected]);
    assert_eq!(told[0].waited_us, Some(told[0].t_us - told[0].began_us), "since the call");
    check(0, TcpState::SynSent, &[]);
    let told = check(111, TcpState::Closed, &[Kind::Refused]);
    assert_eq!(told[0].error.map(|error| error.code), Some(ErrorCode::ECONNREFUSED));
    check(110, TcpState::Closed, &[Kind::TimedOut]);
}

#[test]
fn a_connect_is_also_answered_by_a_second_one_or_by_the_first_bytes() {
    let pending = || {
        let mut stage = Stage::new();
        stage.call(SysCall::Socket, args(&[2, 1 | 0o4000, 0]), 3);
        stage.call(SysCall::Connect, args(&[3, ADDRESS, 16]), EINPROGRESS);
        stage
    };
    let told = pending().call(SysCall::Connect, args(&[3, ADDRESS, 16]), -106);
    assert_eq!((kinds(&told), told[0].error), (vec![Kind::Connected], None));
    assert_eq!(
        kinds(&pending().call(SysCall::Write, args(&[3, BUFFER, 5]), 5)),
        [Kind::Connected, Kind::Sent]
    );
    assert_eq!(
        kinds(&pending().call(SysCall::Write, args(&[3, BUFFER, 5]), EAGAIN)),
        [],
        "it is not connected"
    );
    assert_eq!(kinds(&pending().close()), [Kind::GaveUp], "and no close besides");
}

#[test]
fn a_refused_connect_leaves_no_socket_to_be_closed() {
    let mut stage = Stage::new();
    stage.call(SysCall::Socket, args(&[2, 1, 0]), 3);
    let told = stage.call(SysCall::Connect, args(&[3, ADDRESS, 16]), -111);
    assert_eq!(kinds(&told), [Kind::Connecting, Kind::Refused]);
    assert_eq!(stage.close(), []);
}

#[test]
fn a_listener_is_told_and_each_connection_has_a_number_of_its_own() {
    let mut stage = Stage::new();
    stage.call(SysCall::Socket, args(&[2, 1, 0]), 3);
    let told = stage.call(SysCall::Bind, args(&[3, ADDRESS, 16]), 0);
    assert_eq!((told[0].kind, told[0].local), (Kind::Bound, addr("127.0.0.1:5000")));
    let told = stage.call(SysCall::Listen, args(&[3, 128]), 0);
    assert_eq!((told[0].kind, told[0].asked), (Kind::Listening, Some(128)));
    assert_eq!(stage.call(SysCall::Accept4, args(&[3, ADDRESS, LENGTH, 0]), EAGAIN), []);
    let told = stage.call(SysCall::Accept4, args(&[3, ADDRESS, LENGTH, 0]), 4);
    assert_eq!((told[0].kind, told[0].socket, told[0].fd), (Kind::Accepted, 2, Some(4)));
    assert_eq!((told[0].local, told[0].peer), (addr("127.0.0.1:5000"), addr("127.0.0.1:80")));
    assert_eq!(told[0].waited_us, Some(30), "since the first call that found nothing");
    let told = stage.call(SysCall::Accept, args(&[3, ADDRESS, LENGTH]), -24);
    assert_eq!((told[0].kind, told[0].socket), (Kind::AcceptFailed, 1));
    assert_eq!(stage.call(SysCall::Shutdown, args(&[3, 2]), 0), [], "a listener has no half-close");
}

#[test]
fn an_address_that_is_taken_is_told_with_the_address() {
    let mut stage = Stage::new();
    stage.call(SysCall::Socket, args(&[2, 1, 0]), 3);
    let told = stage.call(SysCall::Bind, args(&[3, ADDRESS, 16]), -98);
    assert_eq!((told[0].kind, told[0].local), (Kind::BindFailed, addr("127.0.0.1:80")));
    assert_eq!(told[0].error.and_then(|error| error.os), Some(98));
}

#[test]
fn after_a_reset_nothing_is_an_end_and_a_broken_pipe_is_no_second_reset() {
    let mut stage = Stage::connected();
    assert_eq!(kinds(&stage.read(ECONNRESET)), [Kind::Reset]);
    assert_eq!(stage.read(0), []);
    assert_eq!(kinds(&stage.call(SysCall::Write, args(&[3, BUFFER, 5]), -32)), [Kind::SendFailed]);
    assert_eq!(kinds(&stage.close()), [Kind::Closed]);
}

#[test]
fn a_close_is_told_with_what_lay_unread_and_with_the_option_that_throws_it_away() {
    let mut stage = Stage::connected();
    stage.script.memory.insert(BUFFER, [1_i32, 0].iter().flat_map(|int| int.to_ne_bytes()).collect());
    let told = stage.call(SysCall::Setsockopt, args(&[3, 1, 13, BUFFER, 8]), 0);
    assert_eq!(told[0].option.as_deref(), Some("SO_LINGER=0"));
    stage.script.tcp =
        TcpFacts { state: Some(TcpState::Established), recv_queue: Some(7), ..TcpFacts::default() };
    let told = stage.close();
    assert_eq!(told[0].tcp.and_then(|tcp| tcp.recv_queue), Some(7));
    assert_eq!(told[0].option.as_deref(), Some("SO_LINGER=0"));
}

#[test]
fn a_socket_lives_until_the_last_of_its_descriptors_is_closed() {
    let mut stage = Stage::connected();
    stage.call(SysCall::Dup, args(&[3]), 9);
    stage.machine.forked(PID, 11);
    assert_eq!(stage.close(), []);
    let told = stage.call_of(11, SysCall::Write, args(&[9, BUFFER, 5]), 5);
    assert_eq!(
        (told[0].socket, told[0].pid, told[0].tid),
        (1, Some(PID), Some(11)),
        "by the child, on the same"
    );
    assert_eq!(stage.call(SysCall::Close, args(&[9]), 0), []);
    assert_eq!(stage.call_of(11, SysCall::CloseRange, args(&[4, u64::from(u32::MAX)]), 0), []);
    assert_eq!(kinds(&stage.call_of(11, SysCall::Close, args(&[3]), 0)), [Kind::Closed]);
}

#[test]
fn a_descriptor_that_is_given_to_another_file_is_closed() {
    let mut stage = Stage::connected();
    assert_eq!(stage.call(SysCall::Dup2, args(&[3, 3]), 3), [], "to itself: nothing happens");
    assert_eq!(kinds(&stage.call(SysCall::Dup2, args(&[7, 3]), 3)), [Kind::Closed]);
    assert_eq!(stage.read(5), []);
}

#[test]
fn a_process_that_ends_or_becomes_another_program_closes_what_it_left_open() {
    let mut stage = Stage::connected();
    stage.machine.executed(PID, PID, &mut Script { open: vec![0, 3], ..Script::default() });
    assert_eq!(stage.machine.told(), []);
    stage.machine.executed(PID, PID, &mut Script { open: vec![0], ..Script::default() });
    assert_eq!(kinds(&stage.machine.told()), [Kind::Closed]);
    let mut stage = Stage::connected();
    stage.machine.ending(PID, PID, &mut stage.script);
    assert_eq!(kinds(&stage.machine.told()), [Kind::Closed]);
    stage.machine.ended(PID, 900);
    assert_eq!(stage.machine.told(), []);
}

#[test]
fn a_call_that_a_signal_interrupts_keeps_its_beginning_and_tells_nothing() {
    let mut stage = Stage::connected();
    assert_eq!(stage.read(ERESTARTSYS), []);
    let began_us = stage.script.now_us - 10;
    stage.script.now_us += 5_000;
    let told = stage.read(5);
    assert_eq!((told[0].began_us, told[0].waited_us), (began_us, Some(told[0].t_us - began_us)));
}

#[test]
fn a_call_that_does_not_wait_has_not_waited_however_long_it_was_looked_at() {
    let mut stage = Stage::connected();
    let slow = |stage: &mut Stage| {
        let mut call =
            Call { act: SysCall::Read, pid: PID, tid: PID, args: args(&[3, BUFFER, 9]), began_us: 0 };
        stage.machine.enter(&mut call, &mut stage.script);
        stage.script.now_us += 5_000;
        stage.machine.leave(&call, Returned(5), &mut stage.script);
        stage.machine.told().remove(0).waited_us
    };
    assert!(slow(&mut stage).is_some());
    stage.call(SysCall::Fcntl, args(&[3, 4, 0o4000]), 0);
    assert_eq!(slow(&mut stage), None);
}

#[test]
fn datagrams_are_told_with_their_peers_and_a_cut_one_with_its_length() {
    let mut stage = Stage::udp();
    let told = stage.call(SysCall::Sendto, args(&[3, BUFFER, 5, 0, ADDRESS, 16]), 5);
    assert_eq!((told[0].kind, told[0].peer), (Kind::DatagramSent, addr("127.0.0.1:80")));
    assert_eq!((told[0].n, told[0].digest), (Some(1), Some(crate::event::digest(b"hello"))));
    stage.script.unread = Some(10);
    let told = stage.call(SysCall::Recvfrom, args(&[3, BUFFER, 4, 0, ADDRESS, LENGTH]), 4);
    assert_eq!((told[0].kind, told[0].full_len), (Kind::DatagramCut, Some(10)));
    stage.script.unread = None;
    let told = stage.call(SysCall::Recvfrom, args(&[3, BUFFER, 4, 0, ADDRESS, LENGTH]), 4);
    assert_eq!((told[0].kind, told[0].full_len), (Kind::DatagramReceived, None), "nobody knows");
    let told = stage.call(SysCall::Recvfrom, args(&[3, BUFFER, 64, 0, ADDRESS, LENGTH]), -111);
    assert_eq!(kinds(&told), [Kind::Unreachable]);
    assert_eq!(stage.call(SysCall::Recvfrom, args(&[3, BUFFER, 64, 2, 0, 0]), 5), [], "a look");
}

#[test]
fn a_connect_on_a_datagram_socket_sets_its_peer() {
    let mut stage = Stage::udp();
    let told = stage.call(SysCall::Connect, args(&[3, ADDRESS, 16]), 0);
    assert_eq!((kinds(&told), told[0].peer), (vec![Kind::PeerSet], addr("127.0.0.1:80")));
    let told = stage.call(SysCall::Write, args(&[3, BUFFER, 5]), 5);
    assert_eq!((told[0].kind, told[0].peer), (Kind::DatagramSent, addr("127.0.0.1:80")));
}

#[test]
fn the_bytes_of_a_file_that_is_sent_are_told() {
    let mut stage = Stage::connected();
    let told = stage.call(SysCall::Sendfile, args(&[3, 8, 0, 4096]), 20);
    assert_eq!((told[0].kind, told[0].len, told[0].asked), (Kind::Sent, Some(20), Some(4096)));
    assert_eq!(told[0].data.as_deref(), Some(&[b'f'; 16][..]));
    assert_eq!(kinds(&stage.call(SysCall::Splice, args(&[8, 0, 3, 0, 4096, 0]), 7)), [Kind::Sent]);
    assert_eq!(kinds(&stage.call(SysCall::Splice, args(&[3, 0, 8, 0, 4096, 0]), 7)), [Kind::Received]);
}

#[test]
fn a_full_buffer_is_told_once_until_the_kernel_takes_bytes_again() {
    let mut stage = Stage::connected();
    let write =
        |stage: &mut Stage, returned| kinds(&stage.call(SysCall::Write, args(&[3, BUFFER, 12]), returned));
    assert_eq!(write(&mut stage, EAGAIN), [Kind::Waiting]);
    assert_eq!(write(&mut stage, EAGAIN), []);
    assert_eq!(write(&mut stage, 5), [Kind::Sent]);
    assert_eq!(write(&mut stage, EAGAIN), [Kind::Waiting]);
}

/// `struct msghdr` at [`BUFFER`] with one descriptor in its control message, or with none.
fn message_with(stage: &mut Stage, fd: Option<u32>) {
    const CONTROL: u64 = 0x5000;
    let words = [0_u64, 0, 0, 0, CONTROL, if fd.is_some() { 24 } else { 0 }, 0];
    stage.script.memory.insert(BUFFER, words.iter().flat_map(|word| word.to_ne_bytes()).collect());
    let head = [&20_u64.to_ne_bytes()[..], &1_u32.to_ne_bytes(), &1_u32.to_ne_bytes()].concat();
    let control = [&head[..], &fd.unwrap_or(0).to_ne_bytes(), &[0; 4]].concat();
    stage.script.memory.insert(CONTROL, control);
    stage.script.inode = Some(777);
}

#[test]
fn a_socket_that_is_passed_to_another_process_is_the_same_socket_there() {
    let mut stage = Stage::connected();
    message_with(&mut stage, Some(3));
    stage.call(SysCall::Sendmsg, args(&[8, BUFFER, 0]), 1);
    assert_eq!(stage.close(), [], "it is on its way");
    message_with(&mut stage, Some(6));
    stage.call_of(20, SysCall::Recvmsg, args(&[5, BUFFER, 0]), 1);
    let told = stage.call_of(20, SysCall::Read, args(&[6, ADDRESS, 64]), 5);
    assert_eq!((told[0].kind, told[0].socket, told[0].tid), (Kind::Received, 1, Some(20)));
    assert_eq!(kinds(&stage.call_of(20, SysCall::Close, args(&[6]), 0)), [Kind::Closed]);
}

#[test]
fn a_message_that_was_not_sent_passes_nothing_on() {
    let mut stage = Stage::connected();
    message_with(&mut stage, Some(3));
    stage.call(SysCall::Sendmsg, args(&[8, BUFFER, 0]), -32);
    assert_eq!(kinds(&stage.close()), [Kind::Closed]);
}

#[test]
fn sockets_that_were_open_before_are_told_from_then_on() {
    let mut stage = Stage::new();
    let described = Described {
        inode: 5,
        is_stream: true,
        is_listening: false,
        is_nonblocking: false,
        names: stage.script.names,
    };
    stage.script.open = vec![0];
    stage.script.described = Some(described);
    stage.machine.found(PID, &mut stage.script);
    assert_eq!(stage.machine.descriptors_of(PID), [0]);
    let told = stage.call(SysCall::Read, args(&[0, BUFFER, 64]), 5);
    assert_eq!((told[0].kind, told[0].peer), (Kind::Received, addr("127.0.0.1:80")));
}

#[test]
fn the_table_says_what_each_descriptor_of_each_process_stands_for() {
    let mut stage = Stage::connected();
    let check = |stage: &Stage, expected: &[(u32, u32)]| {
        let held = stage.machine.held();
        let found: Vec<_> = held.iter().map(|held| (held.pid, held.fd)).collect();
        assert_eq!(found, expected);
        assert!(held.iter().all(|held| held.names.peer == addr("127.0.0.1:80") && held.is_stream));
    };
    check(&stage, &[(PID, 3)]);
    stage.call(SysCall::Dup, args(&[3]), 5);
    stage.machine.forked(PID, 20);
    check(&stage, &[(PID, 3), (PID, 5), (20, 3), (20, 5)]);
    stage.close();
    check(&stage, &[(PID, 5), (20, 3), (20, 5)]);
    stage.machine.ended(20, 0);
    check(&stage, &[(PID, 5)]);
}
