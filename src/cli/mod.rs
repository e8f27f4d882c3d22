//! The command line: what was typed, and who answers it.
//!
//! The one idea: everything that a program takes from its surroundings (arguments, environment,
//! terminal, signals, exit codes) is handled here, so that nothing below needs to know of it.
//!
//! See it run: `netlab help`.

mod arguments;
mod commands;
mod completing;
mod desk;
mod keyboard;
mod language;
mod no_thread;
mod takes;
mod usage;
mod words;

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use clap::FromArgMatches;

use crate::cli::arguments::{Cli, Command};
use crate::cli::commands::exercise::{check, guard, solution, start};
use crate::cli::commands::udp::{recv as udp_recv, send as udp_send};
use crate::cli::commands::{
    chat, completions, doctor, explain, greeting, help, impair, ladder, layers, lesson, live, manual,
    observe, progress, sockets, tour, welcome,
};
use crate::cli::desk::colour::Color;
use crate::cli::desk::failure::Failure;
use crate::cli::desk::ground;
use crate::cli::desk::setting::Setting;
use crate::lang::Choice;
use crate::telling::sink;
use crate::terminal::{Charset, Surface, in_colours};

/// Runs the command line that this process was given, and returns its exit code.
#[must_use]
pub fn run() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    if let Some(code) = completing::answered(&arguments) {
        return code;
    }
    let is_json = usage::asks_for_json(&arguments);
    let choice = language::chosen(&arguments);
    no_thread::answered(choice.lang, is_json, || run_these(&arguments, &choice, is_json))
}

fn run_these(arguments: &[OsString], choice: &Choice, is_json: bool) -> ExitCode {
    let lang = choice.lang;
    if guard::is_guard(arguments) {
        return guard::run_guard(arguments);
    }
    let understood = words::command(lang).try_get_matches_from(arguments).and_then(|matches| {
        let program = matches.subcommand_name().map_or("netlab".to_owned(), |name| format!("netlab {name}"));
        Ok((Cli::from_arg_matches(&matches)?, program, matches))
    });
    match understood {
        Ok((cli, program, matches)) => match takes::refuse(cli.command.as_ref(), &matches, &program) {
            Ok(()) => answer(cli, program, choice, is_json),
            Err(failure) => failure.report(lang, is_json),
        },
        Err(error) if error.use_stderr() => usage::not_understood(&error, arguments).report(lang, is_json),
        Err(help) => match print_help(&help, language::charset(arguments)) {
            // A help text whose reader has gone away is no failure.
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                Failure::to_print(&error).report(lang, is_json)
            }
            _ => ExitCode::SUCCESS,
        },
    }
}

fn print_help(help: &clap::Error, charset: Charset) -> io::Result<()> {
    let ground = ground::of_stream(Color::Auto, io::stdout().is_terminal());
    sink::out(Surface { ground, charset }).write_all(in_colours(&help.render().ansi().to_string()).as_bytes())
}

fn answer(cli: Cli, program: String, choice: &Choice, is_json: bool) -> ExitCode {
    let lang = choice.lang;
    let mut surface = Surface::default();
    let setting = Setting::new(cli.global, lang, program);
    let result = setting.and_then(|mut setting| {
        surface = setting.printer.surface();
        if let Some(instead) = &choice.instead {
            setting.notice(&language::why_english(instead));
        }
        let result = dispatch(cli.command, &mut setting);
        let ended = setting.end();
        result.and_then(|code| ended.map(|()| code))
    });
    match result {
        Ok(code) => code,
        Err(failure) => failure.report_on(surface, lang, is_json),
    }
}

fn dispatch(command: Option<Command>, setting: &mut Setting) -> Result<ExitCode, Failure> {
    match command {
        None => welcome::run(setting),
        Some(Command::Tour(args)) => tour::run(&args, setting),
        Some(Command::TcpServer(args)) => greeting::run_server(args, setting),
        Some(Command::TcpClient(args)) => greeting::run_client(args, setting),
        Some(Command::ChatServer(args)) => chat::run_server(args, setting),
        Some(Command::ChatClient(args)) => chat::run_client(args, setting),
        Some(Command::UdpRecv(args)) => udp_recv::run_receiver(&args, setting),
        Some(Command::UdpSend(args)) => udp_send::run_sender(&args, setting),
        Some(Command::Impair(args)) => impair::run(&args, setting),
        Some(Command::Observe(args)) => observe::run(&args, setting),
        Some(Command::Ladder(args)) => ladder::run(&args, setting),
        Some(Command::Live(args)) => live::run(&args, setting),
        Some(Command::Lesson(args)) => lesson::run(&args, setting),
        Some(Command::Start(args)) => start::run(&args, setting),
        Some(Command::Solution(args)) => solution::run(&args, setting),
        Some(Command::Progress(args)) => progress::run(&args, setting),
        Some(Command::Check(args)) => check::run(&args, setting),
        Some(Command::Explain(args)) => explain::run(&args, setting, &words::command(setting.lang)),
        Some(Command::Sockets(args)) => sockets::run(&args, setting),
        Some(Command::Layers(args)) => layers::run(&args, setting),
        Some(Command::Doctor(_)) => doctor::run(setting),
        Some(Command::Completions(args)) => completions::run(&args, setting),
        Some(Command::Man(args)) => {
            let source = manual::Source {
                lang: setting.lang,
                netlab: words::whole(setting.lang),
                help_of: words::help_of,
            };
            manual::run(&args, setting, source)
        }
        Some(Command::Help(args)) => {
            let lang = setting.lang;
            let pages = help::Pages {
                netlab: words::command(lang),
                options: words::global_options(lang),
                rules: words::page(lang, "impair"),
                sharing: words::page(lang, "chat-server"),
            };
            help::run(&args, setting, pages)
        }
    }
}
