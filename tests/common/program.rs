//! A program under test: started, listened to, signalled, and ended with the test whatever happens.
//!
//! The one idea: a test waits for what a program writes or for its end, never for time. Each stream is
//! read by a thread of its own, so a program is never held up by a test that looks elsewhere.

use std::io::Read;
use std::net::SocketAddr;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process, waitid};

/// Longer than anything here takes on a busy machine; a test that waits so long has failed.
pub(crate) const LIMIT: Duration = Duration::from_secs(60);

/// The program of this package, with nothing of the surroundings that would change what it says.
pub(crate) fn netlab(args: &[&str]) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("netlab"));
    command.args(args).stdin(Stdio::null());
    clean(&mut command);
    command
}

/// `netlab` started by a shell that runs `before` first, as in `ulimit -n 64`.
pub(crate) fn netlab_after(before: &str, args: &[&str]) -> Command {
    let mut command = Command::new("sh");
    command.arg("-c").arg(format!("{before}; exec \"$0\" \"$@\""));
    command.arg(assert_cmd::cargo::cargo_bin!("netlab")).args(args).stdin(Stdio::null());
    clean(&mut command);
    command
}

/// Takes away what would change what the program says, and gives it a folder of its own, so that no test reads or
/// writes the progress of whoever runs it.
pub(crate) fn clean(command: &mut Command) {
    let names = ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLORFGBG", "RUST_BACKTRACE"];
    for name in names.into_iter().chain(["SSH_TTY", "SSH_CONNECTION"]) {
        command.env_remove(name);
    }
    command.env("TERM", "xterm").env("NETLAB_LANG", "en").env("NETLAB_HOME", fresh_home());
}

/// A folder that is not there yet, and that is nobody's: each start begins as a newcomer's.
pub(crate) fn fresh_home() -> PathBuf {
    static N_HOMES: AtomicUsize = AtomicUsize::new(0);
    let number = N_HOMES.fetch_add(1, Ordering::Relaxed);
    let homes = Path::new(env!("CARGO_TARGET_TMPDIR")).join("homes");
    homes.join(format!("{}-{number}", std::process::id()))
}

/// All that came from a stream so far.
#[derive(Clone, Default)]
pub(crate) struct Heard(Arc<(Mutex<Stretch>, Condvar)>);

#[derive(Default)]
struct Stretch {
    bytes: Vec<u8>,
    is_ended: bool,
}

impl Heard {
    pub(crate) fn listen(mut source: impl Read + Send + 'static) -> Heard {
        let heard = Heard::default();
        let writer = heard.clone();
        thread::spawn(move || {
            let mut buf = [0; 16 * 1024];
            loop {
                // A pseudo-terminal whose other end is closed gives EIO instead of an end.
                let n_bytes = source.read(&mut buf).unwrap_or(0);
                let mut stretch = writer.0.0.lock().expect("no reader panics");
                stretch.bytes.extend_from_slice(&buf[..n_bytes]);
                stretch.is_ended = n_bytes == 0;
                writer.0.1.notify_all();
                if n_bytes == 0 {
                    return;
                }
            }
        });
        heard
    }

    /// Waits until `find` finds what it looks for in the text so far, or in all of it at the end.
    pub(crate) fn until<T>(&self, what: &str, find: impl Fn(&str) -> Option<T>) -> T {
        let mut stretch = self.0.0.lock().expect("no reader panics");
        loop {
            let text = String::from_utf8_lossy(&stretch.bytes).into_owned();
            if let Some(found) = find(&text) {
                return found;
            }
            assert!(!stretch.is_ended, "ended without {what}:\n{text}");
            let (next, waited) = self.0.1.wait_timeout(stretch, LIMIT).expect("no reader panics");
            assert!(!waited.timed_out(), "waited in vain for {what}:\n{text}");
            stretch = next;
        }
    }

    pub(crate) fn until_contains(&self, wanted: &str) {
        self.until(&format!("{wanted:?}"), |text| text.contains(wanted).then_some(()));
    }

    /// Everything, once the stream has ended.
    pub(crate) fn to_end(&self) -> Vec<u8> {
        let stretch = self.0.0.lock().expect("no reader panics");
        let (stretch, waited) = self
            .0
            .1
            .wait_timeout_while(stretch, LIMIT, |stretch| !stretch.is_ended)
            .expect("no reader panics");
        assert!(!waited.timed_out(), "no end of:\n{}", String::from_utf8_lossy(&stretch.bytes));
        stretch.bytes.clone()
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.to_end()).expect("text")
    }
}

/// A started program. Dropped, it is killed.
pub(crate) struct Program {
    child: Child,
    ended: Receiver<()>,
    pub(crate) out: Heard,
    pub(crate) err: Heard,
}

impl Program {
    /// Starts it, and reads both of its streams.
    pub(crate) fn start(mut command: Command) -> Program {
        let mut program = Program::start_unheard(command.stdout(Stdio::piped()).stderr(Stdio::piped()));
        program.out = Heard::listen(program.child.stdout.take().expect("piped"));
        program.err = Heard::listen(program.child.stderr.take().expect("piped"));
        program
    }

    /// Starts it with the streams that the command has; the test reads what it wants.
    pub(crate) fn start_unheard(command: &mut Command) -> Program {
        let child = command.spawn().expect("the program starts");
        let pid = pid_of(&child);
        let (sender, ended) = channel();
        thread::spawn(move || {
            // Not reaped: so the number stays its own until the owner has waited for it.
            let _ = waitid(WaitId::Pid(pid), WaitIdOptions::EXITED | WaitIdOptions::NOWAIT);
            let _ = sender.send(());
        });
        Program { child, ended, out: Heard::default(), err: Heard::default() }
    }

    /// Starts `netlab` with these arguments.
    pub(crate) fn netlab(args: &[&str]) -> Program {
        Program::start(netlab(args))
    }

    /// Starts `netlab` with a pipe for its standard input, which stays open until the test closes it.
    pub(crate) fn start_with_input(args: &[&str]) -> Program {
        let mut command = netlab(args);
        command.stdin(Stdio::piped());
        Program::start(command)
    }

    /// Waits for the notice of a server, and gives the address that it names.
    pub(crate) fn address(&self) -> SocketAddr {
        self.err.until("a listening address", listening_address)
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    pub(crate) fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(pid_of(&self.child), signal).expect("the program is there");
    }

    /// Waits for the program's end.
    pub(crate) fn wait(&mut self) -> ExitStatus {
        let ended = self.ended.recv_timeout(LIMIT);
        assert!(ended.is_ok(), "the program does not end");
        self.child.wait().expect("our own child")
    }

    /// Waits for an orderly end, and gives its exit code.
    pub(crate) fn code(&mut self) -> i32 {
        let status = self.wait();
        status.code().unwrap_or_else(|| panic!("killed by signal {:?}", status.signal()))
    }

    /// Asks the program to end as Ctrl-C does, and waits for it; gives its exit code.
    pub(crate) fn interrupt(&mut self) -> i32 {
        self.signal(Signal::INT);
        self.code()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // Both fail only where it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn pid_of(child: &Child) -> Pid {
    Pid::from_child(child)
}

/// The address in the notice `listening on ADDR; …`, or `receiving on ADDR; …`, once its line is whole.
pub(crate) fn listening_address(text: &str) -> Option<SocketAddr> {
    let (_, rest) = text.split_once("listening on ").or_else(|| text.split_once("receiving on "))?;
    rest.split_once("; Ctrl-C")?.0.parse().ok()
}
