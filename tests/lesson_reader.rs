//! A lesson in a terminal: what its reader sees, presses and runs.
//!
//! The one idea: whoever reads may press any key at any time, and in the end nothing that was started
//! runs on, the terminal is as it was, and the place is remembered.
//!
//! See it run: `cargo test --test lesson_reader`.

// A session with a terminal of its own, and that terminal's other end, are asked for in Linux's way.
#![cfg(target_os = "linux")]

#[path = "common/program.rs"]
mod program;
#[path = "common/screen.rs"]
mod screen;
#[path = "common/terminal.rs"]
mod terminal;

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use program::{LIMIT, Program, netlab};
use rustix::process::Signal;
use screen::{OnScreen, Sight};
use tempfile::TempDir;

const CTRL_C: &str = "\x03";

/// A lesson of one's own, and somebody's progress.
struct Desk {
    dir: TempDir,
}

impl Desk {
    fn new(text: &str) -> Desk {
        let desk = Desk { dir: tempfile::tempdir().expect("a directory") };
        let folder = desk.dir.path().join("lessons/07-own");
        std::fs::create_dir_all(&folder).expect("a directory");
        let about = "title = \"Mine\"\nsummary = \"One.\"\nteaches = [\"it\"]\nminutes = 75\n";
        std::fs::write(folder.join("lesson.toml"), about).expect("written");
        std::fs::write(folder.join("README.md"), text).expect("written");
        desk
    }

    fn command(&self, args: &[&str]) -> Command {
        let lessons = self.dir.path().join("lessons");
        let lessons = lessons.to_str().expect("a path in UTF-8");
        let mut command = netlab(&[&["--lessons", lessons], args].concat());
        command.env("NETLAB_HOME", self.dir.path().join("home"));
        command
    }

    /// What the command prints, through a pipe.
    fn prints(&self, args: &[&str]) -> String {
        let mut program = Program::start(self.command(args));
        assert_eq!(program.code(), 0);
        program.out.text()
    }

    fn read(&self, n_rows: u16, n_columns: u16) -> OnScreen {
        OnScreen::start(&self.command(&["--color", "never", "lesson", "7"]), n_rows, n_columns)
    }

    /// A reader who stands at the step with this in its head.
    fn read_to(&self, wanted: &str) -> OnScreen {
        let mut reader = self.read(24, 80);
        while !head(&reader.until("a step", |sight| sight.rows.len() > 3)).contains(wanted) {
            let before = head(&reader.until("a step", |sight| sight.rows.len() > 3)).to_owned();
            reader.press("n");
            reader.until("the next step", |sight| head(sight) != before);
        }
        reader
    }
}

fn head(sight: &Sight) -> &str {
    sight.rows.first().map_or("", String::as_str)
}

fn shows(sight: &Sight, wanted: &str) -> bool {
    sight.rows.iter().any(|row| row.contains(wanted))
}

fn until_shows(reader: &OnScreen, wanted: &str) {
    reader.until(wanted, |sight| shows(sight, wanted));
}

/// A lesson with one step that runs this.
fn running(command: &str) -> Desk {
    Desk::new(&format!(
        "# T\n\nread\n\n## Run\n\n```console\n$ {command}\nonce\n```\n\nbehind it\n\n## Say\n\nend\n"
    ))
}

const THREE_STEPS: &str = "# 套接字不是端口\n\nintro\n\n## Predict\n\nguess\n\n## Say\n\n> the end\n";

/// A port that nobody listens on.
fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("it is bound").port()
}

fn listens(port: u16) -> bool {
    TcpStream::connect(SocketAddr::from(([127, 0, 0, 1], port))).is_ok()
}

