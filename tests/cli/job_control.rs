//! Programs that change a terminal's mode, in a shell that stops them and goes on with them.
//!
//! The one idea: the terminal outlives every program in it. Whoever has changed its mode puts it back
//! before he stops or ends, whoever asks for it, and changes it again when he goes on.
//!
//! See it run: `cargo test --test cli job_control::`.

#![cfg(target_os = "linux")]

use std::io::Read;
use std::net::{TcpListener, TcpStream};
use std::process::Command;

use rustix::process::{Pid, Signal, kill_process};

use crate::common::desk;
use crate::common::desk::Desk;
use crate::common::program::{LIMIT, netlab};
use crate::common::screen;
use crate::common::screen::OnScreen;

/// A shell in a terminal, and netlab as its job.
struct Shell {
    screen: OnScreen,
    job: Pid,
}

const PROMPT: &str = "shell>";

impl Shell {
    /// Types the command into a shell that keeps a terminal's mode as it finds it.
    fn run(command: &Command) -> Shell {
        let mut shell = Command::new("sh");
        shell.args(["-i"]).env("PS1", format!("{PROMPT} ")).env_remove("ENV").env("TERM", "xterm");
        for (name, value) in command.get_envs().filter_map(|(name, value)| Some((name, value?))) {
            shell.env(name, value);
        }
        let mut screen = OnScreen::start(&shell, 24, 80);
        screen.until("a prompt", |sight| sight.rows.last().is_some_and(|row| row == PROMPT));
        let words: Vec<String> = std::iter::once(command.get_program())
            .chain(command.get_args())
            .map(|word| format!("'{}'", word.to_str().expect("UTF-8")))
            .collect();
        screen.press(&format!("sh -c 'echo job=$$; exec \"$@\"' x {}\r", words.join(" ")));
        let job = screen.until_written("its number", |written| {
            let number = written
                .split("job=")
                .filter_map(|behind| behind.split_once("\r\n")?.0.parse().ok())
                .last()?;
            Pid::from_raw(number)
        });
        Shell { screen, job }
    }

    fn signal(&self, signal: Signal) {
        kill_process(self.job, signal).expect("the job is there");
    }

    fn until_prompt(&self) {
        self.screen.until("the shell's prompt", |sight| sight.rows.last().is_some_and(|row| row == PROMPT));
    }

    /// A program puts the mode back before anybody is told that it stopped or ended.
    #[track_caller]
    fn is_given_back(&self) {
        self.until_prompt();
        assert!(self.screen.is_given_back());
    }
}

fn chat() -> (Shell, TcpStream) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let addr = listener.local_addr().expect("it is bound");
    let shell = Shell::run(&netlab(&["-q", "chat-client", &addr.to_string()]));
    let (server, _) = listener.accept().expect("a client");
    server.set_read_timeout(Some(LIMIT)).expect("a time above zero");
    (shell, server)
}

fn until_last_row_is(shell: &Shell, wanted: &str) {
    shell.screen.until(wanted, |sight| sight.rows.last().is_some_and(|row| row == wanted));
}

#[test]
fn a_chat_client_that_is_stopped_from_elsewhere_goes_on_with_its_line() {
    for signal in [Signal::TSTP, Signal::STOP] {
        let (mut shell, mut server) = chat();
        until_last_row_is(&shell, ">");
        shell.screen.press("half 写");
        until_last_row_is(&shell, "> half 写");
        shell.signal(signal);
        shell.until_prompt();
        // Nobody hears SIGSTOP, so nobody can put the mode back.
        assert!(signal == Signal::STOP || shell.screen.is_given_back());
        shell.screen.press("fg\n");
        until_last_row_is(&shell, "> half 写");
        shell.screen.until_written("the editor's mode", |_| (!shell.screen.is_given_back()).then_some(()));
        shell.screen.press("!\r");
        let mut line = vec![0; "half 写!\n".len()];
        server.read_exact(&mut line).expect("the client sends it");
        assert_eq!(line, "half 写!\n".as_bytes());
        shell.screen.press("\x04");
        drop(server);
        if signal == Signal::TSTP {
            shell.is_given_back();
        }
    }
}

#[test]
fn however_a_chat_client_is_ended_the_terminal_is_given_back() {
    for signal in [Signal::HUP, Signal::QUIT, Signal::TERM, Signal::INT] {
        let (mut shell, _server) = chat();
        until_last_row_is(&shell, ">");
        shell.screen.press("half");
        until_last_row_is(&shell, "> half");
        shell.signal(signal);
        shell.is_given_back();
    }
}

#[test]
fn a_client_that_is_ended_from_behind_leaves_the_terminal_to_the_shell() {
    let (mut shell, _server) = chat();
    until_last_row_is(&shell, ">");
    shell.signal(Signal::TSTP);
    shell.is_given_back();
    shell.signal(Signal::TERM);
    shell.signal(Signal::CONT);
    shell.screen.press("wait; echo it is over\r");
    until_last_row_is(&shell, PROMPT);
    shell.screen.until("its end", |sight| sight.rows.iter().any(|row| row == "it is over"));
    assert!(shell.screen.is_given_back());
}

