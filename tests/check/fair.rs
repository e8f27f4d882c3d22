//! What the judge says of a program is about the program, and names what it is.
//!
//! The one idea: a verdict that comes from somewhere else (a launcher that has ended, a judge without
//! tools, a port that another has) is worse than none.

#![cfg(target_os = "linux")]

use std::process::Command;

use crate::common::home::Home;

const CLIENT: &str = "netlab_exercise = 1\nrole = \"client\"\ntransport = \"tcp\"";

/// A server that answers each line; it serves one client after the other.
const ECHO: &str = "
import os, socket
server = socket.create_server((os.environ['HOST'], int(os.environ['PORT'])))
while True:
    with server.accept()[0] as client:
        for line in client.makefile('rb'):
            client.sendall(line)
";

const ASK: &str = r#"
    { id = "start", start = "subject" },
    { id = "connect", connect = "anna" },
    { id = "ask", send = "anna", line = "one" },
    { id = "answer", expect = "anna", line = "one" },
"#;

#[test]
fn a_launcher_that_ends_is_told_so_wherever_its_end_falls() {
    let home = Home::new();
    std::fs::write(home.path().join("ok.py"), ECHO).expect("written");
    let expected = ["it ended and left processes behind", "it left a process that goes on"];
    for launcher in [
        "python3 ok.py & exit",
        "python3 ok.py & while ! grep -q python3 /proc/$!/comm; do :; done; sleep 0.3",
        "python3 ok.py & sleep 0.7",
    ] {
        // The last one ends while the check waits for more.
        let steps = format!(r#"{ASK} {{ id = "silence", expect = "anna", nothing = 1 }},"#);
        home.play(&steps, &["sh", "-c", launcher], 1, &expected);
    }
    home.play(ASK, &["sh", "-c", "python3 ok.py & wait"], 0, &["checks passed"]);
    home.play(ASK, &["sh", "-c", "exec python3 ok.py"], 0, &["checks passed"]);
}

#[test]
fn a_second_copy_may_end_while_the_first_one_serves() {
    let steps = r#"
        { id = "start", start = "subject" },
        { id = "second", start = "second", wait = false },
        { id = "ended", expect = "second", exit = 0 },
        { id = "connect", connect = "anna" },
        { id = "silence", expect = "anna", nothing = 0.2 },
    "#;
    let rest = "
import os, socket, sys, time
try:
    server = socket.create_server((os.environ['HOST'], int(os.environ['PORT'])))
except OSError:
    sys.exit(0)
time.sleep(100)
";
    Home::new().play(steps, &["python3", "-c", rest], 0, &["checks passed"]);
}

#[test]
fn a_program_that_stands_still_is_told_with_its_reason() {
    let home = Home::new();
    let steps = r#"
        { id = "start", start = "subject" },
        { id = "connect", connect = "anna" },
        { id = "nothing-comes", expect = "anna", any = "line", within = 0.5 },
    "#;
    let check = |rest: &str, expected: &str| {
        home.play(steps, &["python3", "-c", &format!("{OPEN}{rest}")], 1, &[expected]);
    };
    check("os.kill(os.getpid(), signal.SIGSTOP)", "is stopped (SIGSTOP, or Ctrl-Z)");
    check("name = input('your name: ')", "waits for its keyboard: it reads standard input");
}

/// A server that does not serve.
const OPEN: &str = "
import os, signal, socket
server = socket.create_server((os.environ['HOST'], int(os.environ['PORT'])))
";

#[test]
fn an_event_loop_that_waits_for_nobody_says_nothing() {
    let home = Home::new();
    let steps = r#"
        { id = "start", start = "subject" },
        { id = "connect", connect = "anna" },
        { id = "nothing-comes", expect = "anna", any = "line", within = 0.5 },
    "#;
    let rest = "import select; set = select.epoll(); set.poll()";
    let said = home.play_said(steps, &["python3", "-c", &format!("{OPEN}{rest}")], 1);
    assert!(!said.contains("something to happen"), "{said}");
}

#[test]
fn what_a_child_remembers_counts_as_well() {
    let home = Home::new();
    let steps = r#"
        { id = "start", start = "subject" },
        { id = "measure", measure = "subject" },
        { id = "connect", connect = "anna" },
        { id = "flood", send = "anna", bytes = 65536, times = 640, within = 5, may-fail = true },
        { id = "memory", expect = "subject", growth = "16 MiB" },
    "#;
    let remembers = FORKS.replace("REMEMBER", "kept.append(data)");
    home.play(steps, &["python3", "-c", &remembers], 1, &["at most 16.0 MiB more memory", "✗  5."]);
    let forgets = FORKS.replace("REMEMBER", "pass");
    home.play(steps, &["python3", "-c", &forgets], 0, &["checks passed"]);
}

/// A server with a process for each client. It has memory of its own, which a child shares until it writes.
const FORKS: &str = "
import os, socket
ballast = bytearray(30 << 20)
server = socket.create_server((os.environ['HOST'], int(os.environ['PORT'])))
while True:
    client = server.accept()[0]
    if os.fork() == 0:
        own = bytearray(8 << 20)
        kept = []
        while data := client.recv(65536):
            REMEMBER
        os._exit(0)
    client.close()
";

#[test]
fn what_is_proven_outranks_that_it_was_slow() {
    let steps = r#"
        { id = "start", start = "subject" },
        { id = "connect", connect = "anna" },
        { id = "measure", measure = "subject" },
        { id = "flood", send = "anna", bytes = 65536, times = 1000, within = 1, else = [
            { got = "stuck", is = "stops-reading" },
        ] },
        { id = "memory", expect = "subject", growth = "16 MiB" },
    "#;
    let rest = "
client = server.accept()[0]
buffer = b''
while len(buffer) < 24 << 20:
    buffer += client.recv(1 << 20)
signal.pause()
";
    let mine = format!("{steps}]\n[[diagnosis]]\nid = \"stops-reading\"\ntitle = \"t\"\ntext = \"w\"");
    let program = format!("{OPEN}{rest}");
    Home::new().play_open(
        &mine,
        &["python3", "-c", &program],
        1,
        &["at most 16.0 MiB more memory", "No known mistake"],
    );
}

#[test]
fn all_that_is_typed_arrives_however_late_it_is_read() {
    let home = Home::new();
    let steps = r#"
        { id = "start", start = "subject", wait = false },
        { id = "much", repeat = 4000, steps = [
            { id = "type", type = "subject", line = "line {round} of the four thousand that are typed into it" },
        ] },
        { id = "end", close-stdin = "subject" },
        { id = "read", expect = "subject", stdout = "4000 lines" },
    "#;
    let slow = "
import sys, time
time.sleep(1)
print(len(sys.stdin.readlines()), 'lines')
";
    home.play_as(CLIENT, steps, &["python3", "-c", slow], 0, &["checks passed"]);
    let deaf = "import time; time.sleep(100)";
    let expected = ["the program reads its standard input", "left most of it unread"];
    home.play_as(CLIENT, steps, &["python3", "-c", deaf], 1, &expected);
    let closed = "import os, time; os.close(0); time.sleep(1); print('4000 lines', flush=True)";
    home.play_as(CLIENT, steps, &["python3", "-c", closed], 0, &["checks passed"]);
}

/// A helper outside of the check takes the port that the first try was given.
#[test]
fn a_port_that_another_program_takes_meanwhile_is_no_fault() {
    let home = Home::new();
    let wish = home.path().join("wish");
    let taken = home.path().join("taken");
    let helper = "
import os, socket, sys, time
wish, taken = sys.argv[1:]
while not os.path.exists(wish):
    time.sleep(0.01)
host, port = open(wish).read().split()
server = socket.create_server((host, int(port)))
open(taken, 'w').close()
time.sleep(100)
";
    let (wish, taken) = (wish.display().to_string(), taken.display().to_string());
    let mut helper = Command::new("python3").args(["-c", helper, &wish, &taken]).spawn().expect("python3");
    let unlucky = format!(
        "
import os, time
wish, taken = '{wish}', '{taken}'
if not os.path.exists(wish):
    with open(wish + '.new', 'w') as file:
        file.write(os.environ['HOST'] + ' ' + os.environ['PORT'])
    os.rename(wish + '.new', wish)
while not os.path.exists(taken):
    time.sleep(0.01)
{ECHO}"
    );
    home.play(ASK, &["python3", "-c", &unlucky], 0, &["checks passed"]);
    helper.kill().expect("it is there");
    helper.wait().expect("our own child");
}

#[test]
fn of_a_long_traceback_the_last_line_is_shown_and_nothing_of_it_steers_the_terminal() {
    let home = Home::new();
    let deep = "
def deeper(n):
    if n == 0:
        raise ValueError('the reason \\u202e\\x1b[2J itself')
    deeper(n - 1)
def other(n):
    deeper(1) if n == 0 else other_too(n - 1)
def other_too(n):
    other(n)
other(20)
";
    let file = home.path().join("deep.py");
    std::fs::write(&file, deep).expect("written");
    let said = home.play_said(ASK, &["python3", "deep.py"], 1);
    assert!(said.contains("stderr │ Traceback") && said.contains("more lines …"), "{said}");
    assert!(said.contains("stderr │ ValueError: the reason"), "{said}");
    assert!(said.contains("its last words: ValueError: the reason \\u{202e}"), "{said}");
    assert!(!said.contains(['\u{202e}', '\u{1b}']), "{said}");
}

#[test]
fn what_was_looked_for_in_the_output_is_told_by_the_line_that_it_stood_in() {
    let steps = r#"
        { id = "start", start = "subject" },
        { id = "connect", connect = "anna" },
        { id = "ask", send = "anna", hex = "ff 0a" },
        { id = "answer", expect = "anna", line = "one", else = [
            { got = "end", try = [{ expect = "subject", stderr = "no such word", within = 0.1 }], is = "decodes" },
            { got = "end", try = [{ expect = "subject", stderr = "codec" }], is = "decodes" },
        ] },
    ]
    [[diagnosis]]
    id = "decodes"
    title = "it decodes what is no text"
    text = "Do not.""#;
    let decodes = format!("{OPEN}\nwhile True:\n    print(server.accept()[0].recv(100).decode())\n");
    let expected = ["the program has printed the line \"UnicodeDecodeError: 'utf-8'", "decodes"];
    let said = Home::new().play_open(steps, &["python3", "-c", &decodes], 1, &expected);
    assert!(!said.contains("no such word"), "{said}");
}

