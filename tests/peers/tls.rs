//! Our TLS with everybody else's: openssl, ncat, socat, Python, Node and curl.
//!
//! The one idea: each of these verifies our certificate with the lab's authority, by a library of its own, and refuses
//! it under another name. What a server says of a peer is what that peer did.

#![cfg(unix)]

use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{ChildStdin, Command, Stdio};

use libtest_mimic::Trial;
use tempfile::TempDir;

use crate::common::needed;
use crate::common::program::{Program, netlab};

const CLAIMS: &[needed::Claim] = &[
    ("openssl_verifies_us_over_tls_1_3", "openssl", || openssl("-tls1_3", "TLS 1.3")),
    ("openssl_verifies_us_over_tls_1_2", "openssl", || openssl("-tls1_2", "TLS 1.2")),
    ("openssl_comes_back_without_a_full_handshake", "openssl", openssl_resumes),
    ("openssl_refuses_us_under_another_name", "openssl", openssl_refuses),
    ("openssl_that_is_killed_has_said_no_close_notify", "openssl", openssl_is_killed),
    ("ncat_verifies_us", "ncat", ncat),
    ("socat_verifies_us", "socat", socat),
    ("python_verifies_us_and_says_close_notify", "python3", python),
    ("python_without_our_authority_refuses_us", "python3", python_refuses),
    ("node_verifies_us_and_half_closes", "node", node),
    ("curl_verifies_us_though_we_speak_no_http", "curl", curl),
    ("nc_is_answered_by_an_alert_that_can_be_read", "nc", nc),
    ("our_client_talks_with_a_python_server", "python3", || python_server("localhost", "localhost", 0)),
    ("our_client_refuses_a_python_server_of_another_name", "python3", || {
        python_server("other.test", "localhost", 1);
    }),
    ("our_client_names_an_authority_that_it_does_not_know", "python3", unknown_python_server),
    ("a_chat_of_ours_and_of_ncat_is_one_room", "ncat", chat),
];

pub(crate) fn trials() -> Vec<Trial> {
    needed::trials("tls", CLAIMS)
}

/// A server of ours, with an authority of its own.
struct Server {
    program: Program,
    addr: SocketAddr,
    dir: TempDir,
}

impl Server {
    fn start(command: &str, options: &[&str]) -> Server {
        let dir = tempfile::tempdir().expect("a directory");
        let tls = format!("--tls={}", dir.path().display());
        let args = [&["--explain", "never", command, &tls, "127.0.0.1:0"], options].concat();
        let program = Program::netlab(&args);
        let addr = program.address();
        Server { program, addr, dir }
    }

    fn greeting() -> Server {
        Server::start("tcp-server", &["--greeting", "Hello"])
    }

    fn ca(&self) -> String {
        self.dir.path().join("ca.pem").display().to_string()
    }

