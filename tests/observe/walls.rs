//! What a program cannot do while it is observed, and where it cannot be observed at all.
//!
//! The one idea: each wall is put up for the test, and met; what is said of it is one sentence, and what to do instead.

use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;

use libtest_mimic::Trial;
use netlab::event::Kind;

use crate::agreement::agree;
use crate::common::needed;
use crate::common::program::{Program, netlab};
use crate::observed::{Observed, file, recorded};

const CLAIMS: &[needed::Claim] = &[
    ("where_ptrace_is_refused_it_is_said_with_what_to_do", "python3", no_ptrace),
    ("the_doctor_knows_whether_programs_can_be_observed", "python3", doctor),
    ("without_copies_of_descriptors_all_is_told_that_the_kernels_table_knows", "python3", no_copies),
    ("a_process_that_is_traced_already_is_said_to_be", "python3", traced),
    ("a_process_that_ran_already_is_said_to_be_observed_before_anything_happens", "sleep", silent),
    ("a_program_with_rights_of_its_own_runs_without_them_and_is_said_to", "setpriv", setuid),
    ("a_search_for_leaks_is_said_not_to_work_and_what_to_do", "gcc", sanitizer),
    ("a_program_of_32_bits_runs_and_is_said_not_to_be_seen", "sh", foreign),
    ("io_uring_is_refused_unless_it_is_allowed_and_said", "python3", io_uring),
];

pub(crate) fn trials() -> Vec<Trial> {
    needed::trials("walls", CLAIMS)
}

/// Our program, to which the kernel refuses these calls.
fn refused(calls: &str, args: &[&str]) -> Program {
    let netlab = netlab(args);
    let mut python = Command::new("python3");
    python.arg(file("refuses.py")).arg(calls).arg(netlab.get_program()).args(netlab.get_args());
    python.envs(netlab.get_envs().filter_map(|(name, value)| Some((name, value?))));
    Program::start(python)
}

const PTRACE: &str = "101";
const PIDFD_GETFD: &str = "438";

fn no_ptrace() {
    let mut program = refused(PTRACE, &["observe", "--", "sh", "-c", "echo started"]);
    assert_eq!((program.code(), program.out.text()), (2, String::new()), "it was not started unseen");
    let said = program.err.text();
    assert!(
        said.starts_with("error: cannot follow the program: ") && said.contains("refuses ptrace"),
        "{said}"
    );
    assert!(
        said.contains("\nhint: ") && said.contains("SYS_PTRACE") && said.contains("impair --to"),
        "{said}"
    );
}

fn doctor() {
    let (mut well, mut unwell) = (Program::netlab(&["doctor"]), refused(PTRACE, &["doctor"]));
    well.wait();
    unwell.wait();
    let said = well.out.text();
    assert!(said.contains("✓ ptrace       a program can be followed\n"), "{said}");
    let said = unwell.out.text();
    assert!(said.contains("✗ ptrace       cannot follow the program: "), "{said}");
    assert!(said.contains("for observe: lessons 8 and 10\n") && said.contains("SYS_PTRACE"), "{said}");
}

/// As in Docker's usual profile.
fn no_copies() {
    for program in ["threads.py", "passes_on.py", "asyncio_server.py"] {
        let observed = Observed::start_in(
            &["python3", &file("refuses.py"), PIDFD_GETFD],
            &["python3", &file(program)],
            "",
        );
        let addr = observed.listening();
        let peer = recorded(observed.path(), &["tcp-client", &addr.to_string(), "--message", "hello"]);
        let told = observed.ended_with(7);
        agree(&told, &peer);
        assert!(told.iter().any(|event| event.kind == Kind::Accepted && event.local == Some(addr)));
    }
}

fn traced() {
    let process = Program::start({
        let mut sleep = Command::new("sleep");
        sleep.arg("600");
        sleep
    });
    let pid = process.pid().to_string();
    let mut first = Program::netlab(&["observe", "-p", &pid]);
    first.err.until_contains("observing sleep");
    let mut second = Program::netlab(&["observe", "-p", &pid]);
    assert_eq!(second.code(), 2);
    let said = second.err.text();
    assert!(said.contains(&format!("process {} traces it already", first.pid())), "{said}");
    assert!(said.contains("\nhint: end the debugger or strace first"), "{said}");
    assert_eq!(first.interrupt(), 0);
}