#[test]
fn a_lesson_that_is_stopped_or_ended_gives_the_first_screen_back() {
    let desk = Desk::new("# T\n\nintro of it\n\n## Say\n\nend\n");
    let lesson = || {
        let shell = Shell::run(&desk.command(&["--color", "never", "lesson", "7"]));
        shell.screen.until("the lesson", |sight| desk::shows(sight, "intro of it"));
        shell
    };
    for signal in [Signal::TSTP, Signal::STOP] {
        let mut shell = lesson();
        shell.signal(signal);
        if signal == Signal::TSTP {
            shell.is_given_back();
        }
        shell.screen.until_written("the shell's word", |written| {
            written.rsplit("intro of it").next()?.contains(PROMPT).then_some(())
        });
        shell.screen.press("fg\n");
        shell.screen.until_written("the second screen again", |written| {
            (written.matches("\x1b[?1049h").count() >= 2).then_some(())
        });
        shell.screen.until("the lesson again", |sight| {
            desk::shows(sight, "intro of it") && desk::shows(sight, "Enter go on")
        });
        shell.screen.press("q");
        shell.screen.until("where it stood", |sight| desk::shows(sight, "Lesson 7, step 1 of 2."));
    }
    for signal in [Signal::HUP, Signal::QUIT, Signal::TERM] {
        let shell = lesson();
        shell.signal(signal);
        shell.is_given_back();
        shell.screen.until("where it stood", |sight| desk::shows(sight, "Lesson 7, step 1 of 2."));
    }
}

#[test]
fn a_tour_that_is_stopped_goes_on_at_its_step() {
    for signal in [Signal::TSTP, Signal::STOP] {
        let mut shell = Shell::run(&netlab(&["--color", "never", "tour"]));
        shell.screen.until("the first step", |sight| desk::head(sight).contains(" 1 of "));
        shell.screen.press("\r");
        shell.screen.until("the second step", |sight| desk::head(sight).contains(" 2 of "));
        shell.signal(signal);
        if signal == Signal::TSTP {
            shell.is_given_back();
        }
        shell.screen.until_written("the shell's word", |written| {
            written.rsplit(" 2 of ").next()?.contains(PROMPT).then_some(())
        });
        shell.screen.press("fg\n");
        shell.screen.until_written("the second screen again", |written| {
            (written.matches("\x1b[?1049h").count() >= 2).then_some(())
        });
        shell.screen.until("the same step", |sight| desk::head(sight).contains(" 2 of "));
        shell.screen.press("q");
        shell.screen.until("what to type next", |sight| desk::shows(sight, "netlab lesson 1"));
    }
}

#[test]
fn a_relay_with_keys_that_is_stopped_or_ended_gives_the_terminal_back() {
    let relay = || {
        let shell = Shell::run(&netlab(&["-q", "impair", "--listen", ":0", "--to", "9", "--delay", "1s"]));
        shell.screen.until("its keys", |sight| desk::shows(sight, "keys: d delay"));
        shell
    };
    for signal in [Signal::TSTP, Signal::STOP] {
        let mut shell = relay();
        shell.signal(signal);
        shell.until_prompt();
        assert!(signal == Signal::STOP || shell.screen.is_given_back());
        shell.screen.press("fg\n");
        shell.screen.until_written("fg's echo", |written| {
            written.rsplit(PROMPT).next()?.contains("impair").then_some(())
        });
        shell.screen.press("d");
        // Pressed before the mode is set again, the terminal may show the key itself.
        let n_told = |sight: &screen::Sight| sight.rows.iter().filter(|row| row.ends_with("no rule")).count();
        shell.screen.until("the key's work", |sight| n_told(sight) == 1);
        // What is no key of its own is none: an answer with a d in it, and an arrow.
        shell.screen.press("\x1b]11;rgb:dddd/dddd/dddd\x07\x1b[D ");
        shell.screen.until("the last key's work", |sight| n_told(sight) == 2);
        shell.screen.press("\x03");
        shell.until_prompt();
    }
    for signal in [Signal::HUP, Signal::QUIT, Signal::TERM, Signal::INT] {
        let shell = relay();
        shell.signal(signal);
        shell.is_given_back();
    }
}

#[test]
fn a_watch_of_sockets_that_is_stopped_gives_the_screen_back_and_goes_on() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener.local_addr().expect("it is bound").port().to_string();
    let mut shell = Shell::run(&netlab(&["--color", "never", "sockets", &port, "--watch"]));
    let is_watching = |shell: &Shell| {
        shell.screen.until("the watch", |sight| sight.rows.last().is_some_and(|row| row.contains("q quit")));
    };
    is_watching(&shell);
    shell.screen.press("\x1a");
    shell.is_given_back();
    shell.screen.press("fg\r");
    is_watching(&shell);
    shell.screen.press("q");
    shell.is_given_back();
}

/// Ctrl-Z and `fg` are the shell's and the program's own affair, whoever looks on.
#[test]
#[cfg(target_arch = "x86_64")]
fn an_observed_program_is_stopped_and_goes_on_with_its_shell() {
    let mut shell = Shell::run(&netlab(&["-q", "observe", "--", "sed", "-u", "s/^/got /"]));
    shell.screen.press("before\r");
    until_last_row_is(&shell, "got before");
    shell.screen.press("\x1a");
    shell.until_prompt();
    shell.screen.press("fg\r");
    shell.screen.press("after\r");
    until_last_row_is(&shell, "got after");
    shell.screen.press("\x04");
    shell.until_prompt();
}
