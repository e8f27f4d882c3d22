//! The relay, set to work: its rules, its keys, its two places, and its end.
//!
//! The one idea: what breaks the traffic knows nothing of options, keys or signals; all of them meet here.
//!
//! See it run: `netlab impair --to 8080 --delay 500ms`, and a key of those that it names.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::process::ExitCode;

use crate::cli::commands::impair::args::Args;
use crate::cli::commands::impair::keys::Keys;
use crate::cli::commands::impair::live::{self, Program, Switchboard};
use crate::cli::commands::impair::{places, scenario, words};
use crate::cli::desk::failure::{Clash, Failure};
use crate::cli::desk::runtime::run as run_program;
use crate::cli::desk::setting::Setting;
use crate::cli::desk::signal;
use crate::event::Transport;
use crate::impair::{DatagramRules, Directions, Plan, RuleSet, StreamRules, relay_datagrams, relay_streams};
use crate::kernel::limits::raise_open_files;

pub(crate) fn run(args: &Args, setting: &mut Setting) -> Result<ExitCode, Failure> {
    raise_open_files();
    if args.udp {
        let program = program_of(args, args.rules.for_datagrams())?;
        return relay_udp(args, program, setting);
    }
    let program = program_of(args, args.rules.for_streams())?;
    relay_tcp(args, program, setting)
}

/// What the rules are over time: the scenario's, or those of the command line for good.
fn program_of<R>(args: &Args, rules: Result<R, Failure>) -> Result<Program<R>, Failure>
where
    R: RuleSet,
{
    let rules = rules?;
    let Some(path) = &args.scenario else {
        let none = R::default();
        return Ok(Program::Fixed(match (args.up, args.down) {
            (true, false) => Directions { up: rules, down: none },
            (false, true) => Directions { up: none, down: rules },
            _ => Directions::both(rules),
        }));
    };
    if rules != R::default() || args.up || args.down {
        return Err(Clash::RulesTwice.into());
    }
    scenario::load(path).map(Program::Scenario)
}

fn relay_tcp(args: &Args, program: Program<StreamRules>, setting: &mut Setting) -> Result<ExitCode, Failure> {
    setting.listen_as_relay()?;
    let (board, plan) = Switchboard::new(program, seed_of(args));
    let keys = Keys::open(&board.rules());
    let (mut is_in_a_hurry, setting_seen) = (false, &*setting);
    let n_cut_off = run_program(async {
        let signal = signal::leave(setting_seen.hear(keys.terminal())?, |told| keys.obey(told));
        let listener = places::listen(args, setting_seen).await?;
        introduce(args, &board, &plan, &keys, setting_seen);
        let interrupted = async {
            signal.await;
            is_in_a_hurry = true;
            setting_seen.printer.leave_echo_behind();
        };
        let to = args.to.target();
        tokio::select! {
            n_cut_off = relay_streams(listener, to, plan, interrupted) => Ok(n_cut_off),
            never = board.run(keys.pressed(), setting_seen) => match never {},
        }
    })?;
    drop(keys);
    setting.hurry(is_in_a_hurry);
    match n_cut_off {
        0 => {}
        n => setting.notice(&words::connections_cut_off(setting.lang, n)),
    }
    Ok(ExitCode::SUCCESS)
}

fn relay_udp(
    args: &Args,
    program: Program<DatagramRules>,
    setting: &mut Setting,
) -> Result<ExitCode, Failure> {
    setting.listen_as_relay()?;
    let (board, plan) = Switchboard::new(program, seed_of(args));
    let keys = Keys::open(&board.rules());
    let (mut is_in_a_hurry, setting_seen) = (false, &*setting);
    run_program(async {
        let signal = signal::leave(setting_seen.hear(keys.terminal())?, |told| keys.obey(told));
        let (socket, to) = places::bind(args, setting_seen).await?;
        introduce(args, &board, &plan, &keys, setting_seen);
        let interrupted = async {
            signal.await;
            is_in_a_hurry = true;
            setting_seen.printer.leave_echo_behind();
        };
        tokio::select! {
            () = relay_datagrams(socket, to, plan, interrupted) => Ok(()),
            never = board.run(keys.pressed(), setting_seen) => match never {},
        }
    })?;
    drop(keys);
    setting.hurry(is_in_a_hurry);
    Ok(ExitCode::SUCCESS)
}

/// Says what the relay is about to do, and how it can be told otherwise.
fn introduce<R: RuleSet>(
    args: &Args,
    board: &Switchboard<R>,
    plan: &Plan<R>,
    keys: &Keys,
    setting: &Setting,
) {
    let transport = if args.udp { Transport::Udp } else { Transport::Tcp };
    setting.notice(&words::relaying(
        setting.lang,
        transport,
        &args.to.to_string(),
        &live::in_words(setting.lang, &plan.in_force()),
    ));
    if args.seed.is_none() && board.has_chance() {
        setting.notice(&words::seed_is(setting.lang, plan.seed()));
    }
    if let Some(keys) = keys.in_words(setting.lang) {
        setting.notice(&keys);
    }
}

fn seed_of(args: &Args) -> u64 {
    args.seed.unwrap_or_else(new_seed)
}

/// A number that is easy to type again, from the randomness that the system gives each hash map.
fn new_seed() -> u64 {
    RandomState::new().build_hasher().finish() % 1_000_000
}
