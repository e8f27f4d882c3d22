//! The words of an exercise about several peers and about what is printed, each against a small program.
//!
//! The one idea: as in `words.rs`, a program that would notice says whether a word keeps its promise.

#![cfg(unix)]

use crate::common::home::Home;

#[test]
fn each_speaker_is_followed_by_itself() {
    let home = Home::new();
    let check = |how: &str, said: &str, code: i32, expected: &[&str]| {
        let program = format!("{SAYS}\nclient.sendall(({said}).encode())\ntime.sleep(100)");
        let steps = format!(
            r#"
            {{ id = "start", start = "subject" }},
            {{ id = "connect", connect = "anna" }},
            {{ id = "hears", expect = "anna", hears-each = ["of the first speaker {{turn}}.", "of the other one {{turn}}."], {how}, within = 1 }},
        "#
        );
        home.play(&steps, &["python3", "-c", &program], code, expected);
    };
    let all = "times = 2";
    let (one, two) = ("'a: of the first speaker %d.\\n'", "'b: of the other one %d.\\n'");
    check(all, &format!("{one}%1 + {two}%1 + '* news\\n' + {one}%2 + {two}%2"), 0, &["checks passed"]);
    check(all, &format!("{two}%1 + {two}%2 + {one}%1 + {one}%2"), 0, &["checks passed"]);
    check(all, &format!("{one}%2 + {two}%1 + {one}%1 + {two}%2"), 1, &["and only then this line"]);
    check(all, &format!("{one}%2 + {two}%1 + {two}%2"), 1, &["and never this one"]);
    check(all, &format!("{one}%1 + {two}%1 + {two}%1 + {one}%2"), 1, &["it again"]);
    check(all, &format!("{one}%1 + {two}%1 + {two}%2"), 1, &["3 of 4 lines were heard"]);
    check(
        all,
        &format!("'of the first sp' + {two}%1 + 'eaker 1.\\n'"),
        1,
        &["of the first spb: of the other"],
    );
    let gaps = "times = 2, gaps = true";
    check(gaps, &format!("{one}%2 + {two}%1"), 0, &["checks passed"]);
    check(gaps, &format!("{one}%2 + {one}%1 + {two}%1"), 1, &["and only then this line"]);
}

/// A server that has accepted one client.
const SAYS: &str = "
import os, socket, time
server = socket.create_server((os.environ['HOST'], int(os.environ['PORT'])))
client = server.accept()[0]";

/// Members say a line again while the room has not passed it on. What it still owes would otherwise be the first
/// thing that it does about the next act, such as to find out who is gone.
#[test]
fn a_room_owes_nobody_a_line_once_its_members_have_met() {
    let home = Home::new();
    let steps = r#"
        { id = "start", start = "subject" },
        { id = "anna-connects", connect = "anna" },
        { id = "ben-connects", connect = "ben" },
        { id = "meet", meet = ["anna", "ben"] },
        { id = "anna-goes", reset = "anna" },
        { id = "a-while", expect = "ben", lacks = "anything", within = 0.8 },
        { id = "runs", expect = "subject", running = true },
    "#;
    home.play(steps, &["python3", "-c", SLOW_ROOM], 0, &["checks passed"]);
}

/// A room that takes a tenth of a second for each line, and ends where a member cannot be written to.
const SLOW_ROOM: &str = "
import os, selectors, socket, time
server = socket.create_server((os.environ['HOST'], int(os.environ['PORT'])))
a, b = server.accept()[0], server.accept()[0]
other = {a: b, b: a}
ready = selectors.DefaultSelector()
for member in other:
    ready.register(member, selectors.EVENT_READ, member.makefile('rb', 0))
while True:
    for key, _ in ready.select():
        try:
            line = key.data.readline()
        except OSError:
            line = b''
        if not line:
            ready.unregister(key.fileobj)
            continue
        time.sleep(0.1)
        other[key.fileobj].sendall(line)
";

