//! Our two programs with everybody else's: nc, ncat, socat, telnet, Python and Node.
//!
//! The one idea: a protocol is what strangers can speak. Each test here needs another program; where it
//! is missing the test shows itself as ignored with the reason, and with `CI=true` it fails instead.

#![cfg(unix)]

use std::io::Write;
use std::net::SocketAddr;
use std::process::{ChildStdin, Command, Stdio};

use libtest_mimic::Trial;

use crate::common::needed;
use crate::common::program::{Program, netlab};

const CLAIMS: &[needed::Claim] = &[
    ("a_client_of_openbsd_nc_is_greeted_and_heard", "nc", || client_like_cat("nc", &["-N"])),
    ("a_client_of_ncat_is_greeted_and_heard", "ncat", || client_like_cat("ncat", &[])),
    ("a_client_of_socat_is_greeted_and_heard", "socat", socat_client),
    ("a_client_of_telnet_is_greeted_and_heard_without_its_cr", "telnet", telnet_client),
    ("a_python_client_is_greeted_and_heard", "python3", python_client),
    ("a_node_client_is_greeted_and_heard", "node", node_client),
    ("our_client_talks_with_a_node_server", "node", node_server),
    ("our_client_shows_a_node_greeting_without_a_newline", "node", node_server_without_newline),
    ("our_client_talks_with_a_python_server", "python3", python_server),
    ("our_client_reports_a_python_server_that_resets", "python3", python_server_that_resets),
    ("a_privileged_port_is_refused_with_a_way_out", "setpriv", privileged_port),
];

pub(crate) fn trials() -> Vec<Trial> {
    needed::trials("greeting", CLAIMS)
}

fn server() -> (Program, SocketAddr) {
    let server = Program::netlab(&["-q", "tcp-server", "--greeting", "Hello", ":0"]);
    let addr = server.address();
    (server, addr)
}

fn start(program: &str, args: &[&str]) -> (Program, ChildStdin) {
    let mut command = Command::new(program);
    let mut program = Program::start({
        command.args(args).stdin(Stdio::piped());
        command
    });
    let input = program.child().stdin.take().expect("piped");
    (program, input)
}

/// A client that sends its input, finishes at its end, and shows what comes until the server's end.
fn client_like_cat(program: &str, options: &[&str]) {
    let (server, addr) = server();
    let (host, port) = (addr.ip().to_string(), addr.port().to_string());
    let (mut client, mut input) = start(program, &[options, &[&host, &port]].concat());
    input.write_all(b"one\ntwo").expect("the client reads");
    drop(input);
    assert_eq!((client.code(), client.out.text()), (0, "Hello\n".to_owned()));
    server.out.until_contains(": one\n");
    server.out.until_contains(": two\n");
}

fn socat_client() {
    let (server, addr) = server();
    let (mut client, mut input) = start("socat", &["-t", "60", "-", &format!("TCP:{addr}")]);
    input.write_all(b"from socat\n").expect("the client reads");
    drop(input);
    assert_eq!((client.code(), client.out.text()), (0, "Hello\n".to_owned()));
    server.out.until_contains(": from socat\n");
}

/// Telnet leaves at the end of its input without waiting for anybody, so its input stays open.
fn telnet_client() {
    let (mut server, addr) = server();
    let (client, mut input) = start("telnet", &[&addr.ip().to_string(), &addr.port().to_string()]);
    client.out.until_contains("Hello");
    input.write_all(b"from telnet\n").expect("the client reads");
    server.out.until_contains(": from telnet\n");
    drop(input);
    assert_eq!(server.interrupt(), 0);
}

fn python_client() {
    let code = "
import socket, sys
with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as s:
    with s.makefile('r') as lines:
        print('told:', lines.readline(), end='')
        s.sendall(b'from ')
        s.sendall(b'python\\n')
        s.shutdown(socket.SHUT_WR)
        print('rest:', repr(lines.read()))
";
    let (server, addr) = server();
    let args = ["-c", code, &addr.ip().to_string(), &addr.port().to_string()];
    let (mut client, _input) = start("python3", &args);
    assert_eq!(client.code(), 0, "{}", client.err.text());
    assert_eq!(client.out.text(), "told: Hello\nrest: ''\n");
    server.out.until_contains(": from python\n");
}

