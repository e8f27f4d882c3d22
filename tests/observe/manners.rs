//! An observed program notices nothing: its streams, its exit code, its signals, its terminal are its own.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::Command;
use std::time::Duration;

use libtest_mimic::Trial;
use netlab::event::{Event, Kind};
use rustix::process::{Pid, Signal, kill_process, test_kill_process};

use crate::agreement::agree_on;
use crate::common::needed;
use crate::common::program::{LIMIT, Program, netlab};
use crate::common::states::eventually;
use crate::observed::{Observed, file};
use crate::records::read;

const CLAIMS: &[needed::Claim] = &[
    ("its_exit_code_is_its_own", "sh", exit_codes),
    ("a_program_that_is_not_there_or_none_is_said_as_a_shell_says_it", "sh", not_run),
    ("its_streams_are_untouched_byte_by_byte", "python3", streams),
    ("a_signal_sent_to_netlab_alone_reaches_it_once", "python3", signal_to_us),
    ("a_signal_sent_to_netlab_alone_reaches_it_in_the_middle_of_a_call", "python3", signal_in_a_call),
    ("a_signal_sent_to_the_group_reaches_it_once", "python3", signal_to_the_group),
    ("a_program_that_is_stopped_goes_on_when_it_is_told_to", "python3", stopped),
    ("killing_netlab_ends_the_program_at_any_moment", "python3", killed),
    ("in_a_storm_of_threads_and_processes_no_call_is_lost", "python3", storm),
    ("a_program_with_filters_of_its_own_is_told_all_the_same", "python3", own_filters),
    ("a_signal_after_the_programs_end_ends_what_it_started", "sh", left_behind),
    ("a_blocked_alarm_does_not_keep_an_interrupt_from_being_heard", "python3", alarm_blocked),
    ("a_running_process_is_observed_and_goes_on_alone", "python3", attached),
    ("the_first_interrupt_is_enough_at_any_moment", "python3", interrupted),
    ("a_running_process_goes_on_when_netlab_is_killed", "python3", attached_and_killed),
    ("a_socket_that_a_program_is_started_with_is_told", "socat", handed_down),
    ("the_calls_of_a_program_can_be_told_again_without_it", "python3", again),
    ("a_program_without_sockets_is_told_to_have_none", "sh", without_sockets),
];

pub(crate) fn trials() -> Vec<Trial> {
    needed::trials("manners", CLAIMS)
}

fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    eventually(what, || is_so().then_some(()));
}

#[track_caller]
fn code_of(words: &[&str]) -> (i32, String) {
    let mut program = Program::netlab(&[&["-q", "observe", "--"], words].concat());
    (program.code(), program.err.text())
}

fn exit_codes() {
    for code in [0, 1, 7, 255] {
        assert_eq!(code_of(&["sh", "-c", &format!("exit {code}")]), (code, String::new()));
    }
    for (signal, code) in [("TERM", 143), ("KILL", 137), ("SEGV", 139), ("INT", 130)] {
        assert_eq!(code_of(&["sh", "-c", &format!("kill -{signal} $$")]).0, code);
    }
}

fn not_run() {
    let (code, said) = code_of(&["no-program-of-this-name"]);
    assert_eq!(code, 127, "{said}");
    assert!(said.contains("error: there is no program no-program-of-this-name\nhint: "), "{said}");
    let (code, said) = code_of(&["/etc/passwd"]);
    assert_eq!(code, 126, "{said}");
    assert!(said.contains("error: cannot run /etc/passwd: permission denied\nhint: "), "{said}");
    let dir = tempfile::tempdir().expect("a directory");
    let script = dir.path().join("script");
    fs::write(&script, "exit 5\n").expect("written");
    assert!(Command::new("chmod").arg("+x").arg(&script).status().expect("it starts").success());
    assert_eq!(code_of(&[script.to_str().expect("UTF-8")]).0, 5, "a script without a first line");
}

/// All bytes there are, on both streams, in pieces.
fn streams() {
    let script = "import os\nfor i in range(256): os.write(1, bytes([i]) * 3); os.write(2, bytes([255 - i]) * 3)\n\
                  os.write(1, os.read(0, 100))";
    let mut program = Program::start_with_input(&["-q", "observe", "--", "python3", "-c", script]);
    let mut stdin = program.child().stdin.take().expect("piped");
    stdin.write_all(b"\x00\xffinput").expect("it reads");
    drop(stdin);
    assert_eq!(program.code(), 0);
    let all = |reverse: bool| -> Vec<u8> {
        (0..=255).flat_map(|byte: u8| [if reverse { 255 - byte } else { byte }; 3]).collect()
    };
    assert_eq!(program.out.to_end(), [all(false), b"\x00\xffinput".to_vec()].concat());
    assert_eq!(program.err.to_end(), all(true));
}