#[test]
fn a_program_that_cannot_be_killed_holds_nobody_up() {
    let home = Home::new();
    // Another user's program: netlab runs as nobody, and its subject as root. Only root can set this up.
    let netlab = home.path().join("netlab");
    std::fs::copy(assert_cmd::cargo::cargo_bin!("netlab"), &netlab).expect("copied");
    let script = "rustc --edition 2021 root.rs && chown 0 root && chmod 4755 root && chmod 777 . \
        && exec setpriv --reuid 65534 --clear-groups env NETLAB_HOME=/nonexistent \
        ./netlab --color never check 2 --fail-fast --start-timeout 1 -- ./root";
    std::fs::write(home.path().join("root.rs"), ROOT).expect("written");
    if !rustix::process::geteuid().is_root() || Command::new("setpriv").arg("--version").output().is_err() {
        eprintln!("skipped: needs root and setpriv");
        return;
    }
    let began = std::time::Instant::now();
    let output = Command::new("sh").args(["-c", script]).current_dir(home.path()).output().expect("sh");
    let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("this could not be ended") && said.contains("root (pid "), "{said}");
    assert!(began.elapsed().as_secs() < 15, "{said}");
}

const ROOT: &str = r#"
extern "C" { fn setuid(user: u32) -> i32; }
fn main() {
    assert_eq!(unsafe { setuid(0) }, 0);
    std::thread::sleep(std::time::Duration::from_secs(20));
}
"#;

