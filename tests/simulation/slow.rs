//! Members that do not read, or not fast enough, by a clock that only the simulation moves.
//!
//! The one idea: how long the others wait is a promise in milliseconds, which no busy machine can keep. Here
//! it can be measured: nothing takes time but what waits.
//!
//! See it run: `cargo test --test simulation slow::`.

use std::error::Error;
use std::future::pending;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::Barrier;
use tokio::time::{Instant, sleep};
use turmoil::Sim;

use crate::{Member, SEEDS, builder, with_room};

/// A network whose kernels hold so little that what is not read is soon noticed.
fn small_network<'a>(seed: u64) -> Sim<'a> {
    with_room(builder(seed, Duration::from_millis(10)).tcp_capacity(4).build(), None)
}

/// A line of 16 KiB.
fn large_line(n: usize) -> String {
    format!("{n} {}\n", "x".repeat(16_000))
}

/// Hears so many large lines; returns how long it had to wait for each.
async fn waits_for_large_lines(member: &mut Member, n_lines: usize) -> Result<Vec<Duration>, Box<dyn Error>> {
    let (mut waits, mut last) = (Vec::new(), Instant::now());
    while waits.len() < n_lines {
        if member.hear().await?.starts_with(&format!("speaker: {} ", waits.len())) {
            waits.push(last.elapsed());
            last = Instant::now();
        }
    }
    Ok(waits)
}

/// A host that takes part and does not read, until it has told a speaker that it may begin.
fn stopped_member(sim: &mut Sim<'_>, all_in: &Arc<Barrier>) {
    let all_in = Arc::clone(all_in);
    sim.host("stopped", move || {
        let all_in = Arc::clone(&all_in);
        async move {
            let _member = Member::join("stopped").await?;
            turmoil::hold("stopped", "server");
            all_in.wait().await;
            pending().await
        }
    });
}

#[test]
fn a_stopped_member_costs_the_others_a_tenth_of_a_second_once() -> turmoil::Result {
    for seed in SEEDS {
        let mut sim = small_network(seed);
        let all_in = Arc::new(Barrier::new(3));
        stopped_member(&mut sim, &all_in);
        let hearer_in = Arc::clone(&all_in);
        sim.client("hearer", async move {
            let mut member = Member::join("hearer").await?;
            hearer_in.wait().await;
            // Twice as much as a full outbox, behind what the simulated kernel takes.
            let mut waits = waits_for_large_lines(&mut member, 400).await?;
            waits[1..].sort();
            let [.., second, longest] = waits[1..] else { unreachable!("there are 400") };
            // A tick is 10 ms, and so is the way.
            assert!(longest <= Duration::from_millis(130), "seed {seed}: {longest:?}");
            assert!(longest >= Duration::from_millis(90), "seed {seed}: it was waited for, {longest:?}");
            assert!(second <= Duration::from_millis(50), "seed {seed}: once, {second:?}");
            Ok(())
        });
        sim.client("speaker", async move {
            let mut member = Member::join("speaker").await?;
            all_in.wait().await;
            for n in 0..400 {
                member.writer.write_all(large_line(n).as_bytes()).await?;
            }
            while !member.hear().await?.ends_with("stopped left") {}
            Ok(())
        });
        sim.run()?;
    }
    Ok(())
}

#[test]
fn a_busy_member_that_reads_now_and_then_is_waited_for_and_misses_nothing() -> turmoil::Result {
    for seed in SEEDS {
        let mut sim = small_network(seed);
        let all_in = Arc::new(Barrier::new(2));
        let busy_in = Arc::clone(&all_in);
        sim.client("busy", async move {
            let member = Member::join("busy").await?;
            busy_in.wait().await;
            let mut reader = member.lines.into_inner();
            let (mut buf, mut n_bytes) = (vec![0; 65_536], reader.buffer().len());
            let n_expected: usize = (0..400).map(|n| "speaker: ".len() + large_line(n).len()).sum();
            while n_bytes < n_expected {
                n_bytes += match reader.read(&mut buf).await? {
                    0 => return Err("it was let go".into()),
                    n_bytes => n_bytes,
                };
                // The speaker is twice as fast.
                sleep(Duration::from_millis(40)).await;
            }
            Ok(())
        });
        sim.client("speaker", async move {
            let mut member = Member::join("speaker").await?;
            all_in.wait().await;
            for n in 0..400 {
                member.writer.write_all(large_line(n).as_bytes()).await?;
            }
            Ok(())
        });
        sim.run()?;
    }
    Ok(())
}