/// Counts its signals and says so at the end.
const COUNTS: &str = "import signal, time, sys\n\
    n = 0\n\
    def heard(*_):\n    global n\n    n += 1\n\
    signal.signal(signal.SIGTERM, heard)\n\
    print('ready', flush=True)\n\
    while n == 0: signal.pause()\n\
    time.sleep(0.3)\n\
    print(n, flush=True)\n";

fn signal_to_us() {
    let mut program = Program::netlab(&["-q", "observe", "--", "python3", "-c", COUNTS]);
    program.out.until_contains("ready");
    program.signal(Signal::TERM);
    assert_eq!((program.code(), program.out.text()), (0, "ready\n1\n".to_owned()));
}

/// A program stands at most moments that makes one call after the other, and has not ended.
fn signal_in_a_call() {
    let script = "import os, signal, socket, threading\nsignal.signal(signal.SIGTERM, lambda *_: os._exit(7))\n\
        def calls():\n    mine = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n    mine.bind(('127.0.0.1', 0))\n    \
        while True: mine.sendto(b'x', mine.getsockname()), mine.recv(8)\n\
        for _ in range(3): threading.Thread(target=calls, daemon=True).start()\n\
        print('busy', flush=True)\ncalls()";
    for _ in 0..10 {
        let mut program = Program::netlab(&["-q", "observe", "--", "python3", "-c", script]);
        program.out.until_contains("busy");
        program.signal(Signal::TERM);
        assert_eq!(program.code(), 7);
    }
}

fn signal_to_the_group() {
    use std::os::unix::process::CommandExt as _;
    let mut command = netlab(&["-q", "observe", "--", "python3", "-c", COUNTS]);
    let mut program = Program::start({
        command.process_group(0);
        command
    });
    program.out.until_contains("ready");
    let group = Pid::from_raw(program.pid().cast_signed()).expect("a number");
    rustix::process::kill_process_group(group, Signal::TERM).expect("it is there");
    assert_eq!((program.code(), program.out.text()), (0, "ready\n1\n".to_owned()));
}

/// Says its own number, and then counts.
const SPEAKS: &str = "import os, time\nprint(os.getpid(), flush=True)\n\
    for i in range(10**6): print('tick', i, flush=True); time.sleep(0.01)";

fn child_of(program: &Program) -> Pid {
    let number = program.out.until("its number", |text| text.lines().next()?.parse().ok());
    Pid::from_raw(number).expect("a number")
}

fn stopped() {
    let program = Program::netlab(&["-q", "observe", "--", "python3", "-c", SPEAKS]);
    let child = child_of(&program);
    kill_process(child, Signal::STOP).expect("it is there");
    let state = || fs::read_to_string(format!("/proc/{}/stat", child.as_raw_nonzero())).expect("it is there");
    until("it stands", || state().contains(") t ") || state().contains(") T "));
    kill_process(child, Signal::CONT).expect("it is there");
    let n_ticks = |text: &str| text.matches("tick").count();
    let before = program.out.until("the text so far", |text| Some(n_ticks(text)));
    program.out.until("more of it", |text| (n_ticks(text) > before + 5).then_some(()));
}

/// However it ends, the program is neither left running nor left standing.
fn killed() {
    for round in 0..12_u64 {
        let program = Program::netlab(&["-q", "observe", "--", "python3", &file("storm.py"), "endless"]);
        let child = child_of(&program);
        // Any moment will do: a different one each time.
        std::thread::sleep(Duration::from_millis(round * 13 % 90));
        program.signal(Signal::KILL);
        until("the program has gone", || test_kill_process(child).is_err());
    }
}

/// What two processes of twelve threads each say to a third, and hear from it.
fn storm() {
    let told = Observed::start(&["python3", &file("storm.py"), "360"]).ended_with(7);
    let accepted: Vec<&Event<'_>> = told.iter().filter(|event| event.kind == Kind::Accepted).collect();
    assert_eq!(accepted.len(), 360);
    assert_eq!(told.iter().filter(|event| event.kind == Kind::Connected).count(), 360);
    for event in accepted {
        agree_on(&told, &told, event.local.expect("known"), event.peer.expect("known"));
    }
    assert_eq!(told.iter().filter(|event| event.kind == Kind::PeerFinished).count(), 720);
    assert_eq!(told.iter().filter(|event| event.kind == Kind::Closed).count(), 721);
}