#[test]
fn a_judge_without_its_tools_says_nothing_of_the_program() {
    let home = Home::new();
    std::fs::write(home.path().join("ok.py"), ECHO).expect("written");
    let netlab = assert_cmd::cargo::cargo_bin!("netlab").display().to_string();
    let check = |how: &[&str], before: &str, expected: &str| {
        let script = format!("{before}; exec \"$0\" --color never check 2 -- python3 ok.py");
        let mut command = Command::new("unshare");
        command.args(how).args(["sh", "-c", &script, &netlab]).env("NETLAB_HOME", home.path());
        let output = command.current_dir(home.path()).output().expect("unshare");
        let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        if said.contains("unshare: ") {
            eprintln!("skipped: {said}");
            return;
        }
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains("error: cannot judge here") && said.contains(expected), "{said}");
        assert!(said.contains("says nothing of the program"), "{said}");
    };
    check(&["-Urn"], ":", "its own address 127.");
    check(&["-Urm"], "mount -t tmpfs none /dev/pts", "no terminal for a program");
}

/// A sandbox that answers EPERM to one question of `prctl`, and then becomes the program behind it.
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
const SANDBOX: &str = "
import ctypes, os, struct, sys
libc = ctypes.CDLL(None, use_errno=True)
PRCTL, OPTION, REFUSED = 157, 16, int(sys.argv[1])
LOAD, EQUAL, RETURN = 0x20, 0x15, 0x06
steps = [(LOAD, 0, 0, 0), (EQUAL, 0, 3, PRCTL), (LOAD, 0, 0, OPTION), (EQUAL, 0, 1, REFUSED),
         (RETURN, 0, 0, 0x00050001), (RETURN, 0, 0, 0x7fff0000)]
