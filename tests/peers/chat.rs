//! Everybody's clients in one room at the same time: nc, ncat, socat, telnet, Node, Python, and ours.
//!
//! The one idea: a line of UTF-8 is a protocol that the whole world speaks already, so nobody needs our
//! client to be a full member. Where a program is missing the test is made with the others and shows
//! itself as ignored, with the reason; with `CI=true` it fails instead.
//!
//! See it run: `cargo test --test peers chat::`.

#![cfg(unix)]

use std::io::Write;
use std::net::SocketAddr;
use std::process::{ChildStdin, Command, Stdio};

use libtest_mimic::{Completion, Trial};

use crate::common::needed;
use crate::common::program::{Heard, Program, netlab};
use crate::common::terminal::in_terminal;

/// In the manner of the tutorial: each chunk is a text, and `close` ends it.
const NODE: &str = "
        const client = require('net').createConnection(process.argv[2], process.argv[1]);
        client.on('data', data => console.log(data.toString()));
        client.on('end', () => process.exit(0));
        process.stdin.on('data', data => client.write(data));
    ";

const PYTHON: &str = "
import socket, sys, threading
s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
def listen():
    for line in s.makefile('r', encoding='utf-8'):
        print('heard:', line, end='', flush=True)
listener = threading.Thread(target=listen)
listener.start()
for line in sys.stdin:
    s.sendall(line.encode())
s.shutdown(socket.SHUT_WR)
listener.join()
";

/// How a program is told where the room is.
type Arguments = fn(&str, &str) -> Vec<String>;

/// Program, its arguments, and what it says last where the end of its input would end it too early.
const CLIENTS: &[(&str, Arguments, &str)] = &[
    ("nc", |host, port| words(&["-N", host, port]), ""),
    ("ncat", |host, port| words(&[host, port]), ""),
    ("socat", |host, port| words(&["-t", "60", "-", &format!("TCP:{host}:{port}")]), ""),
    ("telnet", |host, port| words(&[host, port]), "/quit\n"),
    ("node", |host, port| words(&["-e", NODE, host, port]), "close\n"),
    ("python3", |host, port| words(&["-c", PYTHON, host, port]), ""),
    ("netlab", |host, port| words(&["-q", "chat-client", &format!("{host}:{port}")]), ""),
];

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

pub(crate) fn trials() -> Vec<Trial> {
    vec![everybody(), needed::trial("chat", &("telnet_goes_on_after_ctrl_c", "telnet", ctrl_c_in_telnet))]
}

/// Ctrl-C sends commands among the bytes, and telnet shows nothing more until they are answered.
fn ctrl_c_in_telnet() {
    let server = Program::netlab(&["-q", "chat-server", ":0"]);
    let addr = server.address();
    let mut command = Command::new("setsid");
    command.args(["--ctty", "--wait", "telnet", "-E", &addr.ip().to_string(), &addr.port().to_string()]);
    let mut keys = in_terminal(&mut command);
    let _telnet = Program::start_unheard(&mut command);
    drop(command);
    let shown = Heard::listen(keys.try_clone().expect("a descriptor"));
    shown.until_contains("* you are guest-1");
    let mut other = Client::join(&CLIENTS[CLIENTS.len() - 1], addr);
    shown.until_contains("* guest-2 joined");
    keys.write_all(b"\x03").expect("a terminal");
    keys.write_all("来了\n".as_bytes()).expect("a terminal");
    other.program.out.until_contains("\nguest-1: 来了\n");
    other.say("still there?\n");
    shown.until_contains("guest-2: still there?");
}

fn everybody() -> Trial {
    Trial::ignorable_test("chat::clients_of_all_kinds_are_full_members_of_one_room", || {
        let missing: Vec<&str> =
            CLIENTS.iter().map(|client| client.0).filter(|name| !is_there(name)).collect();
        talk_and_leave();
        if missing.is_empty() {
            return Ok(Completion::Completed);
        }
        needed::skipped(format!("not installed: {}", missing.join(", ")))
    })
}

fn is_there(name: &str) -> bool {
    name == "netlab" || needed::obstacle(name).is_none()
}

struct Client {
    name: &'static str,
    program: Program,
    input: ChildStdin,
    last_words: &'static str,
}

impl Client {
    /// Starts it, and waits until it shows that it is in.
    fn join(
        (name, arguments, last_words): &(&'static str, Arguments, &'static str),
        addr: SocketAddr,
    ) -> Client {
        let mut command = if *name == "netlab" { netlab(&[]) } else { Command::new(name) };
        command.args(arguments(&addr.ip().to_string(), &addr.port().to_string())).stdin(Stdio::piped());
        let mut program = Program::start(command);
        let input = program.child().stdin.take().expect("piped");
        program.out.until_contains("* you are guest-");
        Client { name, program, input, last_words }
    }

    fn say(&mut self, text: &str) {
        self.input.write_all(text.as_bytes()).and_then(|()| self.input.flush()).expect("it reads");
    }
}

fn talk_and_leave() {
    let server = Program::netlab(&["-q", "chat-server", ":0"]);
    let addr = server.address();
    let mut clients: Vec<Client> =
        CLIENTS.iter().filter(|client| is_there(client.0)).map(|client| Client::join(client, addr)).collect();
    for speaker in 0..clients.len() {
        let name = clients[speaker].name;
        clients[speaker].say(&format!("/name the-{name}\n大家好，我是 {name} 🙂\n"));
        for (index, hearer) in clients.iter().enumerate() {
            if index != speaker {
                hearer.program.out.until_contains(&format!("the-{name}: 大家好，我是 {name} 🙂"));
            }
        }
    }
    let texts: Vec<(&str, String)> = clients.into_iter().map(leave).collect();
    for (name, text) in texts {
        let own = format!("the-{name}: ");
        assert!(!text.contains(&own), "{name} never hears itself:\n{text}");
        assert!(!text.contains('\u{fffd}'), "{name} hears UTF-8:\n{text}");
        server.out.until_contains(&format!("the-{name} left"));
    }
}

/// Lets it leave in its own way; gives all that it has shown.
fn leave(mut client: Client) -> (&'static str, String) {
    client.say(client.last_words);
    if client.last_words.is_empty() {
        drop(client.input);
    }
    let code = client.program.code();
    // There are telnets that end with 1 when they are left.
    assert!(code == 0 || client.name == "telnet", "{}: {code}: {}", client.name, client.program.err.text());
    (client.name, client.program.out.text())
}
