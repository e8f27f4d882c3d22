//! `netlab check` in a terminal: the row that lives, Ctrl-C, and the place in the learner's own source.
//!
//! The one idea: whoever waits sees what is being done, and whoever has enough keeps what was found.

#![cfg(target_os = "linux")]

use std::process::Command;

use crate::common::home::Home;
use crate::common::screen::OnScreen;

/// A check of two, of which the second waits for a word that never comes.
const EXERCISE: &str = r#"
netlab_exercise = 1
role = "server"
transport = "tcp"
[[check]]
id = "quick"
title = "takes a client"
why = "w"
steps = [{ id = "start", start = "subject" }, { id = "connect", connect = "anna" }]
[[check]]
id = "slow"
title = "says a word, which may take long"
why = "w"
steps = [
    { id = "start", start = "subject" },
    { id = "connect", connect = "anna" },
    { id = "ask", send = "anna", line = "ping" },
    { id = "word", expect = "anna", any = "line", within = WITHIN, else = [{ got = "nothing", is = "says-nothing" }] },
]
[[diagnosis]]
id = "says-nothing"
title = "it says nothing"
text = "Say something."
"#;

/// A server that reads for ever, in a file of its own.
const MUTE: &str = "import os, socket

def serve(client):
    while client.recv(100):
        pass

listener = socket.create_server((os.environ['HOST'], int(os.environ['PORT'])))
while True:
    serve(listener.accept()[0])
";

fn desk(within: &str) -> Home {
    let home = Home::new();
    let folder = home.path().join("mine/01-mine");
    std::fs::create_dir_all(&folder).expect("created");
    let about = "title = \"t\"\nsummary = \"s\"\nteaches = []\nminutes = 1\n";
    std::fs::write(folder.join("lesson.toml"), about).expect("written");
    std::fs::write(folder.join("exercise.toml"), EXERCISE.replace("WITHIN", within)).expect("written");
    std::fs::write(home.path().join("mute.py"), MUTE).expect("written");
    home
}

fn netlab(home: &Home, args: &[&str]) -> Command {
    let mut netlab = Command::new("sh");
    let line = format!("cd {} && exec \"$@\"", home.path().display());
    netlab.args(["-c", &line, "sh"]).arg(assert_cmd::cargo::cargo_bin!("netlab"));
    netlab.args(["--color", "never", "--lessons", "mine", "check", "mine"]).args(args);
    netlab
        .args(["--", "python3", "mute.py"])
        .env("NETLAB_HOME", home.path().join("home"))
        .env("TERM", "xterm");
    netlab
}

#[test]
fn a_row_tells_which_step_is_being_played_and_ctrl_c_keeps_what_was_found() {
    let home = desk("60");
    let mut screen = OnScreen::start(&netlab(&home, &[]), 24, 80);
    screen.until("the step that waits", |sight| {
        let has = |words: &str| sight.rows.iter().any(|row| row.contains(words));
        has("✓ quick") && has(" 2/2 ") && has("▸ step 4: anna gets a line")
    });
    assert!(screen.written().contains("▸ running: python3 mute.py"), "{}", screen.written());
    screen.press("\x03");
    assert_eq!(screen.code(), 130);
    let sight = screen.until("the sum", |sight| sight.rows.iter().any(|row| row.starts_with("to go on: ")));
    let rows = sight.rows.join("\n");
    assert!(rows.contains("stopped: 1 passed, 0 failed, 1 not run"), "{rows}");
    assert!(rows.contains("to go on: netlab --lessons mine check 1"), "{rows}");
    assert!(!rows.contains('▸'), "the row has gone: {rows}");
    home.check(
        &["--lessons", "mine", "check", "mine", "--check", "quick"],
        0,
        &["as last time: python3 mute.py"],
    );
}

#[test]
fn at_the_end_the_mistake_is_on_the_screen_and_the_row_that_lived_is_not() {
    let home = desk("0.5");
    let mut screen = OnScreen::start(&netlab(&home, &[]), 24, 80);
    assert_eq!(screen.code(), 1);
    let last = "1 mistake: it says nothing   netlab --lessons mine explain says-nothing";
    let sight = screen.until("the last row", |sight| sight.rows.last().is_some_and(|row| row == last));
    assert!(sight.rows.iter().all(|row| !row.contains('▸')), "{sight:?}");
}