fn silent() {
    let process = Program::start({
        let mut sleep = Command::new("sleep");
        sleep.arg("600");
        sleep
    });
    let pid = process.pid().to_string();
    let mut netlab = Program::netlab(&["observe", "-p", &pid]);
    netlab.err.until_contains(&format!("observing sleep (pid {pid}); Ctrl-C lets it go on alone\n"));
    assert_eq!(netlab.interrupt(), 0);
    let mut quiet = Program::netlab(&["-q", "observe", "-p", "1999999999"]);
    assert_eq!(quiet.code(), 2);
    assert!(!quiet.err.text().contains("observing"), "{}", quiet.err.text());
}

/// `su` belongs to root. Root itself has all rights already, so somebody else starts it.
fn setuid() {
    let netlab = netlab(&["observe", "--", "su", "--version"]);
    let is_root = rustix::process::geteuid().is_root();
    let somebody: &[&str] = if is_root {
        &["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"]
    } else {
        &["env"]
    };
    let mut command = Command::new(somebody[0]);
    command.args(&somebody[1..]).arg(netlab.get_program()).args(netlab.get_args());
    command.envs(netlab.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let mut program = Program::start(command);
    assert_eq!(program.code(), 0, "{}", program.err.text());
    assert!(program.out.text().contains("su"), "{}", program.out.text());
    let said = program.err.text();
    assert!(said.contains("(setuid) was started; observed, it runs without them"), "{said}");
}

fn sanitizer() {
    let dir = tempfile::tempdir().expect("a directory");
    let (source, program) = (dir.path().join("leaks.c"), dir.path().join("leaks"));
    std::fs::write(&source, "int main(void) { return 7; }\n").expect("written");
    let mut gcc = Command::new("gcc");
    gcc.args(["-fsanitize=address", "-o"]).arg(&program).arg(&source);
    assert!(gcc.status().expect("gcc starts").success());
    let start = |options: &str| {
        let mut command = netlab(&["observe", "--"]);
        command.arg(&program).env("ASAN_OPTIONS", options);
        Program::start(command)
    };
    let mut fails = start("");
    fails.wait();
    let said = fails.err.text();
    assert!(said.contains("note: the program wants to trace") && said.contains("detect_leaks=0"), "{said}");
    assert_eq!(start("detect_leaks=0").code(), 7, "what the note says helps");
}

/// A program that ends with 7, by hand: a header, and `mov eax, 1; mov ebx, 7; int 0x80`.
fn foreign() {
    let code = [0xb8, 1, 0, 0, 0, 0xbb, 7, 0, 0, 0, 0xcd, 0x80];
    let (base, head) = (0x0804_8000_u32, 52 + 32_u32);
    let mut file = b"\x7fELF\x01\x01\x01\0\0\0\0\0\0\0\0\0".to_vec();
    file.extend([2_u16, 3].iter().flat_map(|it| it.to_le_bytes()));
    file.extend([1, base + head, 52, 0, 0].iter().flat_map(|it: &u32| it.to_le_bytes()));
    file.extend([52_u16, 32, 1, 40, 0, 0].iter().flat_map(|it| it.to_le_bytes()));
    let n_bytes = head + code.len() as u32;
    file.extend([1, 0, base, base, n_bytes, n_bytes, 5, 4096].iter().flat_map(|it: &u32| it.to_le_bytes()));
    file.extend(code);
    let dir = tempfile::tempdir().expect("a directory");
    let path = dir.path().join("foreign");
    std::fs::write(&path, file).expect("written");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("ours");
    let alone = Command::new(&path).status();
    if !alone.is_ok_and(|status| status.code() == Some(7)) {
        // This kernel runs no such program.
        return;
    }
    let mut program = Program::netlab(&["observe", "--", path.to_str().expect("UTF-8")]);
    assert_eq!(program.code(), 7, "{}", program.err.text());
    assert!(program.err.text().contains("note: a program of 32 bits was started"), "{}", program.err.text());
}

fn io_uring() {
    let script = "import ctypes, sys\nlibc = ctypes.CDLL(None, use_errno=True)\n\
        given = libc.syscall(425, 8, ctypes.create_string_buffer(256))\n\
        sys.exit(ctypes.get_errno() if given == -1 else 0)";
    let code_of = |options: &[&str]| {
        let mut program =
            Program::netlab(&[&["observe"], options, &["--", "python3", "-c", script]].concat());
        (program.code(), program.err.text())
    };
    let (code, said) = code_of(&[]);
    assert_eq!(code, 1, "not permitted");
    assert!(said.contains("note: the program asked for io_uring"), "{said}");
    let alone = Command::new("python3").args(["-c", script]).status().expect("python starts").code();
    let (code, said) = code_of(&["--io-uring", "allow"]);
    assert_eq!(Some(code), alone, "as without us");
    assert!(said.contains("note: the program uses io_uring"), "{said}");
}
