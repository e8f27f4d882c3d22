//! A member that does not read, while the others exchange more than any memory should hold.
//!
//! The one idea: somebody has to give, and the policy says who. The server is a process of its own, so
//! its memory can be read from `/proc`, where the kernel keeps the highest value it ever had.
//!
//! See it run: `cargo test --test chat slow::`.

#![cfg(target_os = "linux")]

use std::time::{Duration, Instant};

use netlab::chapters::chat::Framing::{self, Length, Lines, Raw};
use tokio::time::timeout;

use crate::common::program::Program;
use crate::common::room::{Member, framed};

struct Server {
    program: Program,
    framing: Framing,
}

impl Server {
    fn start(framing: Framing, policy: &str) -> Server {
        let word = match framing {
            Lines => "lines",
            Length => "length",
            Raw => "raw",
        };
        let args = ["-q", "chat-server", ":0", "--framing", word, "--slow-reader", policy];
        Server { program: Program::netlab(&args), framing }
    }

    async fn join(&self) -> Member {
        Member::join_at(self.program.address(), self.framing).await
    }

    /// A line of `/proc/PID/status`, in bytes.
    fn memory(&self, name: &str) -> u64 {
        let path = format!("/proc/{}/status", self.program.pid());
        let status = std::fs::read_to_string(path).expect("the server lives");
        let line = status.lines().find_map(|line| line.strip_prefix(name)).expect("Linux tells it");
        line.trim().trim_end_matches(" kB").parse::<u64>().expect("a number") * 1024
    }

    fn most_memory(&self) -> u64 {
        self.memory("VmHWM:")
    }

    fn log_has(&self, words: &str) {
        self.program.out.until_contains(words);
    }
}

const MIB: u64 = 1 << 20;

/// The text of message N, 16,000 bytes long.
fn text(n: usize) -> String {
    format!("{n:08} {}", "x".repeat(15_991))
}

/// One says so many messages and the other hears each, a hundred under way; the longest time that a hundred
/// took.
async fn exchange(speaker: &mut Member, hearer: &mut Member, n_messages: usize) -> Duration {
    let mut longest = Duration::ZERO;
    for from in (0..n_messages).step_by(100) {
        let begun = Instant::now();
        let to = (from + 100).min(n_messages);
        let frames: Vec<_> = (from..to).map(|n| framed(speaker.mouth.framing, &text(n))).collect();
        let frames = frames.concat();
        let hear = async {
            for n in from..to {
                assert!(hearer.ears.skip_behind(&format!(": {n:08} ")).await, "message {n} comes");
            }
        };
        tokio::join!(speaker.mouth.send(&frames), hear);
        longest = longest.max(begun.elapsed());
    }
    longest
}

/// 200 MB.
const N_MESSAGES: usize = 12_500;

#[tokio::test]
async fn a_silent_reader_is_disconnected_and_200_mb_cost_no_memory() {
    let server = Server::start(Lines, "disconnect");
    let (mut speaker, mut hearer) = (server.join().await, server.join().await);
    let mut silent = server.join().await;
    let before = server.most_memory();
    let longest = exchange(&mut speaker, &mut hearer, N_MESSAGES).await;
    server.log_has("guest-3 left: disconnected, as it fell behind with reading");
    let grown = server.most_memory() - before;
    assert!(grown < 16 * MIB, "{grown} bytes more");
    assert!(longest < Duration::from_secs(5), "a hundred messages took {longest:?}");
    // What the kernel had taken for it still comes, in order; then the end, or a reset.
    let mut next = 0;
    while let Ok(Some(line)) = silent.ears.hear_or_end().await {
        if let Some(message) = line.strip_prefix("guest-1: ") {
            assert!(message.starts_with(&format!("{next:08} ")), "{next}");
            next += 1;
        }
    }
    assert!(next < N_MESSAGES);
}

#[tokio::test]
async fn a_silent_reader_misses_whole_messages_and_is_told_how_many() {
    let server = Server::start(Lines, "drop");
    let (mut speaker, mut hearer) = (server.join().await, server.join().await);
    let mut silent = server.join().await;
    let before = server.most_memory();
    let longest = exchange(&mut speaker, &mut hearer, N_MESSAGES).await;
    let grown = server.most_memory() - before;
    assert!(grown < 16 * MIB, "{grown} bytes more");
    assert!(longest < Duration::from_secs(5), "a hundred messages took {longest:?}");
    speaker.say("/name Ann").await;
    let (mut next, mut n_missed) = (0, 0);
    // The notice of the new name may itself be one that is missed.
    while next <= N_MESSAGES {
        let line = silent.hear().await;
        if let Some(message) = line.strip_prefix("guest-1: ") {
            assert_eq!(message, text(next), "messages are whole, and the gap is where it is told");
            next += 1;
        } else if let Some(rest) = line.strip_prefix("* you missed ") {
            let n: usize = rest.split(' ').next().expect("a word").parse().expect("a number");
            n_missed += n;
            next += n;
        } else {
            assert_eq!((line.as_str(), next), ("* guest-1 is now Ann", N_MESSAGES));
            break;
        }
    }
    assert!(n_missed > N_MESSAGES / 2, "only {n_missed} were missed");
    // It is a member like any other again.
    silent.say("back").await;
    hearer.ears.until(|line| line == "guest-3: back").await;
}

