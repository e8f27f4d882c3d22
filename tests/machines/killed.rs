//! The engine is killed, stopped or silent, a server is stopped: what is kept, what is told, and what is lost.

use std::collections::BTreeMap;
use std::io::Write;
use std::thread;
use std::time::{Duration, Instant};

use libtest_mimic::Trial;
use rustix::process::Signal;

use crate::common::needed::{Claim, trials as claims};
use crate::engine::{Engine, Member, Server, command};

pub(crate) fn trials() -> Vec<Trial> {
    const CLAIMS: &[Claim] = &[
        ("an_engine_killed_under_load_loses_nothing_and_repeats_nothing", "nats-server", killed_under_load),
        ("who_is_cut_off_is_told_in_time_and_goes_on_here", "nats-server", cut_off),
        ("a_silent_engine_is_noticed_in_time", "nats-server", silent),
        ("what_is_not_kept_is_told_here_and_counted_there", "nats-server", not_kept),
        ("a_machine_that_stood_still_hears_what_was_said_meanwhile", "nats-server", stood_still),
        ("a_machine_that_stood_still_learns_how_much_the_engine_forgot", "nats-server", forgotten),
        ("a_room_that_closes_passes_on_what_was_said_and_gives_its_names_back", "nats-server", closes),
    ];
    claims("killed", CLAIMS)
}

const N_SPEAKERS: usize = 3;
const N_LINES: usize = 4000;

/// One who says numbered lines, some each millisecond, from a thread of its own.
fn speaks(member: &Member) -> thread::JoinHandle<()> {
    let mut mouth = member.mouth();
    thread::spawn(move || {
        for number in 0..N_LINES {
            mouth.write_all(format!("{number}\n").as_bytes()).expect("the room is open");
            if number % 2 == 0 {
                thread::sleep(Duration::from_millis(2));
            }
        }
    })
}

/// What each speaker was heard to say, in order.
fn said_by(member: &Member) -> BTreeMap<String, Vec<usize>> {
    let mut said = BTreeMap::<String, Vec<usize>>::new();
    for line in member.lines() {
        if let Some((name, number)) = line.split_once(": ")
            && let Ok(number) = number.split(' ').next().unwrap_or_default().parse()
        {
            said.entry(name.to_owned()).or_default().push(number);
        }
    }
    said
}

fn killed_under_load() {
    let mut engine = Engine::start();
    let (a, b) = (Server::start(&engine.url(), "a"), Server::start(&engine.url(), "b"));
    let (hears_a, hears_b) = (a.guest(), b.guest());
    let speakers: Vec<Member> = (0..N_SPEAKERS).map(|n| [&a, &b][n % 2].guest()).collect();
    let speaking: Vec<_> = speakers.iter().map(speaks).collect();
    thread::sleep(Duration::from_secs(1));
    engine.kill();
    thread::sleep(Duration::from_secs(3));
    engine.come_back();
    for speaker in speaking {
        speaker.join().expect("nobody is cut off");
    }
    let expected: Vec<usize> = (0..N_LINES).collect();
    for (member, who) in [(&hears_a, "a"), (&hears_b, "b")] {
        let began = Instant::now();
        while said_by(member).values().map(Vec::len).sum::<usize>() < N_SPEAKERS * N_LINES {
            assert!(began.elapsed() < Duration::from_secs(30), "{who}: {:?}", counts(member));
            thread::sleep(Duration::from_millis(50));
        }
        for (name, numbers) in said_by(member) {
            assert_eq!(numbers, expected, "{name} at {who}");
        }
        assert!(!member.lines().iter().any(|line| line.contains("lost")));
    }
}

fn counts(member: &Member) -> Vec<(String, usize)> {
    said_by(member).into_iter().map(|(name, numbers)| (name, numbers.len())).collect()
}

/// Those who are alone are told within this time, and a little for a busy machine.
const TOLD: Duration = Duration::from_millis(3500);

fn cut_off() {
    let mut engine = Engine::start();
    let a = Server::start(&engine.url(), "a");
    let (mut anna, cleo) = (a.member("anna"), a.member("cleo"));
    let b = Server::start(&engine.url(), "b");
    let ben = b.member("ben");
    anna.hears("* machine b shares this room");
    engine.kill();
    let began = Instant::now();
    anna.hears("* the other machines cannot be reached");
    assert!(began.elapsed() < TOLD, "told after {:?}", began.elapsed());
    ben.hears("* the other machines cannot be reached");
    anna.says("only here");
    cleo.hears("anna: only here\n");
    anna.says("/name antonia");
    anna.hears("* your name stays as it is: the other machines cannot be asked now");
    anna.says("/who");
    anna.hears("; on b: ");
    anna.hears(" s ago)\n");
    engine.come_back();
    ben.hears("anna: only here\n");
    anna.hears("* the other machines can be reached again; 1 message was kept and has been passed on\n");
    anna.says("/name antonia");
    ben.hears("* anna is now antonia\n");
    anna.says("there");
    ben.hears("antonia: there\n");
}