#[test]
#[cfg(target_os = "linux")]
fn a_narrow_connection_takes_little_before_it_is_read() {
    let home = Home::new();
    let check = |narrow: bool, expected: &str| {
        let steps = format!(
            r#"
            {{ id = "start", start = "subject" }},
            {{ id = "connect", connect = "anna", narrow = {narrow} }},
            {{ id = "stop", stop-reading = "anna" }},
            {{ id = "go", send = "anna", line = "go" }},
            {{ id = "told", expect = "subject", stdout = "{expected}" }},
            {{ id = "again", read-again = "anna" }},
            {{ id = "all", expect = "anna", bytes = 400000, within = 10 }},
            "#
        );
        let program = format!("{SAYS}{FILLS}");
        home.play(&steps, &["python3", "-c", &program], 0, &["checks passed"]);
    };
    check(true, "it waits");
    check(false, "it has room");
}

/// Writes much, and tells whether it had to wait.
#[cfg(target_os = "linux")]
const FILLS: &str = "
client.recv(10)
client.settimeout(0.5)
n = 0
try:
    while n < 400000:
        n += client.send(b'.' * (400000 - n))
    print('it has room', flush=True)
except TimeoutError:
    print('it waits', flush=True)
client.settimeout(None)
client.sendall(b'.' * (400000 - n))
time.sleep(100)";

#[test]
fn a_step_does_not_count_where_a_connection_was_ended_instead() {
    let home = Home::new();
    let check = |what: &str, code: i32, expected: &str| {
        let steps = r#"
            { id = "start", start = "subject" },
            { id = "connect", connect = "anna" },
            { id = "answer", expect = "anna", line = "answer", within = 0.5, unless-ended = "anna" },
            { id = "running", expect = "subject", running = true },
        "#;
        let program = format!("{SAYS}\n{what}\ntime.sleep(100)");
        home.play(steps, &["python3", "-c", &program], code, &[expected]);
    };
    check("client.sendall(b'answer\\n')", 0, "checks passed");
    check("client.close()", 0, "checks passed");
    check("pass", 1, "the connection is open and silent");
}

#[test]
fn what_is_printed_as_a_part_of_something_else_does_not_count() {
    let home = Home::new();
    let check = |printed: &str, code: i32| {
        let program = format!("{SAYS}\nprint({printed:?}, flush=True)\ntime.sleep(100)");
        let steps = r#"
            { id = "start", start = "subject" },
            { id = "connect", connect = "anna" },
            { id = "printed", expect = "subject", stdout = "hello", other-than = "b'hello", within = 0.5 },
        "#;
        home.play(steps, &["python3", "-c", &program], code, &[]);
    };
    check("hello", 0);
    check("b'hello", 1);
    check("b'hello hello", 0);
}

#[test]
fn a_datagram_is_expected_so_many_times() {
    let home = Home::new();
    let check = |n_times: u32, code: i32, expected: &str| {
        let steps = r#"
            { id = "start", start = "subject" },
            { id = "open", open = "anna" },
            { id = "send", send = "anna", text = "x" },
            { id = "answers", expect = "anna", datagram = "y", times = 3, within = 0.5 },
        "#;
        let program = format!(
            "import os, socket, time
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind((os.environ['HOST'], int(os.environ['PORT'])))
who = s.recvfrom(10)[1]
for _ in range({n_times}):
    s.sendto(b'y', who)
time.sleep(100)"
        );
        let head = "netlab_exercise = 1\nrole = \"server\"\ntransport = \"udp\"";
        home.play_as(head, steps, &["python3", "-c", &program], code, &[expected]);
    };
    check(3, 0, "checks passed");
    check(2, 1, "2 of 3 came");
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_queue_makes_connecting_take_a_second() {
    let home = Home::new();
    let head = "netlab_exercise = 1\nrole = \"client\"\ntransport = \"tcp\"";
    let check = |full: bool, expected: &str| {
        let steps = format!(
            r#"
            {{ id = "listen", listen = "server", full = {full} }},
            {{ id = "start", start = "subject" }},
            {{ id = "accept", accept = "visitor" }},
            {{ id = "told", expect = "visitor", line = "{expected}" }},
            "#
        );
        home.play_as(head, &steps, &["python3", "-c", DIALS], 0, &["checks passed"]);
    };
    check(true, "it took a while");
    check(false, "it was there at once");
}

/// A client that says whether it had to wait for its connection.
#[cfg(target_os = "linux")]
const DIALS: &str = "
import os, socket, time
began = time.monotonic()
server = socket.create_connection((os.environ['HOST'], int(os.environ['PORT'])))
is_late = time.monotonic() - began > 0.7
server.sendall(b'it took a while\\n' if is_late else b'it was there at once\\n')
time.sleep(100)
";
