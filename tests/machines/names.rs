//! Names: of members, once in all of the room; of machines; of guests.

use std::time::{Duration, Instant};

use libtest_mimic::Trial;
use rustix::process::Signal;

use crate::common::needed::{Claim, trials as claims};
use crate::common::program::Program;
use crate::engine::{Engine, Server, command};

pub(crate) fn trials() -> Vec<Trial> {
    const CLAIMS: &[Claim] = &[
        ("a_name_is_taken_once_in_all_of_the_room_and_free_again", "nats-server", once),
        ("of_two_machines_that_want_the_same_names_at_once_one_gets_each", "nats-server", at_once),
        ("a_guest_has_its_machines_name_and_nobody_takes_it", "nats-server", guests),
        ("what_is_said_behind_a_new_name_is_said_under_it", "nats-server", behind),
        ("a_second_server_of_a_name_is_refused_while_the_first_lives", "nats-server", second_server),
        ("a_server_that_was_killed_gets_its_name_again", "nats-server", again),
        ("who_was_away_for_too_long_loses_a_name_that_somebody_else_took", "nats-server", lost),
    ];
    claims("names", CLAIMS)
}

fn once() {
    let engine = Engine::start();
    let (a, b) = (Server::start(&engine.url(), "a"), Server::start(&engine.url(), "b"));
    let (mut anna, mut ben) = (a.member("Anna"), b.guest());
    ben.says("/name aNNA");
    ben.hears("* your name stays as it is: somebody else has that name\n");
    anna.says("/name zoë");
    ben.hears("* Anna is now zoë\n");
    ben.says("/name anna");
    ben.hears("* guest-b-1 is now anna\n");
    drop(anna);
    ben.hears("* zoë left\n");
    ben.says("/name ZOË");
    ben.hears("* anna is now ZOË\n");
}

fn at_once() {
    let engine = Engine::start();
    let servers = ["a", "b"].map(|machine| Server::start(&engine.url(), machine));
    let mut members: Vec<_> = servers.iter().flat_map(|server| (0..10).map(|_| server.guest())).collect();
    for (number, member) in members.iter_mut().enumerate() {
        member.says(&format!("/name name{}\n/nothing", number % 10));
    }
    let got: Vec<bool> = members
        .iter()
        .map(|member| {
            member.heard.until("an answer", |text| {
                let (before, _) = text.split_once("there is no /nothing here")?;
                Some(!before.contains("your name stays as it is: somebody else"))
            })
        })
        .collect();
    for number in 0..10 {
        assert!(got[number] != got[number + 10], "name{number}: {got:?}");
    }
}

fn guests() {
    let engine = Engine::start();
    let (a, b) = (Server::start(&engine.url(), "a"), Server::start(&engine.url(), "b"));
    let (mut anna, ben) = (a.guest(), b.guest());
    anna.hears("* you are guest-a-1;");
    ben.hears("* you are guest-b-1;");
    anna.says("/name Guest-b-9");
    anna.hears("* your name stays as it is: only the room itself gives names that begin with guest-\n");
    anna.says("/name no name");
    anna.hears("* your name stays as it is: a name is 1 to 24 letters");
}

fn behind() {
    let engine = Engine::start();
    let (a, b) = (Server::start(&engine.url(), "a"), Server::start(&engine.url(), "b"));
    let (mut anna, ben) = (a.guest(), b.guest());
    anna.says("before\n/name anna\nbetween\n/name cleo\nafter\n/quit");
    ben.hears("* cleo left\n");
    let text = ben.lines().join("\n");
    let places: Vec<_> = ["guest-a-1: before", "anna: between", "cleo: after"].map(|it| text.find(it)).into();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{text}");
}

fn second_server() {
    let engine = Engine::start();
    let a = Server::start(&engine.url(), "a");
    let mut second = Program::start(command(&engine.url(), "a", &[]));
    assert_eq!(second.code(), 1);
    let said = second.err.text();
    assert!(said.contains("another server there is called a and is alive"), "{said}");
    assert!(said.contains("hint: give this one another name"), "{said}");
    a.guest();
}

fn again() {
    let engine = Engine::start();
    let a = Server::start(&engine.url(), "a");
    drop(a.member("anna"));
    drop(a);
    let began = Instant::now();
    let a = Server::start(&engine.url(), "a");
    assert!(began.elapsed() < Duration::from_secs(20), "after {:?}", began.elapsed());
    a.member("anna");
}

fn lost() {
    let engine = Engine::start();
    let (a, b) = (Server::start(&engine.url(), "a"), Server::start(&engine.url(), "b"));
    let (mut anna, mut ben) = (a.member("anna"), b.guest());
    a.program.signal(Signal::STOP);
    // A name lasts ten seconds.
    for n_asked in 1.. {
        ben.says("/name anna\n/nothing");
        let text = ben.heard.until("an answer", |text| {
            (text.matches("there is no /nothing").count() == n_asked).then(|| text.to_owned())
        });
        if text.contains("guest-b-1 is now anna") {
            break;
        }
        std::thread::sleep(Duration::from_millis(500));
    }
    a.program.signal(Signal::CONT);
    anna.hears("* anna is now guest-a-1: somebody on another machine has that name\n");
    anna.says("who am I");
    ben.hears("guest-a-1: who am I\n");
}
