//! What is said of an exercise that is not understood.
//!
//! The one idea: its reader is a teacher who has just written it; so the way to write it right is part of the message.

use crate::check::{ExerciseFlaw, TemplateFlaw, WordOf};
use crate::cli::desk::failure::words::{rule, toml_file};

/// What is wrong, to stand behind the file and its line.
pub(super) fn words_of(flaw: &ExerciseFlaw) -> String {
    match flaw {
        ExerciseFlaw::Form(flaw) => toml_file::words_of(flaw),
        ExerciseFlaw::Version(None) => "`netlab_exercise` is missing; write netlab_exercise = 1".to_owned(),
        ExerciseFlaw::Version(Some(other)) => format!("version {other} is not known; this netlab reads 1"),
        ExerciseFlaw::Role(role) => format!("{role:?} is no role; expected server or client"),
        ExerciseFlaw::Transport(name) => format!("{name:?} is no transport; expected tcp or udp"),
        ExerciseFlaw::NoCheck => "an exercise has at least one [[check]]".to_owned(),
        ExerciseFlaw::CheckTwice(id) => format!("there are two checks {id:?}"),
        ExerciseFlaw::Given => "a value has either `letters` (how many) or `text`".to_owned(),
        ExerciseFlaw::StepTwice { check, step } => format!("check {check:?}: two steps have the id {step:?}"),
        ExerciseFlaw::NoValue { check, step, name } => {
            format!("check {check:?}: step {step:?}: {{{name}}} has no value; give it one under [given]")
        }
        ExerciseFlaw::NoDiagnosis { check, step, id } => {
            format!("check {check:?}: step {step:?}: there is no [[diagnosis]] {id:?}")
        }
        ExerciseFlaw::NoDeed(deeds) => format!("a step needs a deed: one of {}", deeds.join(", ")),
        ExerciseFlaw::TwoDeeds(first, second) => {
            format!("a step has one deed, and here are two deeds: `{first}` and `{second}`")
        }
        ExerciseFlaw::OpenedAt => "a socket is opened `at = \"port\"`, or anywhere".to_owned(),
        ExerciseFlaw::Signal { name, known } => {
            format!("{name:?} is no signal here; expected {}", known.join(", "))
        }
        ExerciseFlaw::Cut => "cut is \"bytes\", \"{round}\" or a list of numbers".to_owned(),
        ExerciseFlaw::InFlood(key) => {
            format!("`{key}` has no meaning beside `meanwhile`: a flood goes as fast as it can")
        }
        ExerciseFlaw::Rule { name, flaw } => rule::flaw_of(name, flaw).message,
        ExerciseFlaw::NothingSent => {
            "it lacks what is sent: text, line, lines, frame, frames, hex or bytes".to_owned()
        }
        ExerciseFlaw::TwoPayloads => {
            "one of text, line, lines, frame, frames, hex and bytes is enough".to_owned()
        }
        ExerciseFlaw::Hex(word) => format!("{word:?} is no byte in hexadecimal, as in 0a"),
        ExerciseFlaw::Template(flaw) => template(flaw),
        ExerciseFlaw::NothingExpected => {
            "it lacks what is expected, such as line, end, hears, exit or stdout".to_owned()
        }
        ExerciseFlaw::TwoExpectations => "a step expects one thing; make two steps of it".to_owned(),
        ExerciseFlaw::Word(of) => word(*of).to_owned(),
        ExerciseFlaw::NoVerdict => "`is` is missing: the id of a diagnosis".to_owned(),
        ExerciseFlaw::NothingCame => {
            "it lacks what came: got, text, line, frame, hex, datagram, text-in-pieces or text-in-lines"
                .to_owned()
        }
        ExerciseFlaw::Came { word, known } => {
            format!("{word:?} is no word for what came; expected {}", known.join(", "))
        }
    }
}

/// The usual cause; `None` where what is wrong says it all.
pub(super) fn hint(flaw: &ExerciseFlaw) -> Option<String> {
    match flaw {
        ExerciseFlaw::Form(flaw) => toml_file::hint(flaw).map(str::to_owned),
        ExerciseFlaw::Rule { name, flaw } => rule::flaw_of(name, flaw).hint,
        _ => None,
    }
}

const fn word(of: WordOf) -> &'static str {
    match of {
        WordOf::Any => "any is \"line\"",
        WordOf::End => "end is \"fin\", \"reset\" or \"any\"",
        WordOf::After => "after is \"anything\"",
        WordOf::Exit => "exit is a number, \"failure\" or \"any\"",
        WordOf::Growth => "write growth as in \"16 MiB\"",
    }
}

fn template(flaw: &TemplateFlaw) -> String {
    match flaw {
        TemplateFlaw::HalfBrace(text) => {
            format!("a brace without its other half in {text:?}; write {{{{ or }}}} for the character")
        }
        TemplateFlaw::Function(name) => format!("unknown function {name:?}: expected len, chars or utf16"),
        TemplateFlaw::HalfCall(inside) => format!("{{{inside}}} lacks its )"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Exercise;

    #[test]
    fn a_mistake_in_an_exercise_is_told_with_the_way_to_write_it() {
        let head = "netlab_exercise = 1\nrole = \"server\"\ntransport = \"tcp\"\n";
        let check = |steps: &str, expected: &str| {
            let check = format!("[[check]]\nid = \"a\"\ntitle = \"t\"\nwhy = \"w\"\nsteps = [\n{steps}\n]\n");
            let error = Exercise::parse(&format!("{head}{check}")).expect_err("a mistake");
            assert_eq!(words_of(&error.flaw), expected);
        };
        check("{ id = \"x\", conect = \"anna\" }", "`conect` is not known here; did you mean `connect`?");
        check("{ id = \"x\", connect = 3 }", "`connect` must be a text, and is a TOML integer");
        check(
            "{ id = \"x\", send = \"a\", line = \"{b\" }",
            "a brace without its other half in \"{b\"; write {{ or }} for the character",
        );
        check("{ id = \"x\", expect = \"a\", end = \"rst\" }", "end is \"fin\", \"reset\" or \"any\"");
        check("{ id = \"x\", impair = \"a\", rules = { delay = \"3\" } }", "delay: \"3\" is no time");
        let error = Exercise::parse(&format!("{head}[[check]\n")).expect_err("a mistake");
        assert_eq!((error.line, words_of(&error.flaw).as_str()), (4, "from character 9 on this is not TOML"));
    }
}
