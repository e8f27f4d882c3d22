//! `netlab check`: is the program right, and if not, what is the mistake called?
//!
//! The one idea: the exit code is the answer, the report is the help. 0: it passes; 1: it does not; 2:
//! it could not be judged.
//!
//! See it run: `netlab check greeting-server -- netlab tcp-server {addr}`.

use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::process::ExitCode;
use std::time::Duration;

use clap::ValueEnum;
use tokio_util::sync::CancellationToken;

use crate::catalogue::Lang;
use crate::check::report::Rows;
use crate::check::{Check, Exercise, Setup, Standing, Verdict, Witness, report, run as run_checks};
use crate::cli::commands::exercise::command::Command;
use crate::cli::commands::exercise::guard::guard_command;
use crate::cli::commands::exercise::list::list;
use crate::cli::commands::exercise::live::Live;
use crate::cli::commands::exercise::words;
use crate::cli::desk::failure::{Act, Failure, INTERRUPTED, LessonFailure, NO, NOT_ASKED};
use crate::cli::desk::no_value::within;
use crate::cli::desk::options::Drawn;
use crate::cli::desk::setting::Setting;
use crate::cli::desk::shelf;
use crate::cli::desk::shell::quoted;
use crate::cli::desk::width::of_narration;
use crate::kernel::limits::raise_open_files;
use crate::lessons::{Lesson, Lessons};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(value_name = "N|NAME")]
    which: String,

    #[arg(long, value_name = "ID")]
    check: Option<String>,

    #[arg(long)]
    fail_fast: bool,

    #[arg(long, value_name = "N", value_parser = within::<u64>(0..=u64::MAX))]
    seed: Option<u64>,

    #[arg(long, value_name = "SECONDS", default_value_t = START_TIMEOUT, value_parser = within::<u64>(1..=3600))]
    start_timeout: u64,

    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,

    #[arg(long, value_name = "WHEN", num_args = 0..=1, default_missing_value = "always")]
    ladder: Option<Drawn>,

    #[arg(long, value_name = "WHEN", default_value = "auto")]
    observe: Observe,

    #[arg(long, conflicts_with_all = ["check", "fail_fast", "seed", "format", "command"])]
    list: bool,

    #[arg(last = true, value_name = "COMMAND")]
    command: Vec<OsString>,
}

/// Seconds; `-- cargo run` builds first.
const START_TIMEOUT: u64 = 30;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Words
    Text,
    /// Exercism's results.json
    Json,
    /// XML, as a CI reads it
    Junit,
}

/// Whether a check that fails is played once more, the program observed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Observe {
    /// Where it is drawn
    Auto,
    /// Not at all
    Never,
}

pub(crate) fn run(args: &Args, setting: &mut Setting) -> Result<ExitCode, Failure> {
    if args.format != Format::Text {
        // What programs read is the same everywhere.
        setting.lang = Lang::English;
    }
    let lessons = shelf::load(setting)?;
    let lesson = shelf::find(&lessons, &args.which)?;
    let exercise = exercise_of(lesson)?;
    if args.list {
        setting.print(&list(setting.lang, &exercise, &shelf::netlab(setting), lesson.number));
        return Ok(ExitCode::SUCCESS);
    }
    refuse_without_terminals()?;
    if let Some(id) = &args.check
        && !exercise.checks.iter().any(|check| check.id == *id)
    {
        let ids = exercise.checks.iter().map(|check| check.id.clone()).collect();
        return Err(LessonFailure::NoCheck { slug: lesson.slug.clone(), id: id.clone(), ids }.into());
    }
    let mut progress = shelf::progress(setting);
    let command = Command::find(&args.command, lesson, &progress, setting)?;
    let setup = setup(args, &command)?;
    let task = Task { lesson, exercise: &exercise, command: &command, setup: &setup };
    let verdicts = task.judge(args, setting)?;
    if verdicts.iter().any(Verdict::could_not_judge) {
        return Ok(ExitCode::from(NOT_ASKED));
    }
    let has_passed = verdicts.iter().all(|verdict| verdict.failure.is_none());
    let was_stopped = setup.stop.is_cancelled();
    let is_whole = !was_stopped && has_passed && args.check.is_none();
    let noted = command.note(lesson, &mut progress);
    let kept = if is_whole { noted.and_then(|()| progress.pass(&lesson.slug)) } else { noted };
    let is_kept = shelf::keep(&kept, &progress, setting);
    if is_whole {
        lead_on(lesson, &lessons, is_kept, setting);
    }
    Ok(match has_passed {
        _ if was_stopped => ExitCode::from(INTERRUPTED),
        true => ExitCode::SUCCESS,
        false => ExitCode::from(NO),
    })
}

fn setup(args: &Args, command: &Command) -> Result<Setup, Failure> {
    Ok(Setup {
        command: command.words.clone(),
        seed: args.seed.unwrap_or_else(|| std::process::id().into()),
        start_timeout: Duration::from_secs(args.start_timeout),
        guard: guard_command()?,
        only: args.check.clone(),
        stop: CancellationToken::new(),
        observe: args.observe == Observe::Auto && args.format == Format::Text && is_drawn(args),
        fail_fast: args.fail_fast,
    })
}

fn is_drawn(args: &Args) -> bool {
    args.ladder.map_or(io::stdout().is_terminal(), |drawn| drawn == Drawn::Always)
}

/// What is judged, and by which exercise.
struct Task<'a> {
    lesson: &'a Lesson,
    exercise: &'a Exercise,
    command: &'a Command,
    setup: &'a Setup,
}