#[test]
fn where_no_terminal_can_show_it_no_row_lives() {
    let home = desk("0.5");
    let mut piped = netlab(&home, &[]);
    let said = piped.output().expect("netlab starts");
    let said = String::from_utf8([said.stdout, said.stderr].concat()).expect("text");
    assert!(said.contains("1 mistake: it says nothing") && !said.contains(['\r', '▸', '\x1b']), "{said}");
    for (args, term) in
        [(&[][..], "dumb"), (&["--format", "json"], "xterm"), (&["--format", "junit"], "xterm")]
    {
        let mut command = netlab(&home, args);
        command.env("TERM", term);
        let mut screen = OnScreen::start(&command, 24, 200);
        assert_eq!(screen.code(), 1);
        let written = screen.until_written("the mistake", |written| {
            written.contains("it says nothing").then(|| written.to_owned())
        });
        assert!(!written.contains('▸') && !written.contains("running: "), "{term}: {written}");
    }
}

#[test]
fn the_line_in_which_a_python_program_waits_is_named() {
    let home = desk("0.5");
    let output = netlab(&home, &[]).output().expect("netlab starts");
    let said = String::from_utf8(output.stdout).expect("text");
    assert!(said.contains("  it waits at  mute.py:4 in serve   while client.recv(100):\n"), "{said}");
    assert!(!said.contains("Fatal Python error"), "what was asked for is not the program's own word: {said}");
    assert!(!home.path().join("core").exists());
    let output = netlab(&home, &["--format", "junit"]).output().expect("netlab starts");
    let said = String::from_utf8(output.stdout).expect("text");
    assert!(said.contains("; it waits at mute.py:4 in serve"), "{said}");
}

#[test]
fn what_was_tried_does_not_move_the_line_that_is_named() {
    let home = desk("0.5");
    let exercise = home.path().join("mine/01-mine/exercise.toml");
    let text = std::fs::read_to_string(&exercise).expect("written");
    // The trial lets the program go on to another line.
    let tried = text.replace("{ got = \"nothing\", is", "{ got = \"nothing\", try = [{ send = \"anna\", line = \"go on\" }, { expect = \"anna\", line = \"so\" }], is");
    std::fs::write(&exercise, tried).expect("written");
    let moves = MUTE.replace(
        "    while client.recv(100):\n        pass\n",
        "    client.recv(5)\n    client.recv(100)\n    client.sendall(b'so\\n')\n    client.recv(1)\n",
    );
    std::fs::write(home.path().join("mute.py"), moves).expect("written");
    let output = netlab(&home, &[]).output().expect("netlab starts");
    let said = String::from_utf8(output.stdout).expect("text");
    assert!(said.contains("anna gets the line \"so\""), "{said}");
    assert!(said.contains("  it waits at  mute.py:5 in serve   client.recv(100)\n"), "{said}");
}

#[test]
fn the_line_of_an_error_or_of_a_call_that_stops_everything_is_named() {
    let home = desk("0.5");
    let check = |program: &str, expected: &str| {
        std::fs::write(home.path().join("mute.py"), program).expect("written");
        let output = netlab(&home, &[]).output().expect("netlab starts");
        let said = String::from_utf8(output.stdout).expect("text");
        assert!(said.contains(expected), "{said}");
    };
    check(
        "import os\n\ndef port():\n    return int(os.environ['PROT'])\n\nport()\n",
        "  its error at mute.py:4 in port   return int(os.environ['PROT'])\n",
    );
    check("import os\ndef f(:\n    pass\n", "  its error at mute.py:2   def f(:\n");
    let asyncio = "import asyncio, os, time

async def serve(reader, writer):
    time.sleep(100)

async def main():
    server = await asyncio.start_server(serve, os.environ['HOST'], int(os.environ['PORT']))
    await server.serve_forever()

asyncio.run(main())
";
    check(asyncio, "  it waits at  mute.py:4 in serve   time.sleep(100)\n");
}