/// Waits until nobody listens on the port any more.
fn until_free(port: u16) {
    let began = Instant::now();
    while listens(port) {
        assert!(began.elapsed() < LIMIT, "somebody still listens on port {port}");
        thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn keys_go_on_and_back_and_the_place_is_remembered() {
    let desk = Desk::new(THREE_STEPS);
    let mut reader = desk.read(24, 80);
    until_shows(&reader, "1 of 3");
    until_shows(&reader, "套接字不是端口");
    reader.press("\r");
    until_shows(&reader, "2 of 3");
    reader.press(" ");
    until_shows(&reader, "▌ the end");
    reader.press("b");
    until_shows(&reader, "guess");
    assert!(!reader.is_given_back(), "keys come one by one");
    reader.press("q");
    assert_eq!(reader.code(), 0);
    assert!(reader.is_given_back());
    let left = reader.until("the first screen", |sight| sight.rows.len() == 1);
    assert_eq!(left.rows, ["Lesson 7, step 2 of 3. To go on from here: netlab lesson 7"]);
    assert!(desk.prints(&["lesson", "list"]).contains("▸  7  own               75 min  step 2 of 3\n"));
    assert!(desk.prints(&[]).contains("You are in lesson 7, at step 2 of 3: Mine\n"));

    let again = OnScreen::start(&desk.command(&["--color", "never", "lesson"]), 24, 80);
    until_shows(&again, "2 of 3");
}

#[test]
fn behind_the_last_step_the_lesson_is_read_and_begins_anew() {
    let desk = Desk::new(THREE_STEPS);
    let mut reader = desk.read_to("3 of 3");
    until_shows(&reader, "Enter end");
    reader.press("\r");
    assert_eq!(reader.code(), 0);
    until_shows(&reader, "You have read lesson 7 to its end.");
    let list = desk.prints(&["lesson", "list"]);
    assert!(list.contains("✓  7  own               75 min  read\n"), "{list}");
    assert!(list.contains("1 lesson, 1 h 15 min; read to the end: 1 h 15 min."), "{list}");
    until_shows(&desk.read(24, 80), "1 of 3");
}

#[test]
fn going_on_means_further_down_first_where_the_page_is_longer_than_the_screen() {
    let paragraphs: Vec<String> = (1..=20).map(|n| format!("paragraph {n}")).collect();
    let desk = Desk::new(&(paragraphs.join("\n\n") + "\n\n## Say\n\nend\n"));
    let mut reader = desk.read(12, 40);
    let first = reader.until("the first page", |sight| shows(sight, "more (31 ▼)"));
    assert!(shows(&first, "paragraph 4") && !shows(&first, "paragraph 5"));
    reader.press("\r");
    until_shows(&reader, "paragraph 8");
    reader.press("\x1b[F");
    until_shows(&reader, "paragraph 20");
    reader.press("\x1b[A");
    until_shows(&reader, "more (1 ▼)");
    reader.press("\r");
    until_shows(&reader, "Enter go on");
    reader.press("\r");
    until_shows(&reader, "2 of 2");
}

#[test]
fn a_command_runs_in_place_and_netlab_is_this_very_program() {
    let desk = running("netlab --version; echo 你好; tty >/dev/null && echo in a terminal; exit 3");
    let mut reader = desk.read_to("Run");
    until_shows(&reader, "once");
    reader.press("r");
    let sight = reader.until("its end", |sight| shows(sight, "ended, exit code 3"));
    for wanted in ["netlab 0.", "你好", "in a terminal", "behind it"] {
        assert!(shows(&sight, wanted), "{wanted}: {:#?}", sight.rows);
    }
    assert!(!shows(&sight, "once"), "what came out once has given way");
}

#[test]
fn a_server_is_waited_for_and_ended_when_its_client_is_done() {
    let port = free_port();
    let desk = Desk::new(&format!(
        "## Run\n\n```console terminal=1\n$ netlab -q tcp-server {port}\n^C\n```\n\n\
         ```console terminal=2\n$ netlab -q tcp-client {port}\n```\n"
    ));
    let mut reader = desk.read(24, 80);
    until_shows(&reader, "r runs it here");
    reader.press("r");
    let sight = reader
        .until("both ends", |sight| sight.rows.iter().filter(|row| row.contains(" ended ──")).count() == 2);
    let at = |wanted: &str| sight.rows.iter().position(|row| row.contains(wanted));
    let order = [
        at("── terminal 1"),
        at("Hello from the client!"),
        at("^C"),
        at("── terminal 2"),
        at("Hello from the server"),
    ];
    assert!(order.iter().all(Option::is_some) && order.is_sorted(), "{order:?}: {:#?}", sight.rows);
    assert!(!listens(port));
}

#[test]
fn terminals_stand_beside_each_other_where_the_window_is_wide() {
    let desk = Desk::new(
        "```console terminal=1\n$ echo 你好\n```\n\n```console terminal=2\n$ echo two\n```\n\nbelow both\n",
    );
    let mut reader = desk.read(24, 164);
    reader.press("r");
    reader.until("both", |sight| {
        let is_beside = |row: &String| row.starts_with("你好 ") && row.ends_with(" two");
        let are_ended = |row: &String| row.matches(" ended ──").count() == 2;
        sight.rows.iter().any(is_beside) && sight.rows.iter().any(are_ended) && shows(sight, "below both")
    });
}

#[test]
fn a_port_that_is_taken_is_told_as_the_command_tells_it() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = taken.local_addr().expect("it is bound").port();
    let desk = running(&format!("netlab -q tcp-server {port}"));
    let mut reader = desk.read_to("Run");
    reader.press("r");
    let error = format!("error: cannot listen on 127.0.0.1:{port}: address already in use");
    reader.until("the error", |sight| shows(sight, &error) && shows(sight, "ended, exit code 2"));
}

#[test]
fn where_the_server_failed_its_client_is_not_started() {
    let step = "```console terminal=1\n$ echo no luck; exit 2\n^C\n```\n\n```console terminal=2\n$ echo the client was here\nx\n```";
    let desk = Desk::new(&format!("# T\n\nread\n\n## Run\n\n{step}\n\n## Say\n\nend\n"));
    let mut reader = desk.read_to("Run");
    reader.press("r");
    until_shows(&reader, "ended, exit code 2");
    let sight = reader.until("the end", |sight| !shows(sight, "running"));
    assert!(!sight.rows.iter().any(|row| row.trim() == "the client was here"), "{:#?}", sight.rows);
}

#[test]
fn ctrl_c_ends_what_runs_and_not_the_reader() {
    let port = free_port();
    let desk = running(&format!("netlab -q tcp-server {port}"));
    let mut reader = desk.read_to("Run");
    reader.press("r");
    until_shows(&reader, "; Ctrl-C ends it");
    assert!(listens(port));
    reader.press(CTRL_C);
    reader.until("its end", |sight| {
        shows(sight, "^C") && shows(sight, "── terminal ─") && shows(sight, " ended ──")
    });
    until_free(port);
    reader.press(CTRL_C);
    until_shows(&reader, "Nothing is running here; q quits.");
    reader.press("q");
    assert_eq!(reader.code(), 0);
    assert!(reader.is_given_back());
}

#[test]
fn what_does_not_hear_ctrl_c_is_killed_at_the_second() {
    let desk = running("trap '' INT; echo deaf; while :; do sleep 600; done");
    let mut reader = desk.read_to("Run");
    reader.press("r");
    reader.until("its word", |sight| sight.rows.contains(&"deaf".to_owned()));
    reader.press(CTRL_C);
    until_shows(&reader, "^C");
    reader.press(CTRL_C);
    until_shows(&reader, "ended by signal 9");
}

/// However the reader goes, what was started goes, with all that it started.
fn nothing_runs_on_after(go: impl Fn(&mut OnScreen)) {
    let port = free_port();
    let desk = running(&format!("netlab -q tcp-server {port} & wait"));
    let mut reader = desk.read_to("Run");
    reader.press("r");
    until_shows(&reader, "; Ctrl-C ends it");
    assert!(listens(port));
    go(&mut reader);
    until_free(port);
}

#[test]
fn what_was_started_is_ended_when_the_reader_goes_on_or_quits() {
    nothing_runs_on_after(|reader| reader.press("n"));
    nothing_runs_on_after(|reader| reader.press("b"));
    nothing_runs_on_after(|reader| reader.press("q"));
    nothing_runs_on_after(|reader| {
        reader.program.signal(Signal::TERM);
        assert_eq!(reader.code(), 0);
        assert!(reader.is_given_back());
    });
}

#[test]
fn what_was_started_is_ended_even_when_the_reader_is_killed() {
    nothing_runs_on_after(|reader| reader.program.signal(Signal::KILL));
}

#[test]
fn a_command_that_is_run_again_has_its_port_back() {
    let port = free_port();
    let desk = running(&format!("echo I am $$; exec netlab -q tcp-server {port}"));
    let mut reader = desk.read_to("Run");
    let mut known = Vec::new();
    for _ in 0..3 {
        reader.press("r");
        let name = |row: &&String| row.starts_with("I am ") && !known.contains(*row);
        let sight = reader.until("another server", |sight| {
            shows(sight, "; Ctrl-C ends it") && sight.rows.iter().any(|row| name(&row))
        });
        known.extend(sight.rows.iter().find(name).cloned());
        assert!(listens(port));
    }
}

#[test]
fn a_flood_is_shown_and_its_end_is_reached() {
    let desk = running("seq 100000");
    let mut reader = desk.read_to("Run");
    reader.press("r");
    until_shows(&reader, "(98000 earlier lines are left out)");
    until_shows(&reader, " ended ──");
    reader.press("\x1b[F");
    until_shows(&reader, "100000");
}

#[test]
fn what_never_stops_writing_holds_up_neither_keys_nor_ctrl_c() {
    let desk = running("yes 你好");
    let mut reader = desk.read_to("Run");
    reader.press("r");
    // Before that, Ctrl-C might meet a shell that is about to start it.
    reader.until("its words", |sight| sight.rows.iter().any(|row| row == "你好"));
    reader.press("?");
    until_shows(&reader, "further down");
    reader.press(CTRL_C);
    until_shows(&reader, " ended by Ctrl-C ──");
    reader.press("q");
    assert_eq!(reader.code(), 0);
}

#[test]
fn foreign_bytes_are_shown_and_colours_are_none_where_none_are_wanted() {
    let desk = running("printf 'a\\033[2Jb\\n\\033[31mred\\033[0m\\n'");
    let mut reader = desk.read_to("Run");
    reader.press("r");
    reader.until("what was printed", |sight| shows(sight, "a\\x1b[2Jb") && shows(sight, "red"));
    let desk = Desk::new(THREE_STEPS);
    let mut program = desk.command(&["lesson", "7"]);
    program.env("NO_COLOR", "1");
    let reader = OnScreen::start(&program, 24, 80);
    until_shows(&reader, "1 of 3");
    assert!(!reader.written().contains("\x1b[1"), "{:?}", reader.written());
}

#[test]
fn a_window_that_is_dragged_is_drawn_anew_in_its_size() {
    let text = "# T\n\n一个套接字不是一个端口。端口是地址里的一个数字；套接字是内核里的一个东西。\n\n## Say\n\nend\n";
    let desk = Desk::new(text);
    let mut reader = desk.read(24, 80);
    until_shows(&reader, "一个套接字不是一个端口。端口是地址里的一个数字；套接字是内核里的一个东西。");
    reader.resize(10, 30);
    let sight = reader.until("the narrow text", |sight| {
        shows(sight, "Enter go on")
            && shows(sight, "一个套接字不是一个端口。端口是")
            && shows(sight, "1 of 2")
    });
    assert_eq!(sight.rows.len(), 10);
    assert_eq!(sight.rows[5], "一个套接字不是一个端口。端口是");
    assert_eq!(sight.rows[6], "地址里的一个数字；套接字是内核");
}

#[test]
fn the_keys_are_told_and_any_key_leads_back() {
    let desk = Desk::new(THREE_STEPS);
    let mut reader = desk.read(24, 80);
    until_shows(&reader, "1 of 3");
    reader.press("?");
    until_shows(&reader, "further down, and at the end of the page to the next step");
    reader.press("q");
    until_shows(&reader, "intro");
    reader.press("r");
    until_shows(&reader, "This step has no command to run");
}

#[test]
fn through_a_pipe_or_with_plain_the_whole_text_comes() {
    let desk = running("echo here");
    let piped = desk.prints(&["lesson", "7"]);
    let positions: Vec<_> = ["T\n━\n", "── Run ──", "$ echo here\nonce\n", "behind it", "── Say ──", "end\n"]
        .map(|it| piped.find(it))
        .into();
    assert!(positions.iter().all(Option::is_some) && positions.is_sorted(), "{positions:?} in {piped}");
    assert_eq!(desk.prints(&["lesson", "7", "--plain"]), piped);
    let in_terminal = OnScreen::start(&desk.command(&["--color", "never", "lesson", "7", "--plain"]), 24, 80);
    in_terminal.until("the text", |sight| sight.rows.join("\n") + "\n" == piped);
    assert!(desk.prints(&["lesson", "list"]).contains("·  7  own               75 min  opened\n"));
}

#[test]
fn each_lesson_can_be_read_from_its_beginning_to_its_end_in_a_narrow_terminal() {
    for lesson in ["1", "2", "3"] {
        let home = tempfile::tempdir().expect("a directory");
        let mut command = netlab(&["--color", "never", "lesson", lesson]);
        command.env("NETLAB_HOME", Path::new(home.path()));
        let mut reader = OnScreen::start(&command, 24, 40);
        let mut last = String::new();
        loop {
            let sight = reader.until("another step", |sight| sight.rows.len() == 24 && head(sight) != last);
            last = head(&sight).to_owned();
            reader.press("n");
            let (at, of) = last.rsplit_once(" of ").expect("the head counts the steps");
            if at.ends_with(of) {
                break;
            }
        }
        assert_eq!(reader.code(), 0);
        assert!(reader.is_given_back());
    }
}
