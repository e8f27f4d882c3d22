//! Our sender and receiver with everybody else's: nc, ncat, socat, Python and Node.
//!
//! The one idea: a datagram is what strangers can send and take. Each test here needs another program;
//! where it is missing the test shows itself as ignored with the reason, and with `CI=true` it fails.

#![cfg(unix)]

use std::io::Write;
use std::net::SocketAddr;
use std::process::{ChildStdin, Command, Stdio};

use libtest_mimic::Trial;

use crate::common::lease::Lease;
use crate::common::needed;
use crate::common::program::Program;

const CLAIMS: &[needed::Claim] = &[
    ("we_answer_openbsd_nc", "nc", || answered("nc", &["-u", "HOST", "PORT"])),
    ("we_answer_ncat", "ncat", || answered("ncat", &["-u", "HOST", "PORT"])),
    ("we_answer_socat", "socat", || answered("socat", &["-", "UDP:HOST:PORT"])),
    ("openbsd_nc_hears_us", "nc", || hears("nc", &["-u", "-l", "HOST", "PORT"])),
    ("ncat_hears_us", "ncat", || hears("ncat", &["-u", "-l", "HOST", "PORT"])),
    ("socat_hears_us", "socat", || hears("socat", &["-u", "UDP-RECV:PORT,bind=HOST", "-"])),
    ("socat_echoes_and_we_tell_the_round_trip", "socat", socat_echo),
    ("a_node_sender_is_answered", "node", || asks("node", "-e", NODE_SENDER)),
    ("a_python_sender_is_answered", "python3", || asks("python3", "-c", PYTHON_SENDER)),
    ("a_node_receiver_answers_us", "node", || is_asked("node", "-e", NODE_RECEIVER)),
    ("a_python_receiver_answers_us", "python3", || is_asked("python3", "-c", PYTHON_RECEIVER)),
    ("our_ttl_travels_in_each_packet", "python3", ttl),
    ("datagrams_of_all_sizes_come_whole_from_python", "python3", sizes),
];

pub(crate) fn trials() -> Vec<Trial> {
    needed::trials("udp", CLAIMS)
}

fn start(program: &str, args: &[String]) -> (Program, ChildStdin) {
    let mut command = Command::new(program);
    command.args(args).stdin(Stdio::piped());
    let mut program = Program::start(command);
    let input = program.child().stdin.take().expect("piped");
    (program, input)
}

fn with_place(args: &[&str], addr: SocketAddr) -> Vec<String> {
    let (host, port) = (addr.ip().to_string(), addr.port().to_string());
    args.iter().map(|arg| arg.replace("HOST", &host).replace("PORT", &port)).collect()
}

fn receiver(options: &[&str]) -> (Program, SocketAddr) {
    let receiver = Program::netlab(&[&["-q", "udp-recv", ":0"], options].concat());
    let addr = receiver.address();
    (receiver, addr)
}

/// A stranger sends a line, which comes with its newline, and shows our answer.
fn answered(program: &str, args: &[&str]) {
    let (receiver, addr) = receiver(&["--reply", "ack"]);
    let (stranger, mut input) = start(program, &with_place(args, addr));
    input.write_all(b"hello\n").expect("it reads");
    receiver.out.until_contains(": hello\\n\n");
    stranger.out.until_contains("ack 6");
}

/// A stranger takes what we send; before it has bound its port, a connected sender is refused.
fn hears(program: &str, args: &[&str]) {
    let lease = Lease::take();
    let addr = lease.addr();
    let (stranger, _input) = start(program, &with_place(args, addr));
    let sent = || {
        let args = ["-q", "udp-send", &addr.to_string(), "--connect", "from netlab"];
        Program::netlab(&args).code()
    };
    while sent() != 0 {}
    stranger.out.until_contains("from netlab");
}

fn socat_echo() {
    let lease = Lease::take();
    let addr = lease.addr();
    let listen = format!("UDP-RECVFROM:{},bind={},fork", addr.port(), addr.ip());
    let (_stranger, _input) = start("socat", &[listen, "EXEC:cat".to_owned()]);
    let ask = || {
        let args = ["-q", "udp-send", &addr.to_string(), "--connect", "--wait", "2000", "--count", "1"];
        let mut sender = Program::netlab(&args);
        (sender.code(), sender.out.text(), sender.err.text())
    };
    let (out, err) = std::iter::repeat_with(ask)
        .find_map(|(code, out, err)| (code == 0).then_some((out, err)))
        .expect("it does not end without an answer");
    assert!(out.starts_with(&format!("{addr}: netlab 1 ")), "{out}");
    assert!(err.starts_with(&format!("answer from {addr} after ")), "{err}");
}