fn silent() {
    let engine = Engine::start();
    let (a, b) = (Server::start(&engine.url(), "a"), Server::start(&engine.url(), "b"));
    let (mut anna, ben) = (a.member("anna"), b.member("ben"));
    engine.signal(Signal::STOP);
    let began = Instant::now();
    anna.hears("* the other machines cannot be reached");
    assert!(began.elapsed() < TOLD, "told after {:?}", began.elapsed());
    anna.says("kept");
    engine.signal(Signal::CONT);
    ben.hears("anna: kept\n");
    anna.hears("* the other machines can be reached again");
}

fn not_kept() {
    let mut engine = Engine::start();
    let a = Server::of(command(&engine.url(), "a", &["--keep", "1000"]));
    let b = Server::start(&engine.url(), "b");
    let (mut anna, ben) = (a.member("anna"), b.member("ben"));
    anna.says("before");
    ben.hears("anna: before\n");
    engine.kill();
    anna.hears("* the other machines cannot be reached");
    let line = "x".repeat(100);
    for number in 0..20 {
        anna.says(&format!("{number} {line}"));
    }
    // 9 of 110 bytes or more fit into 1,000.
    let lost = anna.heard.until("what is lost", |text| {
        let rows: Vec<&str> =
            text.lines().filter(|line| line.contains("lost to the other machines")).collect();
        let n_lost =
            rows.iter().filter_map(|row| row.split(' ').nth(1)?.parse::<usize>().ok()).sum::<usize>();
        (n_lost == 11).then(|| rows.join("\n"))
    });
    assert!(lost.contains("1000 bytes are kept for them at most"), "{lost}");
    engine.come_back();
    ben.hears(&format!("anna: 8 {line}\n"));
    ben.hears("* 11 messages of machine a were lost\n");
    anna.says("after");
    ben.hears("anna: after\n");
    assert!(!ben.lines().iter().any(|line| line.starts_with("anna: 9 ")));
}

/// Stops a server for longer than its names last, while another says so many lines.
fn while_stopped(engine: &Engine, n_lines: usize, padding: &str) -> (Server, Server, Member, Member) {
    let (a, b) = (Server::start(&engine.url(), "a"), Server::start(&engine.url(), "b"));
    let (mut anna, ben) = (a.member("anna"), b.member("ben"));
    anna.says("first");
    ben.hears("anna: first\n");
    b.program.signal(Signal::STOP);
    for number in 0..n_lines {
        anna.says(&format!("{number}{padding}"));
        // One batch each.
        thread::sleep(Duration::from_millis(15_000 / n_lines as u64));
    }
    b.program.signal(Signal::CONT);
    (a, b, anna, ben)
}

fn stood_still() {
    let engine = Engine::start();
    let (_a, _b, mut anna, ben) = while_stopped(&engine, 50, "");
    ben.hears("anna: 49\n");
    ben.hears("* this machine stood still for 1");
    anna.says("last");
    ben.hears("anna: last\n");
    let expected: Vec<usize> = (0..50).collect();
    assert_eq!(said_by(&ben)["anna"], expected);
    ben.hears("messages before were said while this machine could not listen\n");
    // Its names have ended meanwhile, and nobody else wanted them.
    thread::sleep(Duration::from_secs(4));
    assert!(!ben.lines().iter().any(|line| line.contains("somebody on another machine has that name")));
}

fn forgotten() {
    let engine = Engine::start();
    // Whoever runs the engine may have it keep less.
    engine.keeps_at_most(20);
    // More than the kernel holds for a program that does not read.
    let (_a, _b, mut anna, ben) = while_stopped(&engine, 300, &format!(" {}", "x".repeat(60_000)));
    anna.says("last");
    ben.hears("anna: last\n");
    let heard = said_by(&ben)["anna"].len();
    let lost = ben.heard.until("what was lost", |text| {
        let rows = text.lines().filter(|line| line.ends_with("of machine a were lost"));
        let n_lost = rows.filter_map(|row| row.split(' ').nth(1)?.parse::<usize>().ok()).sum::<usize>();
        (n_lost > 0).then_some(n_lost)
    });
    assert_eq!(heard + lost, 300, "{heard} were heard, {lost} lost");
}

fn closes() {
    let engine = Engine::start();
    let (mut a, b) = (Server::start(&engine.url(), "a"), Server::start(&engine.url(), "b"));
    let (mut anna, mut ben) = (a.member("anna"), b.member("ben"));
    anna.says("the last word");
    assert_eq!(a.program.interrupt(), 0);
    ben.hears("anna: the last word\n");
    ben.hears("* machine a has left this room\n");
    ben.says("/name anna");
    ben.hears("* ben is now anna\n");
    // Its own name is free at once, too.
    let again = Server::start(&engine.url(), "a");
    ben.hears("* machine a shares this room");
    drop(again);
}
