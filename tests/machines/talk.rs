//! Members of two servers hear each other, as if there were one.

use libtest_mimic::Trial;

use crate::common::needed::{Claim, trials as claims};
use crate::engine::{Engine, Server, command};

pub(crate) fn trials() -> Vec<Trial> {
    const CLAIMS: &[Claim] = &[
        (
            "what_is_said_on_one_machine_is_heard_once_on_all_and_not_by_its_speaker",
            "nats-server",
            each_hears_once,
        ),
        ("who_asks_who_is_here_is_told_of_all_machines", "nats-server", who_is_where),
        ("a_newcomer_hears_what_was_said_before_on_any_machine", "nats-server", history),
        ("rooms_of_other_names_hear_nothing_of_each_other", "nats-server", other_rooms),
        ("every_framing_shares_the_room", "nats-server", other_framing),
    ];
    claims("talk", CLAIMS)
}

fn each_hears_once() {
    let engine = Engine::start();
    let (a, b) = (Server::start(&engine.url(), "a"), Server::start(&engine.url(), "b"));
    let (mut anna, mut ben, mut cleo) = (a.member("anna"), b.member("ben"), b.member("cleo"));
    anna.says("你好 from a");
    ben.hears("anna: 你好 from a\n");
    cleo.hears("anna: 你好 from a\n");
    ben.says("hello from b");
    anna.hears("ben: hello from b\n");
    cleo.says("last");
    anna.hears("cleo: last\n");
    ben.hears("cleo: last\n");
    anna.says("the end");
    for member in [&ben, &cleo] {
        member.hears("anna: the end\n");
    }
    for (member, name) in [(&anna, "anna"), (&ben, "ben"), (&cleo, "cleo")] {
        let lines: Vec<String> = member.lines().into_iter().filter(|line| !line.starts_with("* ")).collect();
        let all = ["anna: 你好 from a", "ben: hello from b", "cleo: last", "anna: the end"];
        let others = all.iter().filter(|line| !line.starts_with(name)).copied().collect::<Vec<_>>();
        assert_eq!(lines, others, "{name}");
    }
}

fn who_is_where() {
    let engine = Engine::start();
    let a = Server::start(&engine.url(), "a");
    let mut anna = a.member("anna");
    let b = Server::start(&engine.url(), "b");
    let ben = b.member("ben");
    anna.hears("* machine b shares this room");
    let guest = b.guest();
    guest.hears("* you are guest-b-2;");
    anna.hears("* guest-b-2 joined\n");
    // What a machine says of itself comes within seconds.
    loop {
        anna.says("/who");
        anna.says("/nothing");
        let last = anna.heard.until("an answer", |text| {
            let (before, _) = text.rsplit_once("* there is no /nothing here")?;
            Some(before.lines().last()?.to_owned())
        });
        if last == "* here: anna; on b: ben, guest-b-2" {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    drop(ben);
    anna.hears("* ben left\n");
    drop(b);
    // A killed server says nothing more, and that takes ten seconds to notice.
    anna.hears("* nothing is heard of machine b any more\n");
}

fn history() {
    let engine = Engine::start();
    let a = Server::start(&engine.url(), "a");
    let mut anna = a.member("anna");
    let ben = a.member("ben");
    for line in ["one", "two", "three"] {
        anna.says(line);
    }
    ben.hears("anna: three\n");
    let b = Server::start(&engine.url(), "b");
    let mut cleo = b.member("cleo");
    cleo.says("four");
    ben.hears("cleo: four\n");
    let c = Server::of(command(&engine.url(), "c", &["--history", "3"]));
    let newcomer = c.guest();
    newcomer.hears("cleo: four\n");
    let lines: Vec<String> = newcomer.lines().into_iter().filter(|line| !line.starts_with("* ")).collect();
    assert_eq!(lines, ["anna: two", "anna: three", "cleo: four"]);
}

fn other_rooms() {
    let engine = Engine::start();
    let a = Server::start(&engine.url(), "a");
    let b = Server::of(command(&engine.url(), "a", &["--room", "other"]));
    let c = Server::start(&engine.url(), "c");
    let (mut anna, mut ben, cleo) = (a.member("anna"), b.member("anna"), c.member("cleo"));
    ben.says("not for you");
    anna.says("for you");
    cleo.hears("anna: for you\n");
    ben.says("again");
    anna.says("the end");
    cleo.hears("anna: the end\n");
    assert!(cleo.lines().iter().all(|line| !line.contains("not for you") && !line.contains("again")));
}

fn other_framing() {
    let engine = Engine::start();
    let a = Server::of(command(&engine.url(), "a", &["--framing", "raw"]));
    let b = Server::start(&engine.url(), "b");
    let (mut anna, mut ben) = (a.guest(), b.guest());
    anna.says("two\nlines");
    ben.hears("guest-a-1: two\n  lines\n");
    ben.says("one");
    anna.hears("guest-b-1: one\n");
}
