//! The relay between everybody else's programs: nc, ncat, socat, Python and Node, over UDP and TCP.
//!
//! The one idea: a relay is between two programs that know nothing of it. Each test here needs another
//! program; where it is missing the test shows itself as ignored, and with `CI=true` it fails instead.

#![cfg(unix)]

use std::io::{Read, Write};
use std::net::{SocketAddr, UdpSocket};
use std::process::{Command, Stdio};
use std::thread;

use libtest_mimic::Trial;

use crate::common::needed;
use crate::common::peer;
use crate::common::program::{LIMIT, Program};

const CLAIMS: &[needed::Claim] = &[
    ("openbsd_nc_hears_each_answer_twice", "nc", || datagram_client("nc", &["-u"])),
    ("ncat_hears_each_answer_twice", "ncat", || datagram_client("ncat", &["-u"])),
    ("socat_hears_each_answer_twice", "socat", || client_of_socat("UDP")),
    ("python_hears_each_answer_twice", "python3", || datagram_client("python3", &["-c", PYTHON_UDP])),
    ("node_dgram_hears_each_answer_twice", "node", || datagram_client("node", &["-e", NODE_UDP])),
    ("a_server_of_node_dgram_gets_what_is_not_lost", "node", node_server),
    ("openbsd_nc_sends_and_ends_through_slices", "nc", || stream_client("nc", &["-N"])),
    ("ncat_sends_and_ends_through_slices", "ncat", || stream_client("ncat", &[])),
    ("python_sends_and_ends_through_slices", "python3", || stream_client("python3", &["-c", PYTHON_TCP])),
    ("node_sends_and_ends_through_slices", "node", || stream_client("node", &["-e", NODE_TCP])),
];

pub(crate) fn trials() -> Vec<Trial> {
    needed::trials("impair", CLAIMS)
}

/// Sends a line of standard input as a datagram, and prints two that come.
const PYTHON_UDP: &str = "
import socket, sys
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.connect((sys.argv[1], int(sys.argv[2])))
s.send(sys.stdin.readline().encode())
for _ in range(2): print(s.recv(100).decode(), end='', flush=True)
";
const NODE_UDP: &str = "
const [host, port] = process.argv.slice(1);
const socket = require('dgram').createSocket('udp4');
socket.on('message', (message) => process.stdout.write(message));
process.stdin.once('data', (line) => socket.send(line, Number(port), host));
";

/// Sends all of standard input, ends, and prints all that comes.
const PYTHON_TCP: &str = "
import socket, sys
s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
s.sendall(sys.stdin.buffer.read())
s.shutdown(socket.SHUT_WR)
while part := s.recv(100): sys.stdout.buffer.write(part)
";
const NODE_TCP: &str = "
const [host, port] = process.argv.slice(1);
const socket = require('net').connect({ host, port: Number(port), allowHalfOpen: true });
process.stdin.pipe(socket).pipe(process.stdout);
";

fn relay(to: &str, rules: &[&str]) -> (Program, SocketAddr) {
    let relay = Program::netlab(&[&["-q", "impair", "--listen", ":0", "--to", to], rules].concat());
    let addr = relay.address();
    (relay, addr)
}

fn start(program: &str, args: &[&str]) -> (Program, std::process::ChildStdin) {
    let mut command = Command::new(program);
    command.args(args).stdin(Stdio::piped());
    let mut program = Program::start(command);
    let input = program.child().stdin.take().expect("piped");
    (program, input)
}

/// Answers each datagram with itself, for as long as the test program runs.
fn echo() -> String {
    let socket = UdpSocket::bind("127.0.0.1:0").expect("a free port");
    let addr = socket.local_addr().expect("bound").to_string();
    thread::spawn(move || {
        let mut buf = [0; 2048];
        while let Ok((n_bytes, from)) = socket.recv_from(&mut buf) {
            let _ = socket.send_to(&buf[..n_bytes], from);
        }
    });
    addr
}

fn hears_twice(program: &str, args: &[&str]) {
    let (mut client, mut input) = start(program, args);
    input.write_all("你好, relay\n".as_bytes()).expect("the client reads");
    client.out.until("both copies", |text| (text.matches("你好, relay\n").count() == 2).then_some(()));
    drop(input);
    let _ = client.child().kill();
}

fn datagram_client(program: &str, options: &[&str]) {
    let (_relay, addr) = relay(&echo(), &["--udp", "--duplicate", "100%", "--down", "--delay", "20ms"]);
    hears_twice(program, &[options, &["127.0.0.1", &addr.port().to_string()]].concat());
}

fn client_of_socat(protocol: &str) {
    let (_relay, addr) = relay(&echo(), &["--udp", "--duplicate", "100%", "--down", "--delay", "20ms"]);
    hears_twice("socat", &["-t", "60", "-", &format!("{protocol}:{addr}")]);
}

fn node_server() {
    let server = "
const socket = require('dgram').createSocket('udp4');
socket.on('message', (message) => console.log(String(message)));
socket.bind(0, '127.0.0.1', () => console.log(`port ${socket.address().port};`));
";
    let (server, _input) = start("node", &["-e", server]);
    let port =
        server.out.until("its port", |text| Some(text.split_once("port ")?.1.split_once(';')?.0.to_owned()));
    let (_relay, addr) = relay(&port, &["--udp", "--mtu", "100"]);
    let client = UdpSocket::bind("127.0.0.1:0").expect("a free port");
    client.set_read_timeout(Some(LIMIT)).expect("a limit");
    client.send_to("too large ".repeat(20).as_bytes(), addr).expect("a send buffer");
    client.send_to(b"small enough", addr).expect("a send buffer");
    server.out.until_contains("small enough");
    server.out.until("only that", |text| (!text.contains("too large")).then_some(()));
}

fn stream_client(program: &str, options: &[&str]) {
    let (listener, server) = peer::listen();
    let serving = thread::spawn(move || {
        let mut stream = peer::accept(&listener);
        let mut heard = String::new();
        stream.read_to_string(&mut heard).expect("an orderly end");
        stream.write_all(heard.to_uppercase().as_bytes()).expect("open");
    });
    let (_relay, addr) = relay(&server, &["--slice", "1..10", "--delay", "20ms", "--slow-close", "50ms"]);
    let port = addr.port().to_string();
    let (mut client, mut input) = start(program, &[options, &["127.0.0.1", &port]].concat());
    let text = "all of this comes back. ".repeat(20);
    input.write_all(text.as_bytes()).expect("the client reads");
    drop(input);
    assert_eq!((client.code(), client.out.text()), (0, text.to_uppercase()));
    serving.join().expect("the server is content");
}