/// How many of the `x` have come when nothing more comes for a second, or when all have.
async fn until_quiet(member: &mut Member, n_all: usize) -> usize {
    let mut n_come = 0;
    while n_come < n_all
        && let Ok(bytes) = timeout(Duration::from_secs(1), member.ears.bytes()).await
    {
        n_come += n_of_x(&bytes);
    }
    n_come
}

/// Waits until so many `x` have come.
async fn until_come(member: &mut Member, n_all: usize) {
    let mut n_come = 0;
    while n_come < n_all {
        n_come += n_of_x(&member.ears.bytes().await);
    }
    assert_eq!(n_come, n_all);
}

fn n_of_x(bytes: &[u8]) -> usize {
    memchr::memchr_iter(b'x', bytes).count()
}

#[tokio::test]
async fn a_room_that_waits_freezes_and_goes_on_when_the_reader_reads_again() {
    for framing in [Lines, Length, Raw] {
        let server = Server::start(framing, "wait");
        let (mut speaker, mut hearer) = (server.join().await, server.join().await);
        let mut silent = server.join().await;
        let before = server.most_memory();
        // 40 MB: more than all buffers on the way can hold.
        let (n_messages, n_all) = (2_500, 2_500 * n_of_x(text(0).as_bytes()));
        let speaking = tokio::spawn(async move {
            for n in 0..n_messages {
                speaker.say(&text(n)).await;
            }
            speaker
        });
        let n_come = until_quiet(&mut hearer, n_all).await;
        assert!(n_come < n_all, "{framing:?}: the room stands still");
        assert!(!speaking.is_finished(), "{framing:?}: the sender is stopped");
        let grown = server.most_memory() - before;
        assert!(grown < 16 * MIB, "{framing:?}: {grown} bytes more");
        tokio::join!(until_come(&mut silent, n_all), until_come(&mut hearer, n_all - n_come));
        speaking.await.expect("the sender goes on");
    }
}

#[tokio::test]
async fn a_room_that_waits_goes_on_when_the_one_it_waits_for_is_gone() {
    let server = Server::start(Lines, "wait");
    let (mut speaker, mut hearer) = (server.join().await, server.join().await);
    let silent = server.join().await;
    let n_all = 2_500 * n_of_x(text(0).as_bytes());
    let speaking = tokio::spawn(async move {
        for n in 0..2_500 {
            speaker.say(&text(n)).await;
        }
        speaker
    });
    let n_come = until_quiet(&mut hearer, n_all).await;
    assert!(n_come < n_all, "the room stands still");
    silent.reset();
    until_come(&mut hearer, n_all - n_come).await;
    speaking.await.expect("the sender goes on");
}

#[tokio::test]
async fn a_room_that_buffers_pays_with_memory_and_loses_nothing() {
    for framing in [Lines, Length] {
        let server = Server::start(framing, "buffer");
        let (mut speaker, mut hearer) = (server.join().await, server.join().await);
        let mut silent = server.join().await;
        let before = server.memory("VmRSS:");
        exchange(&mut speaker, &mut hearer, 2_500).await;
        let grown = server.memory("VmRSS:") - before;
        assert!(grown > 20 * MIB, "{framing:?}: only {grown} bytes more");
        for n in 0..2_500 {
            assert_eq!(silent.hear_message().await, format!("guest-1: {}", text(n)));
        }
    }
}

#[tokio::test]
async fn ten_megabytes_without_an_end_cost_no_memory() {
    for framing in [Lines, Length, Raw] {
        let server = Server::start(framing, "disconnect");
        let mut hearer = server.join().await;
        let Member { mut ears, mut mouth, .. } = server.join().await;
        let before = server.most_memory();
        let sending = tokio::spawn(async move {
            let head = if framing == Length { vec![0, 1, 0, 0] } else { Vec::new() };
            let much = [head, vec![b'x'; 10_000_000]].concat();
            // The room may stop to listen.
            let _ = mouth.try_send(&much).await;
        });
        if framing == Raw {
            until_come(&mut hearer, 10_000_000).await;
        } else {
            assert!(ears.skip_behind("* a message may have 65536 bytes; yours is longer; good-bye").await);
            assert!(hearer.ears.skip_behind("* guest-2 left").await);
        }
        sending.await.expect("the sender comes to an end");
        let grown = server.most_memory() - before;
        assert!(grown < 8 * MIB, "{framing:?}: {grown} bytes more");
    }
}