    fn told(&self, what: &str) {
        self.program.err.until_contains(what);
    }
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

fn s_client(server: &Server, options: &[&str]) -> (Program, ChildStdin) {
    let (addr, ca) = (server.addr.to_string(), server.ca());
    let verified = ["-verify_return_error", "-verify_hostname", "localhost", "-servername", "localhost"];
    let args = [&["s_client", "-connect", &addr, "-CAfile", &ca][..], &verified, options].concat();
    start("openssl", &args)
}

fn openssl(version: &str, named: &str) {
    let server = Server::greeting();
    let (mut client, mut input) = s_client(&server, &["-brief", version]);
    client.out.until_contains("Hello");
    input.write_all(b"from openssl\n").expect("the client reads");
    server.program.out.until_contains(": from openssl\n");
    drop(input);
    assert_eq!(client.code(), 0, "{}", client.err.text());
    assert!(client.err.text().contains("Verification: OK"), "{}", client.err.text());
    server.told("client-hello  for localhost");
    server.told(&format!("tls-finished  {named},"));
    server.told("the peer's close_notify");
}

fn openssl_resumes() {
    let server = Server::greeting();
    let session = server.dir.path().join("session").display().to_string();
    for (option, expected) in [("-sess_out", "New, TLSv1.3"), ("-sess_in", "Reused, TLSv1.3")] {
        let (mut client, mut input) = s_client(&server, &["-tls1_3", option, &session]);
        client.out.until_contains("Hello");
        input.write_all(b"Q\n").expect("the client reads");
        drop(input);
        client.wait();
        assert!(client.out.text().contains(expected), "{}", client.out.text());
    }
    server.told("resumed");
}

fn openssl_refuses() {
    let server = Server::greeting();
    let (addr, ca) = (server.addr.to_string(), server.ca());
    let args = ["s_client", "-brief", "-connect", &addr, "-CAfile", &ca, "-verify_return_error"];
    let (mut client, _input) = start("openssl", &[&args[..], &["-verify_hostname", "other.test"]].concat());
    assert_ne!(client.code(), 0);
    server.told("tls-failed");
    server.told("the peer refused with the alert");
}

fn openssl_is_killed() {
    let server = Server::greeting();
    let (mut client, mut input) = s_client(&server, &["-quiet"]);
    client.out.until_contains("Hello");
    input.write_all(b"a line\n").expect("the client reads");
    server.program.out.until_contains(": a line\n");
    client.child().kill().expect("it is there");
    client.wait();
    // A line that is wrapped is told in two.
    server.told("tls-closed    the peer ended");
}

fn ncat() {
    let server = Server::greeting();
    let (port, ca) = (server.addr.port().to_string(), server.ca());
    let args = ["-4", "--ssl", "--ssl-verify", "--ssl-trustfile", &ca, "localhost", &port];
    let (client, mut input) = start("ncat", &args);
    client.out.until_contains("Hello");
    input.write_all(b"from ncat\n").expect("the client reads");
    server.program.out.until_contains(": from ncat\n");
}

fn socat() {
    let server = Server::greeting();
    let to = format!("OPENSSL:{},cafile={},commonname=localhost", server.addr, server.ca());
    let (client, mut input) = start("socat", &["-t", "60", "-", &to]);
    client.out.until_contains("Hello");
    input.write_all(b"from socat\n").expect("the client reads");
    server.program.out.until_contains(": from socat\n");
}

const PYTHON_CLIENT: &str = "
import socket, ssl, sys
host, port, ca = sys.argv[1], int(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else None
context = ssl.create_default_context(cafile=ca)
with context.wrap_socket(socket.create_connection((host, port)), server_hostname='localhost') as s:
    print('told:', s.recv(100).decode().strip(), s.version(), flush=True)
    s.sendall(b'from python\\n')
    s.unwrap()
";

fn python() {
    let server = Server::greeting();
    let (host, port) = (server.addr.ip().to_string(), server.addr.port().to_string());
    let (mut client, _input) = start("python3", &["-c", PYTHON_CLIENT, &host, &port, &server.ca()]);
    assert_eq!(client.code(), 0, "{}", client.err.text());
    assert_eq!(client.out.text(), "told: Hello TLSv1.3\n");
    server.program.out.until_contains(": from python\n");
    server.told("the peer's close_notify");
}

fn python_refuses() {
    let server = Server::greeting();
    let (host, port) = (server.addr.ip().to_string(), server.addr.port().to_string());
    let (mut client, _input) = start("python3", &["-c", PYTHON_CLIENT, &host, &port]);
    assert_eq!(client.code(), 1);
    assert!(client.err.text().contains("CERTIFICATE_VERIFY_FAILED"), "{}", client.err.text());
    server.told("unknown_ca");
}

/// Its own direction ends first, and it hears the end of ours.
fn node() {
    let code = "
const [host, port, ca] = process.argv.slice(1)
const options = { host, port, servername: 'localhost', ca: require('fs').readFileSync(ca), allowHalfOpen: true }
const socket = require('tls').connect(options, () => console.log('verified', socket.authorized))
socket.on('data', data => { console.log('told: ' + data.toString().trim()); socket.end('from node\\n') })
socket.on('end', () => console.log('end'))
";
    let server = Server::greeting();
    let (host, port) = (server.addr.ip().to_string(), server.addr.port().to_string());
    let (mut client, _input) = start("node", &["-e", code, &host, &port, &server.ca()]);
    assert_eq!(client.code(), 0, "{}", client.err.text());
    assert_eq!(client.out.text(), "verified true\ntold: Hello\nend\n");
    server.program.out.until_contains(": from node\n");
}

fn curl() {
    let server = Server::start("tcp-server", &["--greeting", "Hello", "--idle-timeout", "1"]);
    let url = format!("https://{}", server.addr);
    let (mut client, _input) = start("curl", &["-sS", "--http0.9", "--cacert", &server.ca(), &url]);
    assert_eq!((client.code(), client.out.text()), (0, "Hello\n".to_owned()), "{}", client.err.text());
    server.program.out.until_contains(": GET / HTTP/1.1\n");
    server.told("ALPN");
}

fn nc() {
    let server = Server::greeting();
    let (host, port) = (server.addr.ip().to_string(), server.addr.port().to_string());
    let (mut client, mut input) = start("nc", &["-N", &host, &port]);
    input.write_all(b"hello\n").expect("the client reads");
    drop(input);
    assert_eq!(client.code(), 0);
    let told = client.out.to_end();
    assert_eq!((&told[..6], told.len()), (&[0x15, 3, 3, 0, 2, 2][..], 7), "{told:02x?}");
    server.told("what came is no TLS");
}

/// A certificate that signs itself, for this name, and its key.
fn self_signed(dir: &TempDir, name: &str) -> [PathBuf; 2] {
    let [certificate, key] = ["cert.pem", "key.pem"].map(|file| dir.path().join(file));
    let made = Command::new("openssl")
        .args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"])
        .args(["-days", "2", "-subj", "/CN=test", "-addext", "basicConstraints=critical,CA:FALSE"])
        .args(["-addext", &format!("subjectAltName=DNS:{name}"), "-keyout"])
        .args([&key, &PathBuf::from("-out"), &certificate])
        .output()
        .expect("openssl starts");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    [certificate, key]
}

const PYTHON_SERVER: &str = "
import socket, ssl, sys
context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
context.load_cert_chain(sys.argv[1], sys.argv[2])
with socket.create_server(('127.0.0.1', 0)) as listener:
    print('listening on 127.0.0.1:%d; Ctrl-C ends it' % listener.getsockname()[1], file=sys.stderr, flush=True)
    try:
        with context.wrap_socket(listener.accept()[0], server_side=True) as s:
            s.sendall(b'from python\\n')
            print('told:', s.recv(100).decode().strip(), flush=True)
            s.unwrap()
    except ssl.SSLError as error:
        print('refused:', error.reason, flush=True)
";

/// A server whose certificate is for one name, and our client that asks for another.
fn python_server(of: &str, asked: &str, code: i32) {
    let dir = tempfile::tempdir().expect("a directory");
    let [certificate, key] = self_signed(&dir, of).map(|file| file.display().to_string());
    let (server, _input) = start("python3", &["-c", PYTHON_SERVER, &certificate, &key]);
    let addr = server.address().to_string();
    let args = ["-q", "tcp-client", "--tls", "--cafile", &certificate, "--server-name", asked, &addr];
    let mut client = Program::start(netlab(&args));
    assert_eq!(client.code(), code);
    if code == 0 {
        assert_eq!(client.out.text(), "from python\n");
        server.out.until_contains("told: Hello from the client!");
    } else {
        let said = client.err.text();
        assert!(said.contains("the certificate is for other.test, not for localhost"), "{said}");
        assert!(said.contains("--server-name other.test"), "{said}");
        server.out.until_contains("refused: ");
    }
}

fn unknown_python_server() {
    let dir = tempfile::tempdir().expect("a directory");
    let [certificate, key] = self_signed(&dir, "localhost").map(|file| file.display().to_string());
    let other = Server::greeting();
    let (server, _input) = start("python3", &["-c", PYTHON_SERVER, &certificate, &key]);
    let addr = server.address().to_string();
    let args = ["-q", "tcp-client", "--tls", "--cafile", &other.ca(), "--server-name", "localhost", &addr];
    let mut client = Program::start(netlab(&args));
    assert_eq!((client.code(), client.out.text()), (1, String::new()));
    let said = client.err.text();
    assert!(said.contains("nobody whom we trust has signed the certificate"), "{said}");
    server.out.until_contains("refused: TLSV1_ALERT_UNKNOWN_CA");
}

fn chat() {
    let server = Server::start("chat-server", &[]);
    let (port, ca, addr) = (server.addr.port().to_string(), server.ca(), server.addr.to_string());
    let ours = ["-q", "chat-client", "--name", "anna", "--tls", "--cafile", &ca, &addr];
    let mut anna = Program::start_with_input(&ours);
    let mut types = anna.child().stdin.take().expect("piped");
    anna.out.until_contains("is now anna");
    let args = ["-4", "--ssl", "--ssl-verify", "--ssl-trustfile", &ca, "localhost", &port];
    let (ben, mut input) = start("ncat", &args);
    ben.out.until_contains("* you are guest-2");
    input.write_all("你好\n".as_bytes()).expect("the client reads");
    anna.out.until_contains("guest-2: 你好\n");
    types.write_all(b"good evening\n").expect("the client reads");
    ben.out.until_contains("anna: good evening\n");
    drop(types);
    assert_eq!(anna.code(), 0);
    ben.out.until_contains("* anna left");
}