const NODE_SENDER: &str = "
const socket = require('dgram').createSocket('udp4')
const [port] = process.argv.slice(1)
socket.on('message', (data, from) => { console.log('told: ' + data + ' ' + from.port); socket.close() })
socket.send('from a stranger', Number(port), '127.0.0.1')
";
const PYTHON_SENDER: &str = "
import socket, sys
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
    s.settimeout(60)
    s.sendto(b'from a stranger', ('127.0.0.1', int(sys.argv[1])))
    data, sender = s.recvfrom(100)
    print('told:', data.decode(), sender[1])
";

fn asks(program: &str, flag: &str, code: &str) {
    let (mut receiver, addr) = receiver(&["--reply", "echo", "--count", "1"]);
    let args = [flag.to_owned(), code.to_owned(), addr.port().to_string()];
    let (mut stranger, _input) = start(program, &args);
    assert_eq!(stranger.code(), 0, "{}", stranger.err.text());
    assert_eq!(stranger.out.text(), format!("told: from a stranger {}\n", addr.port()));
    assert_eq!(receiver.code(), 0);
    assert!(receiver.out.text().ends_with(": from a stranger\n"));
}

const NODE_RECEIVER: &str = "
const socket = require('dgram').createSocket('udp4')
socket.on('message', (data, from) => socket.send('you said ' + data, from.port, from.address))
socket.bind(0, '127.0.0.1', () => console.log('port ' + socket.address().port))
";
const PYTHON_RECEIVER: &str = "
import socket
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(('127.0.0.1', 0))
print('port', s.getsockname()[1], flush=True)
while True:
    data, sender = s.recvfrom(70000)
    s.sendto(b'you said ' + data, sender)
";

fn port_of(program: &Program) -> u16 {
    program.out.until("a port", |said| {
        let (line, _) = said.split_once('\n')?;
        line.strip_prefix("port ")?.parse().ok()
    })
}

fn is_asked(program: &str, flag: &str, code: &str) {
    let (stranger, _input) = start(program, &[flag.to_owned(), code.to_owned()]);
    let addr = format!("127.0.0.1:{}", port_of(&stranger));
    let mut sender = Program::netlab(&["-q", "udp-send", &addr, "你好", "--wait", "60000"]);
    assert_eq!(sender.code(), 0);
    assert_eq!(sender.out.text(), format!("{addr}: you said 你好\n"));
}

/// Python asks the kernel for the TTL of what it receives, which the packet's header holds.
fn ttl() {
    let code = "
import socket, sys
family, level, option = {
    '4': (socket.AF_INET, socket.IPPROTO_IP, socket.IP_RECVTTL if hasattr(socket, 'IP_RECVTTL') else 12),
    '6': (socket.AF_INET6, socket.IPPROTO_IPV6, socket.IPV6_RECVHOPLIMIT),
}[sys.argv[1]]
s = socket.socket(family, socket.SOCK_DGRAM)
s.settimeout(60)
s.bind(('127.0.0.1' if sys.argv[1] == '4' else '::1', 0))
s.setsockopt(level, option, 1)
print('port', s.getsockname()[1], flush=True)
for _ in range(2):
    data, control, flags, sender = s.recvmsg(100, 100)
    print('ttl', int.from_bytes(control[0][2][:4], sys.byteorder), flush=True)
";
    if !cfg!(target_os = "linux") {
        return;
    }
    for (version, host) in [("4", "127.0.0.1"), ("6", "[::1]")] {
        let args = ["-c", code, version].map(str::to_owned);
        let (mut stranger, _input) = start("python3", &args);
        let addr = format!("{host}:{}", port_of(&stranger));
        for ttl in ["7", "200"] {
            let mut sender = Program::netlab(&["-q", "udp-send", &addr, "hi", "--ttl", ttl]);
            assert_eq!(sender.code(), 0, "{}", sender.err.text());
            stranger.out.until_contains(&format!("ttl {ttl}\n"));
        }
        assert_eq!(stranger.code(), 0);
    }
}

fn sizes() {
    let code = "
import socket, sys
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
    s.settimeout(60)
    for size in (0, 1, 1472, 1473, 9216):
        s.sendto(b'x' * size, ('127.0.0.1', int(sys.argv[1])))
        print(s.recvfrom(100)[0].decode())
";
    let (_receiver, addr) = receiver(&["--reply", "ack"]);
    let args = ["-c".to_owned(), code.to_owned(), addr.port().to_string()];
    let (mut stranger, _input) = start("python3", &args);
    assert_eq!(stranger.code(), 0, "{}", stranger.err.text());
    assert_eq!(stranger.out.text(), "ack 0\nack 1\nack 1472\nack 1473\nack 9216\n");
}
