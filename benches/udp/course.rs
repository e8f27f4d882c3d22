//! The turns, and the table made of them.

use std::fs;
use std::io;
use std::net::UdpSocket;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::{available_parallelism, sleep};
use std::time::{Duration, Instant};

use netlab::chapters::datagram::Number;
use netlab::kernel::batch::{Inbox, Outbox};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use crate::table::{self, Row, Spread};

const N_ROUNDS: usize = 60;
const N_SEND_ROUNDS: usize = 12;
const N_BYTES: usize = 64;
/// Long enough to forget the start of a program.
const N_SENT: u32 = 300_000;
const N_SENT_JOINED: u32 = 6_000_000;
/// A queue of the size that every system gives holds so many.
const N_SMALL: u32 = 200;
const LIMIT: Duration = Duration::from_secs(20);

/// The argument with which this program runs itself as netlab's sender without GSO.
const ALONE: &str = "send-alone";

pub(crate) fn run() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, mode, port, count] = arguments.as_slice()
        && mode == ALONE
    {
        return send_alone(port, count.parse().map_err(io::Error::other)?);
    }
    let room = TempDir::new()?;
    let floor = build_floor(room.path())?;
    // Senders, and what fills queues, inherit it. Sharing a processor would measure the cache.
    let n_processors = available_parallelism()?.get();
    let pid = std::process::id().to_string();
    Command::new("taskset").args(["-cp", "0", &pid]).stdout(Stdio::null()).status()?;
    let mut rows = receiving(&floor, room.path(), n_processors - 1)?;
    rows.extend(sending(&floor)?);
    table::print(&rows)
}

fn build_floor(room: &Path) -> io::Result<PathBuf> {
    let floor = room.join("floor");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/udp/floor.c");
    let status = Command::new("cc").args(["-O2", "-o"]).arg(&floor).arg(source).status()?;
    if status.success() { Ok(floor) } else { Err(io::Error::other("cc could not build the floor")) }
}

/// A receiver that waits for its turn.
struct Receiver {
    child: Child,
    port: u16,
    /// What being stopped and going on costs by itself, more where there are more threads.
    pause_ns: f64,
}

impl Receiver {
    fn start(mut command: Command, room: &Path) -> io::Result<Receiver> {
        let said = room.join("said");
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(fs::File::create(&said)?);
        let mut receiver = Receiver { child: command.spawn()?, port: 0, pause_ns: 0.0 };
        let began = Instant::now();
        while receiver.port == 0 {
            let text = fs::read_to_string(&said)?;
            let port = text.split_once("receiving on 127.0.0.1:").and_then(|(_, rest)| rest.split_once(';'));
            receiver.port = port.and_then(|(port, _)| port.parse().ok()).unwrap_or(0);
            if began.elapsed() > LIMIT {
                return Err(io::Error::other(format!("a receiver did not start: {text}")));
            }
            sleep(Duration::from_millis(5));
        }
        // What it does at its start is not measured.
        sleep(Duration::from_millis(200));
        let pauses: io::Result<Vec<f64>> = (0..9).map(|_| receiver.emptying_ns(0, false)).collect();
        receiver.pause_ns = Spread::of(pauses?).median;
        Ok(receiver)
    }

    /// The processor time for each of `n` datagrams, in nanoseconds.
    fn turn(&self, n: u32, is_joined: bool) -> io::Result<f64> {
        Ok((self.emptying_ns(n, is_joined)? - self.pause_ns) / f64::from(n))
    }

    /// The processor time in which a queue of `n` datagrams is emptied, after a pause.
    fn emptying_ns(&self, n: u32, is_joined: bool) -> io::Result<f64> {
        self.signal(Signal::STOP)?;
        let began_ns = self.running_ns()?;
        fill(self.port, n as usize, is_joined)?;
        self.signal(Signal::CONT)?;
        self.wait_until_empty()?;
        Ok(self.running_ns()? - began_ns)
    }

    /// The same while a sender goes on as fast as it can; being woken for the next one is part of it.
    fn flood(&self, program: &Path, args: &[&str], n: u32) -> io::Result<f64> {
        let (began_ns, n_dropped) = (self.running_ns()?, self.n_dropped()?);
        let args: Vec<String> = args.iter().map(|arg| arg.replace("PORT", &self.port.to_string())).collect();
        time_of(program, &args, n)?;
        self.wait_until_empty()?;
        let n_received = f64::from(n) - (self.n_dropped()? - n_dropped);
        Ok((self.running_ns()? - began_ns) / n_received)
    }