/// A filter of the program's own keeps ours from being added: it is stopped at every call instead.
fn own_filters() {
    let told = Observed::start(&["python3", &file("own_filter.py")]).ended_with(7);
    let kinds: Vec<Kind> = told.iter().map(|event| event.kind).collect();
    let expected = [Kind::Bound, Kind::Listening, Kind::Connecting, Kind::Connected, Kind::Accepted];
    assert!(expected.iter().all(|kind| kinds.contains(kind)), "{kinds:?}");
    let last = &kinds[kinds.len() - 6..];
    assert_eq!(
        last,
        [Kind::Sent, Kind::Received, Kind::Closed, Kind::PeerFinished, Kind::Closed, Kind::Closed]
    );
}

fn attached() {
    let mut server = Program::start({
        let mut python = Command::new("python3");
        python.arg(file("echoes.py"));
        python
    });
    let port: u16 = server.out.until("its port", |text| text.lines().next()?.parse().ok());
    let said = |text: &str| {
        let mut stream = std::net::TcpStream::connect(("127.0.0.1", port)).expect("it listens");
        stream.set_read_timeout(Some(LIMIT)).expect("a time above zero");
        stream.write_all(text.as_bytes()).expect("sent");
        let mut line = String::new();
        BufReader::new(&stream).read_line(&mut line).expect("an answer");
        assert_eq!(line, text);
    };
    said("before\n");
    let dir = tempfile::tempdir().expect("a directory");
    let record = dir.path().join("attached.jsonl");
    let pid = server.pid().to_string();
    let args = ["-q", "--record", record.to_str().expect("UTF-8"), "observe", "-p", &pid];
    let mut netlab = Program::netlab(&args);
    // It is begun once all of the process stands.
    until("it is recorded", || read(&record).is_some());
    said("observed\n");
    until("it was told", || {
        read(&record).is_some_and(|events| events.iter().any(|event| event.kind == Kind::Closed))
    });
    assert_eq!(netlab.interrupt(), 0);
    said("afterwards\n");
    let told = read(&record).expect("a record");
    let received: Vec<_> =
        told.iter().filter(|it| it.kind == Kind::Received).map(|it| it.data.as_deref()).collect();
    assert_eq!(received, [Some(&b"observed\n"[..])]);
    server.signal(Signal::TERM);
    server.wait();
}

/// Just after a client was served, netlab is about to wait for the next: there a signal is easily lost.
fn interrupted() {
    let mut server = Program::start({
        let mut python = Command::new("python3");
        python.arg(file("echoes.py"));
        python
    });
    let port: u16 = server.out.until("its port", |text| text.lines().next()?.parse().ok());
    let pid = server.pid().to_string();
    let dir = tempfile::tempdir().expect("a directory");
    for round in 0..30_u64 {
        let record = dir.path().join(format!("{round}.jsonl"));
        let args = ["-q", "--record", record.to_str().expect("UTF-8"), "observe", "-p", &pid];
        let mut netlab = Program::netlab(&args);
        until("it is recorded", || read(&record).is_some());
        let mut stream = std::net::TcpStream::connect(("127.0.0.1", port)).expect("it listens");
        stream.write_all(b"served\n").expect("sent");
        BufReader::new(&stream).read_line(&mut String::new()).expect("an answer");
        // Any moment will do: a different one each time.
        std::thread::sleep(Duration::from_micros(round * 37 % 500));
        assert_eq!(netlab.interrupt(), 0);
    }
    server.signal(Signal::TERM);
    server.wait();
}

/// What it started goes on, until a signal comes that nobody else is there for; the code is the program's own.
fn left_behind() {
    let mut program = Program::netlab(&["observe", "--", "sh", "-c", "sleep 600 & echo $!; exit 7"]);
    let child = child_of(&program);
    program.err.until_contains("a process that it started goes on, until Ctrl-C ends it");
    program.signal(Signal::TERM);
    assert_eq!(program.code(), 7);
    until("what it started has gone", || test_kill_process(child).is_err());
}

