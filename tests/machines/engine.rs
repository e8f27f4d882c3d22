//! A real engine, servers that share a room through it, and members.
//!
//! The one idea: each engine has an address of its own in 127.0.0.0/8, so one that was killed can come back to it, and
//! nobody else has taken it meanwhile.

use std::io::Write;
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::Signal;
use tempfile::TempDir;

use crate::common::peer;
use crate::common::program::{Heard, LIMIT, Program, netlab};

/// `nats-server` with its memory.
pub(crate) struct Engine {
    pub(crate) addr: SocketAddr,
    dir: TempDir,
    /// `None` while it is killed.
    running: Option<Program>,
    config: String,
}

/// An address that no other test of this run has.
pub(crate) fn own_address() -> SocketAddr {
    static N_TAKEN: AtomicUsize = AtomicUsize::new(1);
    let (pid, number) = (std::process::id(), N_TAKEN.fetch_add(1, Ordering::Relaxed));
    let ip = [127, 64 + (pid >> 8 & 63) as u8, pid as u8, number as u8];
    SocketAddr::from((ip, 4222))
}

impl Engine {
    /// An engine that lets everybody do everything.
    pub(crate) fn start() -> Engine {
        Engine::with("")
    }

    /// An engine that keeps nothing.
    pub(crate) fn without_memory() -> Engine {
        Engine::of(tempfile::tempdir().expect("a folder"), "")
    }

    /// An engine with these lines in its configuration.
    pub(crate) fn with(lines: &str) -> Engine {
        let dir = tempfile::tempdir().expect("a folder");
        let store = dir.path().join("store");
        let memory = format!("jetstream {{ store_dir: \"{}\" }}\n{lines}\n", store.display());
        Engine::of(dir, &memory)
    }

    fn of(dir: TempDir, lines: &str) -> Engine {
        let addr = own_address();
        let config = format!("listen: \"{addr}\"\n{lines}\n");
        let mut engine = Engine { addr, dir, running: None, config };
        engine.come_back();
        engine
    }

    pub(crate) fn url(&self) -> String {
        format!("nats://{}", self.addr)
    }

    /// Starts it at its address, with what it kept.
    pub(crate) fn come_back(&mut self) {
        let file = self.dir.path().join("engine.conf");
        std::fs::write(&file, &self.config).expect("a configuration");
        let mut command = Command::new("nats-server");
        self.running = Some(Program::start(command_with(&mut command, &file)));
        let began = Instant::now();
        while TcpStream::connect(self.addr).is_err() {
            assert!(began.elapsed() < LIMIT, "the engine does not listen");
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Has it keep only so many batches of the room `lab`, as whoever runs it may set it up.
    pub(crate) fn keeps_at_most(&self, n_batches: usize) {
        let wish = format!(
            "{{\"name\":\"netlab-chat-lab\",\"subjects\":[\"netlab.chat.lab.say.*\"],\"retention\":\"limits\",\
             \"storage\":\"file\",\"discard\":\"old\",\"num_replicas\":1,\"max_msgs\":{n_batches}}}"
        );
        let mut stream = peer::connect(self.addr);
        let heard = Heard::listen(stream.try_clone().expect("a socket"));
        let asked = format!("PUB $JS.API.STREAM.CREATE.netlab-chat-lab answer {}\r\n{wish}\r\n", wish.len());
        stream.write_all(format!("CONNECT {{}}\r\nSUB answer 1\r\n{asked}").as_bytes()).expect("it listens");
        heard.until_contains("\"did_create\":true");
    }

    /// Kills it as `kill -9` does.
    pub(crate) fn kill(&mut self) {
        self.running = None;
    }

    /// Stops it, or lets it go on.
    pub(crate) fn signal(&self, signal: Signal) {
        self.running.as_ref().expect("it runs").signal(signal);
    }
}

fn command_with(command: &mut Command, file: &std::path::Path) -> Command {
    command.arg("-c").arg(file).stdin(Stdio::null());
    std::mem::replace(command, Command::new("true"))
}

/// A server that shares the room `lab`.
pub(crate) struct Server {
    pub(crate) program: Program,
    addr: SocketAddr,
}

/// The command of a server of this name, without its narration.
pub(crate) fn command(url: &str, machine: &str, more: &[&str]) -> Command {
    let mut command = netlab(&["-q", "chat-server", "127.0.0.1:0", "--engine", url, "--machine", machine]);
    command.args(more).env_remove("NETLAB_ENGINE_USER").env_remove("NETLAB_ENGINE_PASSWORD");
    command
}

impl Server {
    pub(crate) fn start(url: &str, machine: &str) -> Server {
        Server::of(command(url, machine, &[]))
    }

    pub(crate) fn of(command: Command) -> Server {
        let program = Program::start(command);
        let addr = program.address();
        Server { program, addr }
    }

    /// A guest who has been greeted.
    pub(crate) fn guest(&self) -> Member {
        let stream = peer::connect(self.addr);
        let heard = Heard::listen(stream.try_clone().expect("a socket"));
        heard.until_contains("* you are ");
        Member { stream, heard }
    }

    /// A member of this name.
    pub(crate) fn member(&self, name: &str) -> Member {
        let mut member = self.guest();
        member.says(&format!("/name {name}"));
        member.hears(&format!(" is now {name}\n"));
        member
    }
}

impl Drop for Member {
    fn drop(&mut self) {
        // Whoever listens for it has the same socket; it fails only where the connection has ended already.
        let _ = self.stream.shutdown(Shutdown::Both);
    }
}

/// Somebody in the room.
pub(crate) struct Member {
    stream: TcpStream,
    pub(crate) heard: Heard,
}

impl Member {
    pub(crate) fn says(&mut self, line: &str) {
        self.stream.write_all(format!("{line}\n").as_bytes()).expect("the room is open");
    }

    pub(crate) fn hears(&self, text: &str) {
        self.heard.until_contains(text);
    }

    /// All lines that it has heard so far.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.heard.until("anything", |text| Some(text.lines().map(str::to_owned).collect()))
    }

    /// The other half of its connection, to speak from another thread.
    pub(crate) fn mouth(&self) -> TcpStream {
        self.stream.try_clone().expect("a socket")
    }
}