    fn wait_until_empty(&self) -> io::Result<()> {
        let began = Instant::now();
        // While sockets come and go, a look at the table may miss one.
        while queue_of(self.port)?.is_none_or(|(n_waiting, _)| n_waiting > 0) {
            if began.elapsed() > LIMIT {
                return Err(io::Error::other("a receiver does not empty its queue"));
            }
        }
        // Until it waits again, the kernel has not counted all of its time.
        sleep(Duration::from_millis(3));
        Ok(())
    }

    fn n_dropped(&self) -> io::Result<f64> {
        loop {
            if let Some((_, n_dropped)) = queue_of(self.port)? {
                return Ok(f64::from(n_dropped));
            }
        }
    }

    fn signal(&self, signal: Signal) -> io::Result<()> {
        Ok(kill_process(Pid::from_child(&self.child), signal)?)
    }

    /// How long its threads have had a processor (`man 5 proc`, schedstat).
    fn running_ns(&self) -> io::Result<f64> {
        let mut sum = 0.0;
        for thread in fs::read_dir(format!("/proc/{}/task", self.child.id()))? {
            let text = fs::read_to_string(thread?.path().join("schedstat"))?;
            sum += text.split(' ').next().and_then(|word| word.parse::<f64>().ok()).unwrap_or(f64::NAN);
        }
        Ok(sum)
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        // It may have ended by itself, and then a turn has failed already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn fill(port: u16, n: usize, is_joined: bool) -> io::Result<()> {
    let socket = UdpSocket::bind("127.0.0.1:0")?;
    socket.connect(("127.0.0.1", port))?;
    let mut outbox = Outbox::new();
    if !is_joined {
        outbox.send_each_alone();
    }
    let payload = vec![b'.'; n * N_BYTES];
    let mut n_sent = 0;
    while n_sent < n {
        n_sent += outbox.send(&socket, &payload[n_sent * N_BYTES..], N_BYTES)?;
    }
    Ok(())
}

/// Bytes that wait in the queue at this port, and datagrams that found it full (`man 5 proc`, /proc/net/udp).
fn queue_of(port: u16) -> io::Result<Option<(u64, u32)>> {
    let table = fs::read_to_string("/proc/net/udp")?;
    let local = format!("0100007F:{port:04X}");
    let line = table.lines().find(|line| line.split_whitespace().nth(1) == Some(&local));
    let words: Vec<&str> = line.unwrap_or_default().split_whitespace().collect();
    let (Some(queues), Some(n_dropped)) = (words.get(4), words.last()) else { return Ok(None) };
    let n_waiting = queues.split_once(':').and_then(|(_, n)| u64::from_str_radix(n, 16).ok());
    Ok(n_waiting.zip(n_dropped.parse().ok()))
}

/// As many datagrams as a queue of the size that the system allows holds, at most 5,000.
fn n_in_queue() -> u32 {
    let max = fs::read_to_string("/proc/sys/net/core/rmem_max").ok();
    let max: u32 = max.and_then(|text| text.trim().parse().ok()).unwrap_or(200_000);
    (max.min(4 << 20) * 2 / 1024).min(5000)
}

fn receiving(floor: &Path, room: &Path, last_processor: usize) -> io::Result<Vec<Row>> {
    let on_last = |program: &Path| {
        let mut command = Command::new("taskset");
        command.args(["-c", &last_processor.to_string()]).arg(program);
        command
    };
    let netlab = |args: &[&str]| {
        let mut command = on_last(Path::new(env!("CARGO_BIN_EXE_netlab")));
        command.args(["-q", "udp-recv", ":0"]).args(args);
        command
    };
    let c = |mode: &str| {
        let mut command = on_last(floor);
        command.arg(mode);
        command
    };
    let blast = Receiver::start(netlab(&["--blast"]), room)?;
    let plain = Receiver::start(netlab(&[]), room)?;
    let batched = Receiver::start(c("recvmmsg"), room)?;
    let asking = Receiver::start(c("gro"), room)?;
    let single = Receiver::start(c("recvfrom"), room)?;
    let n = n_in_queue();
    let turns: [(&Receiver, u32, bool); 8] = [
        (&batched, n, false),
        (&blast, n, false),
        (&batched, n, true),
        (&blast, n, true),
        (&asking, n, false),
        (&single, n, false),
        (&single, N_SMALL, false),
        (&plain, N_SMALL, false),
    ];
    let mut ns = turns.map(|_| Vec::new());
    for round in 0..N_ROUNDS {
        for step in 0..turns.len() {
            // Forwards and backwards, as what the one before has left in the caches counts too.
            let step = if round % 2 == 0 { step } else { turns.len() - step };
            let which = (round + step) % turns.len();
            let (receiver, n, is_joined) = turns[which];
            ns[which].push(receiver.turn(n, is_joined)?);
        }
    }
    Ok(receiving_rows(&floods(floor, &batched, &blast)?, &ns))
}

fn receiving_rows(floods: &[Vec<f64>; 4], ns: &[Vec<f64>; 8]) -> Vec<Row> {
    let [batched_flood, blast_flood, joined_flood, blast_joined_flood] = floods;
    let [batched, blast, batched_joined, blast_joined, asking, single, single_small, plain] = ns;
    vec![
        cost("flood: bare recvmmsg loop", batched_flood),
        cost("flood: netlab --blast", blast_flood),
        cost("flood, joined: bare recvmmsg loop", joined_flood),
        cost("flood, joined: netlab --blast", blast_joined_flood),
        ratio("flood: --blast, of recvmmsg", blast_flood, batched_flood, Some(1.0)),
        ratio("flood, joined: --blast, of recvmmsg", blast_joined_flood, joined_flood, Some(4.0)),
        cost("receive: bare recvmmsg loop", batched),
        cost("receive: bare recvmmsg loop, GRO asked for", asking),
        cost("receive: bare recvfrom loop", single),
        cost("receive: netlab --blast", blast),
        cost("receive, joined: bare recvmmsg loop", batched_joined),
        cost("receive, joined: netlab --blast", blast_joined),
        ratio("receive: recvfrom, of recvmmsg", single, batched, None),
        ratio("receive: --blast, of recvmmsg", blast, batched, None),
        ratio("receive: --blast, of recvmmsg with GRO", blast, asking, None),
        ratio("receive, joined: --blast, of recvmmsg", blast_joined, batched_joined, None),
        cost("receive 200: bare recvfrom loop", single_small),
        cost("receive 200: netlab udp-recv, shown", plain),
        ratio("receive 200: udp-recv, of recvfrom", plain, single_small, None),
    ]
}

/// Both receivers in a flood of single datagrams, and of joined ones.
fn floods(floor: &Path, batched: &Receiver, blast: &Receiver) -> io::Result<[Vec<f64>; 4]> {
    let netlab = Path::new(env!("CARGO_BIN_EXE_netlab"));
    let single = |receiver: &Receiver| receiver.flood(floor, &["sendmmsg", "PORT"], N_SENT / 3);
    let joined = |receiver: &Receiver| {
        receiver.flood(netlab, &["-q", "udp-send", "PORT", "--blast", "--count"], N_SENT_JOINED / 10)
    };
    let mut ns = [const { Vec::new() }; 4];
    for _ in 0..N_SEND_ROUNDS {
        for (which, turn) in
            [single(batched), single(blast), joined(batched), joined(blast)].into_iter().enumerate()
        {
            ns[which].push(turn?);
        }
    }
    Ok(ns)
}

fn sending(floor: &Path) -> io::Result<Vec<Row>> {
    let reader_less = UdpSocket::bind("127.0.0.1:0")?;
    let joined_reader_less = UdpSocket::bind("127.0.0.1:0")?;
    // Takes joined datagrams as they are; its queue fills, and then nothing more is kept.
    let _inbox = Inbox::new(&joined_reader_less);
    let ports = [&reader_less, &joined_reader_less].map(|socket| socket.local_addr().map(|addr| addr.port()));
    let [cut, joined] = ports;
    let (cut, joined) = (cut?, joined?);
    let c = |mode: &str, port: u16| (floor.to_owned(), vec![mode.to_owned(), port.to_string()]);
    let netlab = |port: u16, options: &[&str]| {
        let words = ["-q", "udp-send", &port.to_string(), "--size", "64"].map(str::to_owned);
        let options = options.iter().map(|&word| word.to_owned());
        (PathBuf::from(env!("CARGO_BIN_EXE_netlab")), words.into_iter().chain(options).collect())
    };
    let alone = (std::env::current_exe()?, vec![ALONE.to_owned(), cut.to_string()]);
    let turns: [((PathBuf, Vec<String>), u32); 6] = [
        (c("sendmmsg", cut), N_SENT),
        (c("sendto", cut), N_SENT),
        (alone, N_SENT),
        (netlab(cut, &["--blast", "--count"]), N_SENT_JOINED / 10),
        (netlab(joined, &["--blast", "--count"]), N_SENT_JOINED),
        (netlab(cut, &["--count"]), N_SENT),
    ];
    let mut ns = [const { Vec::new() }; 6];
    for round in 0..N_SEND_ROUNDS {
        for step in 0..turns.len() {
            let which = (round + step) % turns.len();
            let ((program, args), n) = &turns[which];
            ns[which].push(time_of(program, args, *n)?);
        }
    }
    let [batched, single, alone, to_cut, to_joined, plain] = &ns;
    Ok(vec![
        cost("send: bare sendmmsg loop", batched),
        cost("send: bare sendto loop", single),
        cost("send: netlab --blast, without GSO", alone),
        cost("send: netlab --blast, receiver without GRO", to_cut),
        cost("send: netlab --blast, receiver with GRO", to_joined),
        cost("send: netlab udp-send", plain),
        ratio("send: sendto, of sendmmsg", single, batched, None),
        ratio("send: --blast without GSO, of sendmmsg", alone, batched, Some(0.9)),
        ratio("send: --blast, cut by the receiver's kernel", to_cut, batched, None),
        ratio("send: --blast with GSO, of sendmmsg", to_joined, batched, Some(3.0)),
        ratio("send: udp-send, of sendto", plain, single, None),
    ])
}

/// The time for each of `n` datagrams, in nanoseconds: as the sender says, or else of its whole life.
fn time_of(program: &Path, args: &[String], n: u32) -> io::Result<f64> {
    let began = Instant::now();
    let output = Command::new(program).args(args).arg(n.to_string()).stdin(Stdio::null()).output()?;
    let seconds = began.elapsed().as_secs_f64();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    if !output.status.success() {
        return Err(io::Error::other(format!("a sender failed: {said}")));
    }
    let told = said.split_once(" datagrams in ").and_then(|(_, rest)| rest.split_once(" s"));
    let seconds = told.and_then(|(seconds, _)| seconds.parse().ok()).unwrap_or(seconds);
    Ok(seconds * 1e9 / f64::from(n))
}

/// What `--blast` does where nothing can be joined, as through an interface that cannot.
fn send_alone(port: &str, count: u32) -> io::Result<()> {
    let socket = UdpSocket::bind("127.0.0.1:0")?;
    socket.connect(("127.0.0.1", port.parse().map_err(io::Error::other)?))?;
    let mut outbox = Outbox::new();
    outbox.send_each_alone();
    let mut batch = vec![0; 1024 * N_BYTES];
    let began = Instant::now();
    let mut n_sent = 0;
    while n_sent < count {
        for (n_before, datagram) in batch.chunks_exact_mut(N_BYTES).enumerate() {
            Number { seq: n_sent + n_before as u32 + 1, send_us: 0 }.fill(datagram);
        }
        let n_now = (count - n_sent).min(1024) as usize;
        let mut n_taken = 0;
        while n_taken < n_now {
            n_taken += outbox.send(&socket, &batch[n_taken * N_BYTES..n_now * N_BYTES], N_BYTES)?;
        }
        n_sent += n_now as u32;
    }
    let said = format!("sent {count} datagrams in {:.6} s\n", began.elapsed().as_secs_f64());
    io::Write::write_all(&mut io::stderr(), said.as_bytes())
}

fn cost(what: &'static str, ns: &[f64]) -> Row {
    let Spread { low, median, high } = Spread::of(ns.iter().copied());
    Row::figure(what, format!("{median:.0} ns ({low:.0} to {high:.0})"))
}

/// How many times the floor's speed, turn by turn.
fn ratio(what: &'static str, ours: &[f64], floor: &[f64], least: Option<f64>) -> Row {
    let Spread { low, median, high } = Spread::of(ours.iter().zip(floor).map(|(ours, floor)| floor / ours));
    let row = Row::figure(what, format!("{median:.2} ({low:.2} to {high:.2})"));
    match least {
        Some(least) => row.judged(format!("≥ {least}"), median >= least),
        None => row,
    }
}