code = ctypes.create_string_buffer(b''.join(struct.pack('HBBI', *step) for step in steps))
program = ctypes.create_string_buffer(struct.pack('HxxxxxxP', len(steps), ctypes.addressof(code)))
assert libc.prctl(38, 1, 0, 0, 0) == 0 and libc.prctl(22, 2, program) == 0, ctypes.get_errno()
os.execv(sys.argv[2], sys.argv[2:])
";

/// A guard that is not handed orphans, or whose program would outlive it, holds nothing.
#[test]
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
fn a_sandbox_in_which_no_program_can_be_held_says_nothing_of_it() {
    let home = Home::new();
    std::fs::write(home.path().join("ok.py"), ECHO).expect("written");
    let netlab = assert_cmd::cargo::cargo_bin!("netlab").display().to_string();
    let check = |refused: &str, code: i32, expected: &str| {
        let command = ["--color", "never", "check", "2", "--check", "speaks-first", "--", "python3", "ok.py"];
        let mut sandbox = Command::new("python3");
        sandbox.args(["-c", SANDBOX, refused, &netlab]).args(command).env("NETLAB_HOME", home.path());
        let output = sandbox.current_dir(home.path()).output().expect("python3");
        let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        assert_eq!(output.status.code(), Some(code), "{said}");
        assert!(said.contains(expected), "{said}");
    };
    let (dies_with_parent, takes_orphans, nothing_that_is_asked) = ("1", "36", "4711");
    check(
        dies_with_parent,
        2,
        "cannot judge here: a program cannot be started and held: operation not permitted",
    );
    check(takes_orphans, 2, "cannot judge here: a program cannot be started and held");
    check(nothing_that_is_asked, 1, "1 mistake");
}