impl<'a> Task<'a> {
    /// Runs the checks, and tells what came of them.
    fn judge(&self, args: &Args, setting: &mut Setting) -> Result<Vec<Verdict<'a>>, Failure> {
        let Task { lesson, command, setup, .. } = *self;
        let witness = is_drawn(args).then(Witness::default);
        // The judge's own players are no program that anybody started.
        setting.options.no_live = true;
        setting.listen_by(witness.clone())?;
        let lesson_command = words::section_build(setting.lang, &format!("netlab lesson {}", lesson.number));
        let telling = report::Telling {
            lang: setting.lang,
            witness,
            n_columns: of_narration().min(80),
            lesson: lesson.text.as_ref().map(|_| lesson_command),
            again: again(lesson, setup.seed, args, command, setting),
        };
        // A check may play a thousand clients.
        raise_open_files();
        // Files that were named are open by now: what is left to be found is the program's.
        if let Some(folder) = &command.folder {
            std::env::set_current_dir(folder).map_err(|error| Failure::of_system(Act::Judge, &error))?;
        }
        let verdicts = self.run(args.format, setting)?;
        let closing = self.closing(setting);
        if setup.stop.is_cancelled() {
            let go_on = format!("{} check {}", closing.netlab, lesson.number);
            setting.print(&first_failure(&verdicts, &telling));
            setting.print(&report::stopped(&verdicts, &closing, &go_on));
            return Ok(verdicts);
        }
        match args.format {
            Format::Text => {
                setting.print(&first_failure(&verdicts, &telling));
                setting.print(&report::summary(&verdicts, &closing));
            }
            Format::Json => setting.printer.print_exactly(&report::json(&verdicts, &telling)),
            Format::Junit => setting.printer.print_exactly(&report::junit(&verdicts, &telling, &lesson.slug)),
        }
        Ok(verdicts)
    }

    /// Plays, and shows each result as it comes where people read it: in a terminal with a row that lives.
    fn run(&self, format: Format, setting: &Setting) -> Result<Vec<Verdict<'a>>, Failure> {
        let Task { exercise, command, setup, .. } = *self;
        let checks = exercise.checks.iter();
        let asked: Vec<&Check> =
            checks.filter(|check| setup.only.as_ref().is_none_or(|only| *only == check.id)).collect();
        let rows = Rows::of(setting.lang, &asked, command.typed(), of_narration().min(MAX_ROW_COLUMNS));
        let standing = Standing::default();
        let play = |tell: &mut dyn FnMut(&Verdict<'_>)| run_checks(exercise, setup, &standing, tell);
        let verdicts = match (format, Live::open(format == Format::Text, setting)?) {
            (_, Some(mut live)) => live.during(&standing, &rows, &setup.stop, |live| {
                play(&mut |verdict| live.say(&rows.result(verdict)))
            }),
            (Format::Text, None) => play(&mut |verdict| setting.print(&rows.result(verdict))),
            _ => play(&mut |_| {}),
        };
        verdicts.map_err(|error| Failure::of_system(Act::Judge, &error))
    }

    fn closing(&self, setting: &Setting) -> report::Closing {
        report::Closing {
            lang: setting.lang,
            n_checks: if self.setup.only.is_some() { 1 } else { self.exercise.checks.len() },
            netlab: shelf::netlab(setting),
            n_columns: of_narration().min(MAX_ROW_COLUMNS),
        }
    }
}

/// The story of the first check that failed.
fn first_failure(verdicts: &[Verdict<'_>], telling: &report::Telling) -> String {
    let first = verdicts.iter().find(|verdict| verdict.failure.is_some());
    first.map(|verdict| report::failure(verdict, telling)).unwrap_or_default()
}

/// Wider rows are hard to follow from one end to the other.
const MAX_ROW_COLUMNS: usize = 100;

/// Said once and at once, and never as a failure of the program.
fn refuse_without_terminals() -> Result<(), Failure> {
    if cfg!(unix) {
        return Ok(());
    }
    Err(LessonFailure::NoPseudoTerminal.into())
}

/// The exercise of a lesson, understood.
pub(crate) fn exercise_of(lesson: &Lesson) -> Result<Exercise, Failure> {
    let number = lesson.number;
    let text = lesson.exercise.as_deref().ok_or(LessonFailure::NoExercise { number })?;
    let flawed = |error| LessonFailure::NotUnderstood { number, slug: lesson.slug.clone(), error };
    let exercise = Exercise::parse(text).map_err(flawed)?;
    match &lesson.exercise_texts {
        Some(texts) => exercise.told_by(texts).map_err(|error| flawed(error).into()),
        None => Ok(exercise),
    }
}

/// Says where to go on after a pass. One that is not kept opens no solution.
fn lead_on(lesson: &Lesson, lessons: &Lessons, is_kept: bool, setting: &Setting) {
    let anyway = if is_kept { "" } else { " --anyway" };
    let netlab = shelf::netlab(setting);
    let next = lessons.readable().find(|next| next.number > lesson.number);
    let next = match next {
        Some(next) => format!("{netlab} lesson {}", next.number),
        None => format!("{netlab} progress"),
    };
    let ours = format!("{netlab} solution {}{anyway}", lesson.number);
    setting.notice(&words::passed(setting.lang, &next, &ours));
}

/// The command that repeats a check with the same values.
fn again(lesson: &Lesson, seed: u64, args: &Args, command: &Command, setting: &Setting) -> String {
    let patience = args.start_timeout;
    let patience =
        if patience == START_TIMEOUT { String::new() } else { format!(" --start-timeout {patience}") };
    let observe = if args.observe == Observe::Never { " --observe never" } else { "" };
    let folder =
        command.folder.as_ref().map_or_else(String::new, |folder| format!("cd {} && ", quoted(folder)));
    format!(
        "{folder}{} check {} --check {{check}} --seed {seed}{patience}{observe} -- {}",
        shelf::netlab(setting),
        lesson.slug,
        command.typed()
    )
}
