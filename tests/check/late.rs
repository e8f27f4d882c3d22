//! What came in time counts, however late the judge itself is.
//!
//! The one idea: an end, of a program or of a wait, is no absence. On a busy machine the judge learns of it
//! before it has looked at what came earlier. So here the program under test stops the judge, does its
//! part, lets the time run out, and only then lets the judge go on.

#![cfg(target_os = "linux")]

use crate::common::busy;
use crate::common::home::Home;

/// What every program here begins with: it can stop the judge, who is its parent's parent, for a while.
const HEAD: &str = "
import os, signal, socket, sys, time
place = (os.environ['HOST'], int(os.environ['PORT']))
with open(f'/proc/{os.getppid()}/stat') as stat:
    judge = int(stat.read().rsplit(')', 1)[1].split()[1])
def stop_the_judge(seconds):
    if os.fork() == 0:
        os.setsid()
        for fd in (0, 1, 2):
            os.close(fd)
        os.kill(judge, signal.SIGSTOP)
        time.sleep(seconds)
        os.kill(judge, signal.SIGCONT)
        os._exit(0)
    while True:
        with open(f'/proc/{judge}/stat') as stat:
            if stat.read().rsplit(')', 1)[1].split()[0] == 'T':
                return
";

fn program(rest: &str) -> String {
    format!("{HEAD}{rest}")
}

#[test]
fn a_connection_counts_though_its_program_has_ended() {
    let head = "netlab_exercise = 1\nrole = \"client\"\ntransport = \"tcp\"";
    let steps = r#"
        { id = "listen", listen = "server" },
        { id = "start", start = "subject" },
        { id = "first", accept = "first" },
        { id = "second", accept = "second", within = 0.5 },
        { id = "second-line", expect = "second", line = "still here" },
        { id = "second-end", expect = "second", end = "fin" },
    "#;
    let rest = "
first = socket.create_connection(place)
stop_the_judge(1.5)
second = socket.create_connection(place)
second.sendall(b'still here\\n')
";
    Home::new().play_as(head, steps, &["python3", "-c", &program(rest)], 0, &["checks passed"]);
}

#[test]
fn news_of_an_end_does_not_cut_the_wait_for_a_connection_short() {
    let head = "netlab_exercise = 1\nrole = \"client\"\ntransport = \"tcp\"";
    let steps = r#"
        { id = "listen", listen = "server" },
        { id = "start", start = "subject" },
        { id = "come", accept = "first" },
    "#;
    // The end of the program, and of each of its two outputs, is news of its own.
    let rest = "
if os.fork() == 0:
    for fd in (0, 1, 2):
        time.sleep(0.1)
        os.close(fd)
    socket.create_connection(place)
    os._exit(0)
os._exit(0)
";
    Home::new().play_as(head, steps, &["python3", "-c", &program(rest)], 0, &["checks passed"]);
}

#[test]
fn bytes_count_that_came_while_the_judge_stood_still() {
    let steps = r#"
        { id = "start", start = "subject" },
        { id = "connect", connect = "anna" },
        { id = "line", expect = "anna", line = "in time", within = 0.8 },
        { id = "again", send = "anna", line = "again" },
        { id = "hears", expect = "anna", hears = ["in time, too"], within = 0.8 },
    "#;
    let rest = "
server = socket.create_server(place)
client = server.accept()[0]
stop_the_judge(1.5)
client.sendall(b'in time\\n')
client.recv(100)
stop_the_judge(1.5)
client.sendall(b'in time, too\\n')
time.sleep(100)
";
    Home::new().play(steps, &["python3", "-c", &program(rest)], 0, &["checks passed"]);
}

#[test]
fn output_counts_that_came_while_the_judge_stood_still() {
    let steps = r#"
        { id = "start", start = "subject" },
        { id = "connect", connect = "anna" },
        { id = "said", expect = "subject", stdout = "in time", within = 0.8 },
        { id = "again", send = "anna", line = "again" },
        { id = "said-all", expect = "subject", stderr = "the last words", within = 0.8 },
        { id = "exit", expect = "subject", exit = 0, within = 0.8 },
    "#;
    let rest = "
server = socket.create_server(place)
client = server.accept()[0]
stop_the_judge(1.5)
print('in time', flush=True)
client.recv(100)
stop_the_judge(1.5)
print('x' * 2000, 'the last words', file=sys.stderr, flush=True)
os._exit(0)
";
    Home::new().play(steps, &["python3", "-c", &program(rest)], 0, &["checks passed"]);
}

#[test]
fn a_server_whose_end_is_asked_for_may_leave_others_for_a_while() {
    let steps = r#"
        { id = "start", start = "subject" },
        { id = "connect", connect = "anna" },
        { id = "exit", expect = "subject", exit = 0 },
    "#;
    let rest = "
server = socket.create_server(place)
client = server.accept()[0]
if os.fork() == 0:
    time.sleep(10)
os._exit(0)
";
    Home::new().play(steps, &["python3", "-c", &program(rest)], 0, &["checks passed"]);
}

#[test]
fn datagrams_count_that_came_while_the_judge_stood_still() {
    let head = "netlab_exercise = 1\nrole = \"client\"\ntransport = \"udp\"";
    let steps = r#"
        { id = "open", open = "server", at = "port" },
        { id = "start", start = "subject" },
        { id = "first", expect = "server", datagram = "first" },
        { id = "second", expect = "server", datagram = "second", within = 0.8 },
        { id = "others", expect = "server", datagrams = ["third", "fourth"], within = 0.8 },
    "#;
    let rest = "
mine = socket.socket(type=socket.SOCK_DGRAM)
mine.sendto(b'first', place)
stop_the_judge(1.5)
for word in (b'second', b'third', b'fourth'):
    mine.sendto(word, place)
";
    Home::new().play_as(head, steps, &["python3", "-c", &program(rest)], 0, &["checks passed"]);
}

/// Each round starts a program that connects, says a word, prints one, and ends at once.
#[test]
fn a_program_that_ends_at_once_is_heard_on_busy_cores() {
    let home = Home::new();
    let source = home.path().join("quick.rs");
    std::fs::write(&source, QUICK).expect("written");
    let quick = home.path().join("quick");
    let built = std::process::Command::new("rustc").arg("-o").arg(&quick).arg(&source).status();
    assert!(built.expect("rustc").success());
    let n_rounds = std::env::var("N_ROUNDS").unwrap_or_else(|_| "100".to_owned());
    let head = "netlab_exercise = 1\nrole = \"client\"\ntransport = \"tcp\"";
    let steps = format!(
        r#"
        {{ id = "listen", listen = "server" }},
        {{ id = "rounds", repeat = {n_rounds}, steps = [
            {{ id = "start", start = "subject" }},
            {{ id = "come", accept = "client" }},
            {{ id = "word", expect = "client", text = "word" }},
            {{ id = "end", expect = "client", end = "fin" }},
            {{ id = "printed", expect = "subject", stdout = "printed" }},
            {{ id = "exit", expect = "subject", exit = 0 }},
        ] }},
        "#
    );
    let _busy = busy::cores();
    home.play_as(head, &steps, &[&quick.display().to_string()], 0, &["checks passed"]);
}

const QUICK: &str = r#"
use std::io::Write;
fn main() {
    let word = |name| std::env::var(name).unwrap();
    let mut peer = std::net::TcpStream::connect(format!("{}:{}", word("HOST"), word("PORT"))).unwrap();
    peer.write_all(b"word").unwrap();
    println!("printed");
}
"#;
