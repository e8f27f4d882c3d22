//! The words of an exercise, each played against a small program.
//!
//! The one idea: a word of `exercise.toml` promises that something happens on a real socket. Here a
//! program that would notice says whether it did.

#![cfg(unix)]

#[cfg(target_os = "linux")]
use crate::common::busy;
use crate::common::home::Home;

#[test]
fn a_link_before_the_subject_breaks_traffic_on_purpose() {
    let home = Home::new();
    let netlab = assert_cmd::cargo::cargo_bin!("netlab").display().to_string();
    let steps = r#"
        { id = "start", start = "subject" },
        { id = "impair", impair = "link", rules = { delay = "700ms" } },
        { id = "connect", connect = "anna", through = "link" },
        { id = "silence", expect = "anna", nothing = 0.3 },
        { id = "greeting", expect = "anna", any = "line" },
    "#;
    home.play(steps, &[&netlab, "tcp-server", "{addr}"], 0, &["checks passed"]);
}

#[test]
fn a_restarted_program_is_another_process_with_the_same_port() {
    let home = Home::new();
    let steps = r#"
        { id = "start", start = "subject" },
        { id = "connect", connect = "anna" },
        { id = "number", expect = "anna", line = "{?one}" },
        { id = "restart", restart = "subject" },
        { id = "ended", expect = "anna", end = "any" },
        { id = "ben-connects", connect = "ben" },
        { id = "ben-number", expect = "ben", line = "{?two}" },
        { id = "differ", differ = ["{one}", "{two}"] },
    "#;
    home.play(steps, &["python3", "-c", NUMBERS], 0, &["checks passed"]);
    let steps = r#"{ id = "early", restart = "subject" },"#;
    let expected = ["kill the program and start it again", "no step before this one starts it"];
    home.play(steps, &["python3", "-c", NUMBERS], 1, &expected);
}

