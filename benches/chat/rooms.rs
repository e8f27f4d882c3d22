//! The servers that are measured, each in a process of its own.
//!
//! The one idea: a server is started anew for every measurement, so none carries anything over, and
//! is known by nothing but its address and its process number, as any stranger's would be.

use std::fs::File;
use std::io;
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::lease::Lease;

/// The servers of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// What only reads and writes.
    Floor,
    /// The same, with a write to everybody for every read.
    Eager,
    /// Our room, with no narration.
    Netlab,
    /// Our room, told into a file.
    Narrated,
    /// A room of tokio in the plainest manner.
    Broadcast,
    /// A room of tokio over one broadcast channel.
    Channel,
    /// A room of Node in the tutorial's manner.
    Node,
    /// `ncat --chat`.
    Ncat,
    /// `ncat --broker`, which adds nothing to what it relays.
    Broker,
}

/// A server that runs; killed when dropped.
#[derive(Debug)]
pub(super) struct Room {
    pub(super) addr: SocketAddr,
    child: Child,
    /// Held as long as the server runs: no other program of ours takes its port.
    _ports: Lease,
}

impl Kind {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Kind::Floor => "floor",
            Kind::Eager => "eager",
            Kind::Netlab => "netlab",
            Kind::Narrated => "narrated",
            Kind::Broadcast => "tokio",
            Kind::Channel => "channel",
            Kind::Node => "node",
            Kind::Ncat => "ncat",
            Kind::Broker => "broker",
        }
    }

    /// Whether it can be started here.
    pub(super) fn is_here(self) -> bool {
        let program = match self {
            Kind::Node => "node",
            Kind::Ncat | Kind::Broker => "ncat",
            _ => return true,
        };
        Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
    }

    /// Starts it, and waits until it listens.
    ///
    /// # Errors
    /// Those of starting it; that it does not listen within some seconds.
    pub(super) fn start(self) -> io::Result<Room> {
        let lease = Lease::take();
        let addr = lease.addr();
        let child = self.command(addr)?.stdin(Stdio::null()).stdout(Stdio::null()).spawn()?;
        let room = Room { addr, child, _ports: lease };
        let deadline = Instant::now() + Duration::from_secs(5);
        while TcpStream::connect(addr).is_err() {
            if Instant::now() > deadline {
                return Err(io::Error::other(format!("{} does not listen", self.name())));
            }
            sleep(Duration::from_millis(10));
        }
        // What listens is not always ready, and the guest that asked has to leave.
        sleep(Duration::from_millis(100));
        Ok(room)
    }

    fn command(self, addr: SocketAddr) -> io::Result<Command> {
        let mut command;
        match self {
            Kind::Floor | Kind::Eager | Kind::Channel | Kind::Broadcast => {
                command = Command::new(std::env::current_exe()?);
                let role = if self == Kind::Broadcast { "broadcast" } else { self.name() };
                command.args(["--serve", role, "--addr", &addr.to_string()]).stderr(Stdio::null());
            }
            Kind::Netlab => {
                command = Command::new(env!("CARGO_BIN_EXE_netlab"));
                command.args(["--quiet", "chat-server", &addr.to_string()]).stderr(Stdio::null());
            }
            Kind::Narrated => {
                let told = Path::new(env!("CARGO_TARGET_TMPDIR")).join("chat-narration.txt");
                command = Command::new(env!("CARGO_BIN_EXE_netlab"));
                command.args(["chat-server", &addr.to_string()]).stderr(File::create(told)?);
            }
            Kind::Node => {
                command = Command::new("node");
                let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/chat/room.js");
                command.args([script, &addr.ip().to_string(), &addr.port().to_string()]);
            }
            Kind::Ncat | Kind::Broker => {
                command = Command::new("ncat");
                let most = ["--max-conns", "2000"];
                let manner = if self == Kind::Ncat { "--chat" } else { "--broker" };
                command.args(["--listen", manner]).args(most);
                command.args([addr.ip().to_string(), addr.port().to_string()]).stderr(Stdio::null());
            }
        }
        Ok(command)
    }
}

impl Room {
    pub(super) fn pid(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
