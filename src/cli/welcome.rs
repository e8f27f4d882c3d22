//! `netlab` alone: where you are, and what to do next.
//!
//! The one idea: somebody who types the bare name asks "what now?", and gets one answer, not a manual.
//!
//! See it run: `netlab`.

use std::process::ExitCode;

use colored::Colorize;

use crate::cli::failure::Failure;
use crate::cli::lesson;
use crate::cli::setting::Setting;

pub(super) fn run(setting: &Setting) -> Result<ExitCode, Failure> {
    let lessons = lesson::load(setting)?;
    let progress = lesson::progress(setting);
    let n_opened = lessons.readable().filter(|lesson| progress.has_opened(&lesson.slug)).count();
    let n_lessons = lessons.readable().count();
    let next = lesson::next(&lessons, &progress);
    let mut text = "netlab: learn network programming by seeing what your sockets do.\n\n".to_owned();
    let last = progress.last_opened().and_then(|slug| lessons.find(slug));
    let step = last.and_then(|last| progress.step(&last.slug));
    text += &match (last, step) {
        (None, _) => "You have not opened a lesson yet.\n".to_owned(),
        (Some(last), Some(step)) => {
            let n_steps = lesson::n_steps(last);
            format!(
                "You are in lesson {}, at step {} of {n_steps}: {}\n",
                last.number,
                step.min(n_steps),
                last.about.title
            )
        }
        (Some(last), None) => format!(
            "You have opened {n_opened} of {n_lessons} lessons, the last one: {}. {}\n",
            last.number, last.about.title
        ),
    };
    text += "\nWhat to do next:\n";
    let mut say =
        |command: &str, what: &str| text += &format!("  {} {what}\n", format!("{command:<20}").bold());
    let begun = progress.step(&next.slug);
    if begun.is_some() {
        say(&format!("netlab lesson {}", next.number), "go on where you were");
    } else if n_opened < n_lessons {
        say(&format!("netlab lesson {}", next.number), &next.about.title);
    }
    say("netlab tour", "a server and a client greet each other, told and drawn");
    say("netlab lesson list", "all lessons, and how far you are");
    say("netlab help", "all commands");
    setting.print(&text);
    Ok(ExitCode::SUCCESS)
}
