//! Peers that we did not write hear and speak: `nc` by hand, and Python's `nats-py`.

use std::io::Write;
use std::process::{Command, Stdio};

use libtest_mimic::{Completion, Trial};

use crate::common::needed::{Claim, skipped, trials as claims};
use crate::common::program::Program;
use crate::engine::{Engine, Server};

pub(crate) fn trials() -> Vec<Trial> {
    const CLAIMS: &[Claim] = &[("who_types_nats_into_nc_hears_and_speaks", "nats-server", by_hand)];
    let mut trials = claims("peers", CLAIMS);
    let name = "peers::a_program_that_uses_nats_py_hears_and_speaks";
    trials.push(Trial::ignorable_test(name, || match python() {
        Some(python) => {
            with_nats_py(&python);
            Ok(Completion::Completed)
        }
        None => skipped("no Python has nats-py; NETLAB_NATS_PYTHON may name one".to_owned()),
    }));
    trials
}

/// A Python that has the library: the one that is named, or the usual one.
fn python() -> Option<String> {
    let named = std::env::var("NETLAB_NATS_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let found = Command::new(&named).args(["-c", "import nats"]).stderr(Stdio::null()).status();
    found.is_ok_and(|status| status.success()).then_some(named)
}

fn by_hand() {
    let engine = Engine::start();
    let a = Server::start(&engine.url(), "a");
    let mut anna = a.member("anna");
    let mut nc = Command::new("nc");
    nc.args([engine.addr.ip().to_string(), "4222".to_owned()]).stdin(Stdio::piped());
    let mut nc = Program::start(nc);
    nc.out.until_contains("INFO {");
    let mut keyboard = nc.child().stdin.take().expect("piped");
    let mut types = |line: &str| keyboard.write_all(format!("{line}\n").as_bytes()).expect("nc runs");
    types("SUB netlab.chat.> 1");
    types("PING");
    nc.out.until_contains("PONG");
    anna.says("who is there?");
    nc.out.until_contains(" 20\r\nanna: who is there?\n");
    types("PUB netlab.chat.lab.say.nc 7\r\nit's me\r");
    anna.hears("nc: it's me\n");
    types("PUB netlab.chat.lab.say.nc 13\r\nben: I am ben\r");
    anna.hears("ben: I am ben\n");
}

const PROGRAM: &str = r#"
import asyncio, sys, nats

async def main():
    client = await nats.connect(sys.argv[1])
    heard = asyncio.Queue()
    async def hear(message):
        for line in message.data.decode().splitlines():
            await heard.put((message.subject, line))
    await client.subscribe("netlab.chat.lab.say.*", cb=hear)
    await client.flush()
    print("ready", flush=True)
    while True:
        subject, line = await heard.get()
        if line.endswith(": ping"):
            break
    receipt = await client.jetstream().publish("netlab.chat.lab.say.py", f"cleo: {subject} says ping\n".encode())
    print("kept as", receipt.seq, flush=True)
    await client.close()

asyncio.run(main())
"#;

fn with_nats_py(python: &str) {
    let engine = Engine::start();
    let a = Server::start(&engine.url(), "a");
    let mut anna = a.member("anna");
    let mut peer = Command::new(python);
    peer.args(["-c", PROGRAM, &engine.url()]);
    let mut peer = Program::start(peer);
    peer.out.until_contains("ready");
    anna.says("ping");
    anna.hears("cleo: netlab.chat.lab.say.a says ping\n");
    peer.out.until_contains("kept as ");
    assert_eq!(peer.code(), 0);
}
