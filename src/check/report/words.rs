//! What is said of a check, in the reader's language.
//!
//! The one idea: each kind of sentence has one door. Behind it stands a file for each language, an exhaustive match
//! over the same facts; so a fact without its sentence does not compile.
//!
//! See it run: any failing check.

use crate::catalogue::Lang;
use crate::check::exercise::contract::Diagnosis;
use crate::check::exercise::step::Step;
use crate::check::exercise::template::Values;
use crate::check::peer::connection::Ended;
use crate::check::play::fact::{Came, Expected, Fact};
use crate::check::play::story::Told;
use crate::check::play::trouble::Trouble;
use crate::check::play::who_waits::Waiting;
use crate::check::report::{findings, phrases, replays, steps, troubles, waits, zh};
use crate::check::subject::known::ProgramEnd;
use crate::check::subject::place::{At, Place};
use crate::check::verdict::Replay;

/// What was done or seen, without its full stop.
pub(crate) fn told(lang: Lang, told: &Told<'_>) -> String {
    match lang {
        Lang::English => steps::sentence(told),
        Lang::Chinese => zh::steps::sentence(told),
    }
}

/// A step that is being played.
pub(crate) fn step(lang: Lang, step: &Step, values: &Values) -> String {
    match lang {
        Lang::English => steps::of_step(step, values),
        Lang::Chinese => zh::steps::of_step(step, values),
    }
}

/// What stands behind the title of a picture.
pub(crate) const fn about_picture(lang: Lang, replay: &Replay) -> &'static str {
    match lang {
        Lang::English => replays::about(replay),
        Lang::Chinese => zh::replays::about(replay),
    }
}

/// Why a picture is that of the first play; `None` where it is not.
pub(crate) fn first_play_only(lang: Lang, replay: &Replay) -> Option<String> {
    match lang {
        Lang::English => replays::note(replay),
        Lang::Chinese => zh::replays::note(replay),
    }
}

/// What was expected.
pub(crate) fn expected(lang: Lang, expected: &Expected) -> String {
    match lang {
        Lang::English => findings::expected(expected),
        Lang::Chinese => zh::findings::expected(expected),
    }
}

/// What came instead.
pub(crate) fn came(lang: Lang, came: &Came) -> String {
    match lang {
        Lang::English => findings::came(came),
        Lang::Chinese => zh::findings::came(came),
    }
}

/// What came behind the bytes.
pub(crate) fn and_then(lang: Lang, end: Option<Ended>) -> &'static str {
    match lang {
        Lang::English => findings::and_then(end),
        Lang::Chinese => zh::findings::and_then(end),
    }
}

/// What else is known.
pub(crate) fn fact(lang: Lang, fact: &Fact) -> String {
    match lang {
        Lang::English => findings::fact(fact),
        Lang::Chinese => zh::findings::fact(fact),
    }
}

/// Who waits for whom; a sentence for each.
pub(crate) fn waits(lang: Lang, all: &[Waiting], expected: &Expected) -> Vec<String> {
    match lang {
        Lang::English => waits::sentences(all, expected),
        Lang::Chinese => zh::waits::sentences(all, expected),
    }
}

/// A trouble in a few words.
pub(crate) fn title(lang: Lang, trouble: Trouble) -> &'static str {
    match lang {
        Lang::English => troubles::title(trouble),
        Lang::Chinese => zh::troubles::title(trouble),
    }
}

/// What was seen of a trouble, and what to do.
pub(crate) fn text(lang: Lang, trouble: Trouble) -> &'static str {
    match lang {
        Lang::English => troubles::text(trouble),
        Lang::Chinese => zh::troubles::text(trouble),
    }
}

/// The judge's own diagnoses, which any program may get in any exercise.
#[must_use]
pub fn own_diagnoses(lang: Lang) -> Vec<Diagnosis> {
    let told = |trouble: Trouble| Diagnosis {
        id: trouble.id().to_owned(),
        title: title(lang, trouble).to_owned(),
        text: text(lang, trouble).to_owned(),
    };
    Trouble::ALL.into_iter().map(told).collect()
}

/// How a program ended.
pub(crate) fn how(lang: Lang, end: ProgramEnd) -> String {
    match lang {
        Lang::English => phrases::how(end),
        Lang::Chinese => zh::phrases::how(end),
    }
}

/// The subject, or a second copy of it.
pub(crate) fn the_program(lang: Lang, who: &str) -> String {
    match lang {
        Lang::English => phrases::the_program(who),
        Lang::Chinese => zh::phrases::the_program(who),
    }
}

/// Where the program waits, or where its error was, as a clause.
pub(crate) fn located(lang: Lang, found: &(At, Place)) -> String {
    match lang {
        Lang::English => phrases::located(found),
        Lang::Chinese => zh::phrases::located(found),
    }
}