/// Whoever started us may have blocked it; it is what wakes us where a signal came a moment before we wait.
fn alarm_blocked() {
    let process = Program::start({
        let mut sleep = Command::new("sleep");
        sleep.arg("600");
        sleep
    });
    let pid = process.pid().to_string();
    let script = "import os, signal, sys\nsignal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])\n\
        os.execv(sys.argv[1], sys.argv[1:])";
    let netlab = netlab(&["observe", "-p", &pid]);
    let mut python = Command::new("python3");
    python.args(["-c", script]).arg(netlab.get_program()).args(netlab.get_args());
    python.envs(netlab.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let mut netlab = Program::start(python);
    netlab.err.until_contains("observing sleep");
    let status = fs::read_to_string(format!("/proc/{}/status", netlab.pid())).expect("it is there");
    let blocked = status.lines().find_map(|line| line.strip_prefix("SigBlk:")).expect("a line");
    let blocked = u64::from_str_radix(blocked.trim(), 16).expect("a number");
    assert_eq!(blocked & 1 << (14 - 1), 0, "SIGALRM is let through: {blocked:x}");
    assert_eq!(netlab.interrupt(), 0);
}

/// At any moment: it is never left standing.
fn attached_and_killed() {
    let mut server = Program::start({
        let mut python = Command::new("python3");
        python.arg(file("echoes.py"));
        python
    });
    let port: u16 = server.out.until("its port", |text| text.lines().next()?.parse().ok());
    let pid = server.pid().to_string();
    for round in 0..8_u64 {
        let netlab = Program::netlab(&["-q", "observe", "-p", &pid]);
        std::thread::sleep(Duration::from_millis(round * 17 % 60));
        netlab.signal(Signal::KILL);
        drop(netlab);
        let mut stream = std::net::TcpStream::connect(("127.0.0.1", port)).expect("it listens");
        stream.set_read_timeout(Some(LIMIT)).expect("a time above zero");
        stream.write_all(b"still there\n").expect("sent");
        let mut line = String::new();
        BufReader::new(&stream).read_line(&mut line).expect("an answer");
        assert_eq!(line, "still there\n");
    }
    server.signal(Signal::TERM);
    server.wait();
}

/// As inetd does: the connection is the program's standard input and output.
fn handed_down() {
    let dir = tempfile::tempdir().expect("a directory");
    let record = dir.path().join("inetd.jsonl");
    let netlab = assert_cmd::cargo::cargo_bin!("netlab").to_str().expect("UTF-8");
    let lease = crate::common::lease::Lease::take();
    let observed = format!("EXEC:'{netlab} -q --record {} observe -- cat',nofork", record.display());
    let listen = format!("TCP-LISTEN:{},bind=127.0.0.1", lease.port());
    let mut socat = Program::start({
        let mut socat = Command::new("socat");
        socat.args([&listen, &observed]).env("NETLAB_HOME", dir.path());
        socat
    });
    let mut stream = None;
    until("it listens", || {
        stream = std::net::TcpStream::connect(lease.addr()).ok();
        stream.is_some()
    });
    let mut stream = stream.expect("connected");
    stream.write_all(b"through cat").expect("sent");
    stream.shutdown(std::net::Shutdown::Write).expect("finished");
    let mut back = String::new();
    std::io::Read::read_to_string(&mut stream, &mut back).expect("an answer");
    assert_eq!((back.as_str(), socat.code()), ("through cat", 0));
    let told = read(&record).expect("a record");
    let kinds: Vec<Kind> = told.iter().map(|event| event.kind).collect();
    assert_eq!(kinds, [Kind::Received, Kind::Sent, Kind::PeerFinished, Kind::Closed]);
    assert!(told.iter().all(|event| event.socket == 1), "one socket under two numbers: {told:#?}");
}

/// The same events come of the log of calls, without any process.
fn again() {
    let dir = tempfile::tempdir().expect("a directory");
    let (record, calls) = (dir.path().join("run.jsonl"), dir.path().join("calls.jsonl"));
    let path = |path: &std::path::Path| path.to_str().expect("UTF-8").to_owned();
    let (record_path, calls_path) = (path(&record), path(&calls));
    let args = ["-q", "--record", &record_path, "observe", "--calls", &calls_path, "--", "python3"];
    let mut program = Program::netlab(&[&args[..], &[&file("ends.py")]].concat());
    assert_eq!(program.code(), 7, "{}", program.err.text());
    let told = read(&record).expect("a record");
    let calls = fs::read_to_string(&calls).expect("calls");
    let wanted = netlab::observe::Wanted { data_bytes: 256, kernel_view: false, digests: true };
    let mut replayed = netlab::observe::log::replayed(calls.lines(), wanted);
    // The record's head says whose they are.
    for event in &mut replayed {
        event.pid = None;
    }
    assert_eq!(replayed, told);
}

fn without_sockets() {
    let dir = tempfile::tempdir().expect("a directory");
    let record = dir.path().join("none.jsonl");
    let mut program =
        Program::netlab(&["--record", record.to_str().expect("UTF-8"), "observe", "--", "true"]);
    assert_eq!(program.code(), 0);
    assert!(program.err.text().starts_with("note: no socket did anything"), "{}", program.err.text());
    assert!(!record.exists());
}