fn node_client() {
    let code = "
const net = require('net')
const [host, port] = process.argv.slice(1)
const socket = net.createConnection(port, host, () => console.log('connected'))
socket.on('data', data => { console.log('told: ' + data.toString().trim()); socket.end('from node\\n') })
socket.on('end', () => console.log('end'))
socket.on('close', hadError => console.log('closed', hadError))
";
    let (server, addr) = server();
    let args = ["-e", code, &addr.ip().to_string(), &addr.port().to_string()];
    let (mut client, _input) = start("node", &args);
    assert_eq!(client.code(), 0, "{}", client.err.text());
    assert_eq!(client.out.text(), "connected\ntold: Hello\nend\nclosed false\n");
    server.out.until_contains(": from node\n");
}

/// A server in the tutorial's manner.
const NODE_SERVER: &str = "
const net = require('net')
const server = net.createServer(socket => {
  socket.write(process.argv[1])
  socket.on('data', data => console.log('data: ' + data.toString().trim()))
  socket.on('end', () => console.log('end'))
  socket.on('error', error => console.log('error: ' + error.code))
})
server.listen(0, '127.0.0.1', () => console.log('port ' + server.address().port))
";

fn node_server() {
    let (server, addr) = foreign_server("node", &["-e", NODE_SERVER, "Hello\n"]);
    let (code, said) = our_client(&addr, &["--message", "from netlab"]);
    assert_eq!((code, said.as_str()), (0, "Hello\n"));
    server.out.until_contains("data: from netlab\nend\n");
}

fn node_server_without_newline() {
    let (server, addr) = foreign_server("node", &["-e", NODE_SERVER, "Hello"]);
    let (code, said) = our_client(&addr, &[]);
    assert_eq!((code, said.as_str()), (0, "Hello"), "a pipe gets the bytes as they came");
    server.out.until_contains("data: Hello from the client!\nend\n");
}

fn python_server() {
    let code = "
import socket
with socket.create_server(('127.0.0.1', 0)) as server:
    print('port', server.getsockname()[1], flush=True)
    connection, _ = server.accept()
    with connection, connection.makefile('rw') as talk:
        talk.write('Hello\\n'); talk.flush()
        for line in talk:
            talk.write('you said ' + line); talk.flush()
";
    let (_server, addr) = foreign_server("python3", &["-c", code]);
    let (code, said) = our_client(&addr, &["--message", "ping"]);
    assert_eq!((code, said.as_str()), (0, "Hello\nyou said ping\n"));
}

fn python_server_that_resets() {
    let code = "
import socket, struct
with socket.create_server(('127.0.0.1', 0)) as server:
    print('port', server.getsockname()[1], flush=True)
    connection, _ = server.accept()
    connection.recv(100)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
    connection.close()
";
    let (_server, addr) = foreign_server("python3", &["-c", code]);
    let mut client = Program::netlab(&["-q", "tcp-client", &addr]);
    assert_eq!(client.code(), 1);
    let said = client.err.text();
    let error = format!("error: the conversation with {addr} broke off: connection reset by peer\n");
    assert!(said.starts_with(&error), "{said}");
    assert!(said.ends_with("netlab explain ECONNRESET\n"), "{said}");
}

/// Starts a server that prints `port N` once it listens.
fn foreign_server(program: &str, args: &[&str]) -> (Program, String) {
    let (server, _input) = start(program, args);
    let port = server.out.until("a port", |said| {
        let (line, _) = said.split_once('\n')?;
        line.strip_prefix("port ")?.parse::<u16>().ok()
    });
    (server, format!("127.0.0.1:{port}"))
}

fn our_client(addr: &str, options: &[&str]) -> (i32, String) {
    let mut client = Program::netlab(&[&["-q", "tcp-client", addr], options].concat());
    (client.code(), client.out.text())
}

/// The privilege is taken from root as well; the port is the highest that needs it.
fn privileged_port() {
    let port = needed::first_open_port() - 1;
    let addr = format!("127.0.0.1:{port}");
    let netlab = netlab(&["-q", "tcp-server", &addr]);
    let mut command = Command::new("setpriv");
    if rustix::process::geteuid().is_root() {
        command.args(["--inh-caps=-net_bind_service", "--bounding-set=-net_bind_service"]);
    }
    command.arg(netlab.get_program()).args(netlab.get_args());
    let mut server = Program::start(command);
    assert_eq!(server.code(), 2);
    assert_eq!(
        server.err.text(),
        format!(
            "error: cannot listen on {addr}: permission denied\nhint: port {port} needs a privilege here; \
                 take another: netlab tcp-server 127.0.0.1:8080\n"
        )
    );
}