#[test]
fn who_reads_again_hears_what_came_meanwhile() {
    let home = Home::new();
    let steps = |again: &str| {
        format!(
            r#"
            {{ id = "start", start = "subject" }},
            {{ id = "connect", connect = "anna" }},
            {{ id = "stop", stop-reading = "anna" }},
            {{ id = "ask", send = "anna", line = "now" }},
            {{ id = "silence", expect = "anna", nothing = 0.3 }},
            {again}
            {{ id = "number", expect = "anna", any = "line", within = 2 }},
            "#
        )
    };
    let command = ["python3", "-c", LATE];
    home.play(&steps(r#"{ id = "again", read-again = "anna" },"#), &command, 0, &["checks passed"]);
    home.play(&steps(""), &command, 1, &["anna stops reading"]);
}

/// A server that says one line, once it is asked.
const LATE: &str = "
import os, socket, time
server = socket.create_server((os.environ['HOST'], int(os.environ['PORT'])))
client = server.accept()[0]
client.recv(100)
client.sendall(b'hello\\n')
time.sleep(100)
";

/// A server that tells everybody its process number.
const NUMBERS: &str = "
import os, socket
server = socket.create_server((os.environ['HOST'], int(os.environ['PORT'])))
kept = []
while True:
    kept.append(server.accept()[0])
    kept[-1].sendall(f'{os.getpid()}\\n'.encode())
";

#[test]
fn a_signal_reaches_the_program_and_its_end_is_no_fault() {
    let home = Home::new();
    let steps = r#"
        { id = "start", start = "subject" },
        { id = "connect", connect = "anna" },
        { id = "ready", expect = "anna", line = "ready" },
        { id = "terminate", signal = "subject", name = "TERM" },
        { id = "goodbye", expect = "anna", line = "goodbye" },
        { id = "closed", expect = "anna", end = "fin" },
        { id = "exit", expect = "subject", exit = 0 },
    "#;
    home.play(steps, &["python3", "-c", GOODBYE], 0, &["checks passed"]);
    let steps = steps.replace("TERM", "HUP");
    home.play(&steps, &["python3", "-c", GOODBYE], 1, &["send SIGHUP to the program", "✗  5."]);
    let steps = steps.replace("HUP", "KILL");
    home.play(&steps, &["true"], 2, &["\"KILL\" is no signal here; expected HUP, INT, TERM"]);
}

/// A server that says goodbye to its first client when it is asked to end, and tells when it can be asked.
const GOODBYE: &str = "
import os, signal, socket, sys
server = socket.create_server((os.environ['HOST'], int(os.environ['PORT'])))
client = server.accept()[0]
def leave(*_):
    client.sendall(b'goodbye\\n')
    sys.exit(0)
signal.signal(signal.SIGTERM, leave)
client.sendall(b'ready\\n')
while True:
    signal.pause()
";

#[test]
fn a_slow_sender_makes_its_pauses() {
    let home = Home::new();
    let steps = r#"
        { id = "start", start = "subject" },
        { id = "connect", connect = "anna" },
        { id = "slowly", send = "anna", text = "abc", cut = "bytes", every = 0.2 },
        { id = "pauses", expect = "anna", line = "slow" },
    "#;
    home.play(steps, &["python3", "-c", PAUSES], 0, &["checks passed"]);
    let wrong = steps.replace("0.2", "0.2, meanwhile = true");
    home.play(&wrong, &["true"], 2, &["`cut` has no meaning beside `meanwhile`"]);
    let steps = steps.replace("0.2", "0");
    home.play(&steps, &["python3", "-c", PAUSES], 1, &["byte by byte, one every 0 s", "✗  4."]);
}

/// A server that says whether half of two pauses passes between the first and the third byte: it may be late itself.
const PAUSES: &str = "
import os, socket, time
server = socket.create_server((os.environ['HOST'], int(os.environ['PORT'])))
client = server.accept()[0]
client.recv(1)
began = time.monotonic()
client.recv(1), client.recv(1)
client.sendall(b'slow\\n' if time.monotonic() - began > 0.2 else b'fast\\n')
time.sleep(100)
";

#[test]
fn lines_that_are_ignored_do_not_count() {
    let home = Home::new();
    let steps = |ignoring: &str| {
        format!(
            r#"
            {{ id = "start", start = "subject" }},
            {{ id = "connect", connect = "anna" }},
            {{ id = "lines", expect = "anna", lines = ["one", "two"]{ignoring} }},
            {{ id = "more", expect = "anna", n-lines = 2{ignoring} }},
            {{ id = "reset", expect = "anna", end = "reset" }},
            "#
        )
    };
    let command = ["python3", "-c", NOTICES];
    home.play(&steps(r#", ignoring = ["* {*}"]"#), &command, 0, &["checks passed"]);
    home.play(&steps(""), &command, 1, &["✗  3."]);
    let wrong = r#"{ id = "x", expect = "anna", end = "fin", ignoring = ["* {*}"] },"#;
    home.play(wrong, &command, 2, &["`ignoring` is not known here"]);
}

/// A server with notices between its lines, which in the end breaks the connection.
const NOTICES: &str = "
import os, socket, struct, time
server = socket.create_server((os.environ['HOST'], int(os.environ['PORT'])))
client = server.accept()[0]
client.sendall(b'* hello\\none\\n* still here\\ntwo\\nthree\\n* \\nfour\\n')
time.sleep(0.3)
client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
client.close()
time.sleep(100)
";

/// The sender prints how long its answer took to come, in tenths of a second.
#[test]
fn an_answer_may_come_late_and_its_sender_is_known() {
    let home = Home::new();
    let head = "netlab_exercise = 1\nrole = \"client\"\ntransport = \"udp\"";
    let steps = |late: &str, printed: &str| {
        format!(
            r#"
            {{ id = "open", open = "server", at = "port" }},
            {{ id = "react", react = "server", on = "{{?n}} {{*}}", reply = "ack {{n}}"{late} }},
            {{ id = "start", start = "subject" }},
            {{ id = "asked", expect = "server", datagram = "7 {{?port}}" }},
            {{ id = "port", expect = "subject", stdout = "port {{server.sender}}" }},
            {{ id = "answered", expect = "subject", stdout = "{printed}" }},
            "#
        )
    };
    let command = ["python3", "-c", ASKS];
    let late = steps(", after = 0.5", "ack 7 late");
    home.play_as(head, &late, &command, 0, &["checks passed"]);
    let never = steps("", "ack 8");
    home.play_as(head, &never, &command, 1, &["server gets the datagram \"7 …\""]);
    home.play_as(head, &steps("", "ack 7 at once"), &command, 0, &["checks passed"]);
}

/// A UDP client that tells its own address, and whether its answer took longer than 0.4 seconds.
const ASKS: &str = "
import os, socket, time
peer = socket.socket(type=socket.SOCK_DGRAM)
peer.connect((os.environ['HOST'], int(os.environ['PORT'])))
print('port {}:{}'.format(*peer.getsockname()), flush=True)
began = time.monotonic()
peer.send(b'7 x')
answer = peer.recv(100).decode()
print(answer, 'late' if time.monotonic() - began > 0.4 else 'at once', flush=True)
";

#[test]
fn an_end_may_come_too_early() {
    let home = Home::new();
    let steps = |not_before: &str| {
        format!(
            r#"
            {{ id = "start", start = "subject" }},
            {{ id = "connect", connect = "anna" }},
            {{ id = "say", send = "anna", line = "x" }},
            {{ id = "gone", expect = "anna", end = "fin", not-before = {not_before} }},
            "#
        )
    };
    home.play(&steps("0.4"), &["python3", "-c", LEAVES], 0, &["checks passed"]);
    let expected = ["the end, but not before 5 s", "it after "];
    home.play(&steps("5"), &["python3", "-c", LEAVES], 1, &expected);
}

/// A server that closes half a second after it has read something.
const LEAVES: &str = "
import os, socket, time
server = socket.create_server((os.environ['HOST'], int(os.environ['PORT'])))
client = server.accept()[0]
client.recv(100)
time.sleep(0.5)
client.close()
time.sleep(100)
";

#[test]
fn a_flood_goes_on_beside_the_steps_until_it_is_ended() {
    let home = Home::new();
    let steps = |meanwhile: &str| {
        format!(
            r#"
            {{ id = "start", start = "subject" }},
            {{ id = "connect", connect = "anna" }},
            {{ id = "flood", send = "anna", text = "x", times = 2000000000, meanwhile = {meanwhile} }},
            {{ id = "ben-connects", connect = "ben" }},
            {{ id = "much", expect = "ben", line = "more than 100000", within = 20 }},
            {{ id = "finish", finish = "anna" }},
            {{ id = "end", expect = "ben", line = "the end", within = 20 }},
            {{ id = "printed", expect = "subject", stdout = "twice", times = 2 }},
            {{ id = "not-thrice", expect = "subject", stdout = "twice", times = 3, within = 0.2 }},
            "#
        )
    };
    home.play(
        &steps("true"),
        &["python3", "-c", COUNTS],
        1,
        &["beside the steps that follow", "✗  9.", "3 times on standard"],
    );
}

/// A server that tells its second client of what the first one sends.
const COUNTS: &str = "
import os, socket
server = socket.create_server((os.environ['HOST'], int(os.environ['PORT'])))
anna, ben = server.accept()[0], server.accept()[0]
n = 0
while n < 100000:
    n += len(anna.recv(65536))
ben.sendall(b'more than 100000\\n')
while anna.recv(65536):
    pass
print('twice twice', flush=True)
ben.sendall(b'the end\\n')
ben.recv(1)
";

#[test]
fn values_that_are_the_same_are_told_from_others() {
    let home = Home::new();
    let steps = |deed: &str| {
        format!(
            r#"
            {{ id = "start", start = "subject" }},
            {{ id = "anna-connects", connect = "anna" }},
            {{ id = "anna-number", expect = "anna", line = "{{?one}}" }},
            {{ id = "ben-connects", connect = "ben" }},
            {{ id = "ben-number", expect = "ben", line = "{{?two}}" }},
            {{ id = "compare", {deed} = ["{{one}}", "{{two}}"] }},
            "#
        )
    };
    home.play(&steps("same"), &["python3", "-c", NUMBERS], 0, &["checks passed"]);
    home.play(&steps("differ"), &["python3", "-c", NUMBERS], 1, &["values that differ"]);
}

#[test]
fn of_a_group_that_failed_the_member_is_named() {
    let home = Home::new();
    let steps = r#"
        { id = "start", start = "subject" },
        { id = "connect", connect = "crowd", count = 3 },
        { id = "numbers", expect = "crowd", any = "line", within = 1 },
    "#;
    let command = ["python3", "-c", TWICE];
    let again = "netlab --lessons mine check mine --check one --seed ";
    home.play(steps, &command, 1, &["that was crowd.3, one of 3", again, "sleeps"]);
}

/// A server that greets two clients, and then does nothing more.
const TWICE: &str = "
import os, socket, time
server = socket.create_server((os.environ['HOST'], int(os.environ['PORT'])))
kept = [server.accept()[0] for _ in range(2)]
for client in kept:
    client.sendall(b'hello\\n')
time.sleep(100)
";

#[test]
#[cfg(target_os = "linux")]
fn who_computes_instead_of_waiting_is_told_apart() {
    let home = Home::new();
    // On a busy machine it gets little of a core, and wants all of it.
    let _busy = [busy::cores(), busy::cores()];
    let steps = r#"
        { id = "start", start = "subject" },
        { id = "connect", connect = "anna" },
        { id = "nothing-comes", expect = "anna", any = "line", within = 0.3 },
    "#;
    home.play(steps, &["python3", "-c", BUSY], 1, &["waits for nothing: it keeps a core busy"]);
    home.play(steps, &["python3", "-c", LOCKED], 1, &["waits for a lock, or for a thread of its own"]);
}

/// A server that asks again and again instead of waiting.
#[cfg(target_os = "linux")]
const BUSY: &str = "
import os, socket
server = socket.create_server((os.environ['HOST'], int(os.environ['PORT'])))
while True:
    pass
";

/// A server that waits for a lock that nobody gives back.
#[cfg(target_os = "linux")]
const LOCKED: &str = "
import os, socket, threading
server = socket.create_server((os.environ['HOST'], int(os.environ['PORT'])))
lock = threading.Lock()
lock.acquire()
lock.acquire()
";

#[test]
fn a_step_that_may_fail_says_so_where_it_did() {
    let home = Home::new();
    let steps = r#"
        { id = "start", start = "subject" },
        { id = "connect", connect = "anna" },
        { id = "perhaps", expect = "anna", line = "no such line", within = 0.2, may-fail = true },
        { id = "number", expect = "anna", line = "none either", within = 0.2 },
    "#;
    let expected = ["\"no such line\" within 0.2 s (it failed, as it may)", "✗  4."];
    home.play(steps, &["python3", "-c", NUMBERS], 1, &expected);
}

#[test]
#[cfg(target_os = "linux")]
fn a_program_that_went_into_the_background_is_told_so() {
    let home = Home::new();
    let steps = r#"{ id = "start", start = "subject" },"#;
    let expected = ["it ended and left processes behind", "it left a process that goes on"];
    home.play(steps, &["sh", "-c", "sleep 100 & exit 0"], 1, &expected);
}
