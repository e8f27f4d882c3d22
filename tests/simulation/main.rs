//! The chat's own source files in a simulated network: delays, held links, crashed hosts.
//!
//! The one idea: the chapter is ordinary tokio, so whatever stands in for `tokio::net` can carry it. In
//! the simulation a seed decides what is delayed and who runs first, and time is not the world's: an idle
//! minute takes no time, and a failure can be repeated.
//!
//! It stands alone because the chapter's source is compiled into it: there `crate::net` must be the
//! simulated network.
//!
//! See it run: `cargo test --test simulation`.

#[allow(dead_code, unused_imports, unreachable_pub, missing_docs, reason = "another crate's files")]
#[path = "../../src/chapters"]
mod chapters {
    pub mod chat;
    pub mod door;
}

mod slow;

mod net {
    pub(crate) use turmoil::net::{TcpListener, TcpStream, tcp};
}

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::error::Error;
use std::future::pending;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::sync::Barrier;
use tokio::time::{Instant, sleep};
use turmoil::Sim;

use chapters::chat::{Framing, RoomOptions, ServerOptions, SlowReader, serve};
use net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use net::{TcpListener, TcpStream};

const SEEDS: Range<u64> = 0..8;

/// A simulated network in which a message takes up to so long, with a room on the host `server`.
fn network<'a>(seed: u64, slowest: Duration, idle_timeout: Option<Duration>) -> Sim<'a> {
    with_room(builder(seed, slowest).build(), idle_timeout)
}

fn builder(seed: u64, slowest: Duration) -> turmoil::Builder {
    let mut builder = turmoil::Builder::new();
    builder
        .rng_seed(seed)
        .enable_random_order()
        .tick_duration(Duration::from_millis(10))
        .min_message_latency(Duration::from_millis(10))
        .max_message_latency(slowest)
        .simulation_duration(Duration::from_secs(600));
    builder
}

fn with_room(mut sim: Sim<'_>, idle_timeout: Option<Duration>) -> Sim<'_> {
    sim.host("server", move || async move {
        let room = RoomOptions {
            framing: Framing::Lines,
            max_line_bytes: 65_536,
            slow_reader: SlowReader::Disconnect,
            outbox_bytes: 1 << 20,
            max_members: 100,
            idle_timeout,
            n_history: 0,
            motd: None,
            shows_messages: false,
            encoding_of: |_| "not UTF-8",
        };
        let listener = TcpListener::bind("0.0.0.0:8080").await?;
        serve(listener, ServerOptions { room }, tokio::io::sink(), pending()).await?;
        Ok(())
    });
    sim
}

/// A member on a simulated host.
struct Member {
    lines: Lines<BufReader<OwnedReadHalf>>,
    writer: OwnedWriteHalf,
}

impl Member {
    async fn join(name: &str) -> Result<Member, Box<dyn Error>> {
        let (reader, mut writer) = TcpStream::connect("server:8080").await?.into_split();
        writer.write_all(format!("/name {name}\n").as_bytes()).await?;
        let mut member = Member { lines: BufReader::new(reader).lines(), writer };
        let accepted = format!(" is now {name}");
        while !member.hear().await?.ends_with(&accepted) {}
        Ok(member)
    }

    async fn hear(&mut self) -> Result<String, Box<dyn Error>> {
        Ok(self.lines.next_line().await?.ok_or("the end")?)
    }

    /// The next so many messages, without notices and the last words of a host that crashed.
    async fn hear_messages(&mut self, n_messages: usize) -> Result<Vec<String>, Box<dyn Error>> {
        let mut heard = Vec::new();
        while heard.len() < n_messages {
            heard.push(self.hear().await?);
            heard.retain(|line| !line.starts_with("* ") && !line.starts_with("victim: "));
        }
        Ok(heard)
    }

    /// Says so many lines, each in three segments.
    async fn say_lines(writer: &mut OwnedWriteHalf, n_lines: usize) -> Result<(), Box<dyn Error>> {
        for n in 0..n_lines {
            for piece in format!("{n} 你好\n").as_bytes().chunks(4) {
                writer.write_all(piece).await?;
            }
        }
        Ok(())
    }
}

const N_LINES: usize = 30;

/// What each member has heard, by its name.
type Heard = Rc<RefCell<BTreeMap<&'static str, Vec<String>>>>;

/// A member that speaks, and hears what the others of `names` say.
async fn talker(name: &'static str, n_others: usize, all_in: Arc<Barrier>, heard: Heard) -> turmoil::Result {
    let mut member = Member::join(name).await?;
    all_in.wait().await;
    let Member { writer, .. } = &mut member;
    Member::say_lines(writer, N_LINES).await?;
    let lines = member.hear_messages(n_others * N_LINES).await?;
    heard.borrow_mut().insert(name, lines);
    Ok(())
}

/// Each has heard each other's lines, whole, once and in order, and all in the same order.
fn assert_agree(heard: &Heard, names: &[&'static str], seed: u64) {
    let heard = heard.borrow();
    for hearer in names {
        for speaker in names.iter().filter(|speaker| *speaker != hearer) {
            let own = format!("{speaker}: ");
            let lines: Vec<&str> = heard[hearer].iter().filter_map(|line| line.strip_prefix(&own)).collect();
            let expected: Vec<String> = (0..N_LINES).map(|n| format!("{n} 你好")).collect();
            assert_eq!(lines, expected, "seed {seed}: {hearer} hears {speaker}");
            let common = |name: &str| {
                let is_common =
                    |line: &&String| !line.starts_with(&own) && !line.starts_with(&format!("{hearer}: "));
                heard[name].iter().filter(is_common).cloned().collect::<Vec<_>>()
            };
            assert_eq!(common(hearer), common(speaker), "seed {seed}: {hearer} and {speaker}");
        }
    }
}

#[test]
fn lines_arrive_whole_once_and_in_one_order_whatever_is_delayed() -> turmoil::Result {
    for seed in SEEDS {
        let names = ["ann", "bob", "cho", "dee"];
        let mut sim = network(seed, Duration::from_millis(300), None);
        let (all_in, heard) = (Arc::new(Barrier::new(names.len())), Heard::default());
        for name in names {
            sim.client(name, talker(name, names.len() - 1, Arc::clone(&all_in), Rc::clone(&heard)));
        }
        sim.run()?;
        assert_agree(&heard, &names, seed);
    }
    Ok(())
}

#[test]
fn whoever_is_cut_off_for_a_minute_misses_nothing_and_the_others_do_not_wait() -> turmoil::Result {
    for seed in SEEDS {
        let mut sim = network(seed, Duration::from_millis(50), None);
        let (all_in, heard) = (Arc::new(Barrier::new(3)), Heard::default());
        for name in ["ann", "bob"] {
            sim.client(name, talker(name, 1, Arc::clone(&all_in), Rc::clone(&heard)));
        }
        let others = Rc::clone(&heard);
        sim.client("cho", async move {
            let mut member = Member::join("cho").await?;
            turmoil::hold("cho", "server");
            all_in.wait().await;
            sleep(Duration::from_secs(60)).await;
            assert_eq!(others.borrow().len(), 2, "seed {seed}: the others have talked");
            turmoil::release("cho", "server");
            let lines = member.hear_messages(2 * N_LINES).await?;
            for name in ["ann", "bob"] {
                let own = format!("{name}: ");
                let lines = lines.iter().filter_map(|line| line.strip_prefix(&own));
                assert!(lines.eq((0..N_LINES).map(|n| format!("{n} 你好"))), "seed {seed}: {name}");
            }
            Ok(())
        });
        sim.run()?;
        assert_agree(&heard, &["ann", "bob"], seed);
    }
    Ok(())
}

#[test]
fn a_member_whose_host_crashes_in_a_line_leaves_the_others_untouched() -> turmoil::Result {
    for seed in SEEDS {
        let mut sim = network(seed, Duration::from_millis(50), None);
        let (all_in, heard) = (Arc::new(Barrier::new(3)), Heard::default());
        for name in ["ann", "bob"] {
            sim.client(name, talker(name, 1, Arc::clone(&all_in), Rc::clone(&heard)));
        }
        let is_in = Rc::new(RefCell::new(false));
        let tell = Rc::clone(&is_in);
        sim.host("victim", move || {
            let (all_in, tell) = (Arc::clone(&all_in), Rc::clone(&tell));
            async move {
                let mut member = Member::join("victim").await?;
                member.writer.write_all("半".as_bytes()).await?;
                *tell.borrow_mut() = true;
                all_in.wait().await;
                pending().await
            }
        });
        while !*is_in.borrow() {
            sim.step()?;
        }
        for _ in 0..seed * 10 {
            sim.step()?;
        }
        sim.crash("victim");
        sim.run()?;
        assert_agree(&heard, &["ann", "bob"], seed);
    }
    Ok(())
}

const LIMIT: Duration = Duration::from_secs(10);

/// Says something every five seconds, and hears until somebody else has left; returns after how long.
async fn chatter_until_left(member: &mut Member, who: &str) -> Result<Duration, Box<dyn Error>> {
    let (begun, left) = (Instant::now(), format!("* {who} left"));
    let mut every = tokio::time::interval(LIMIT / 2);
    loop {
        tokio::select! {
            _ = every.tick() => member.writer.write_all(b"still here\n").await?,
            line = member.lines.next_line() => {
                if line?.ok_or("the end")? == left {
                    return Ok(begun.elapsed());
                }
            }
        }
    }
}

#[test]
fn a_silent_member_is_told_and_let_go_and_one_that_speaks_stays() -> turmoil::Result {
    for seed in SEEDS {
        let mut sim = network(seed, Duration::from_millis(50), Some(LIMIT));
        sim.client("silent", async move {
            let mut member = Member::join("silent").await?;
            let mut last = String::new();
            while let Some(line) = member.lines.next_line().await? {
                last = line;
            }
            assert_eq!(last, "* you have been silent for too long; good-bye");
            Ok(())
        });
        sim.client("speaker", async move {
            let mut member = Member::join("speaker").await?;
            let after = chatter_until_left(&mut member, "silent").await?;
            assert!(after > LIMIT / 2 && after < LIMIT * 2, "seed {seed}: {after:?}");
            Ok(())
        });
        sim.run()?;
    }
    Ok(())
}

#[test]
fn a_member_that_is_cut_off_for_good_does_not_keep_its_seat() -> turmoil::Result {
    for seed in SEEDS {
        let mut sim = network(seed, Duration::from_millis(50), Some(LIMIT));
        let all_in = Arc::new(Barrier::new(2));
        let both_in = Arc::clone(&all_in);
        sim.host("frozen", move || {
            let both_in = Arc::clone(&both_in);
            async move {
                let _member = Member::join("frozen").await?;
                turmoil::hold("frozen", "server");
                both_in.wait().await;
                pending().await
            }
        });
        sim.client("speaker", async move {
            let mut member = Member::join("speaker").await?;
            all_in.wait().await;
            // More than the simulated kernel takes, so that the room cannot even say good-bye.
            for _ in 0..200 {
                member.writer.write_all(b"hello?\n").await?;
                sleep(Duration::from_millis(10)).await;
            }
            let after = chatter_until_left(&mut member, "frozen").await?;
            assert!(after < LIMIT * 2, "seed {seed}: {after:?}");
            Ok(())
        });
        sim.run()?;
    }
    Ok(())
}
