//! What is said of an exercise that is not understood.
//!
//! The one idea: its reader is a teacher who has just written it; so the way to write it right is part of the message.

use crate::catalogue::Lang;
use crate::check::{ExerciseFlaw, TemplateFlaw, WordOf};
use crate::cli::desk::failure::words::{rule, toml_file};

/// What is wrong, to stand behind the file and its line.
pub(super) fn words_of(lang: Lang, flaw: &ExerciseFlaw) -> String {
    match flaw {
        ExerciseFlaw::Form(flaw) => toml_file::words_of(lang, flaw),
        ExerciseFlaw::Version(Some(other)) => lang.pick(
            format!("version {other} is not known; this netlab reads 1"),
            format!("不认识版本 {other}；这个 netlab 读取版本 1"),
        ),
        ExerciseFlaw::Role(role) => lang.pick(
            format!("{role:?} is no role; expected server or client"),
            format!("{role:?} 不是角色；应为 server 或 client"),
        ),
        ExerciseFlaw::Transport(name) => lang.pick(
            format!("{name:?} is no transport; expected tcp or udp"),
            format!("{name:?} 不是传输协议；应为 tcp 或 udp"),
        ),
        ExerciseFlaw::CheckTwice(id) => {
            lang.pick(format!("there are two checks {id:?}"), format!("有两项检查 {id:?}"))
        }
        ExerciseFlaw::StepTwice { check, step } => lang.pick(
            format!("check {check:?}: two steps have the id {step:?}"),
            format!("检查 {check:?}：两个步骤的 id 都是 {step:?}"),
        ),
        ExerciseFlaw::NoValue { check, step, name } => lang.pick(
            format!("check {check:?}: step {step:?}: {{{name}}} has no value; give it one under [given]"),
            format!("检查 {check:?}：步骤 {step:?}：{{{name}}} 没有值；在 [given] 下写一个"),
        ),
        ExerciseFlaw::NoValueInEnvironment { variable, name } => lang.pick(
            format!("[environment]: {variable}: {{{name}}} has no value; give it one under [given]"),
            format!("[environment]：{variable}：{{{name}}} 没有值；在 [given] 下写一个"),
        ),
        ExerciseFlaw::NoDiagnosis { check, step, id } => no_diagnosis(lang, check, step, id),
        ExerciseFlaw::NoDeed(deeds) => no_deed(lang, deeds),
        ExerciseFlaw::TwoDeeds(first, second) => two_deeds(lang, first, second),
        ExerciseFlaw::Signal { name, known } => lang.pick(
            format!("{name:?} is no signal here; expected {}", known.join(", ")),
            format!("这里没有信号 {name:?}；应为 {}", known.join("、")),
        ),
        ExerciseFlaw::InFlood(key) => in_flood(lang, key),
        ExerciseFlaw::Rule { name, flaw } => rule::flaw_of(lang, name, flaw).message,
        ExerciseFlaw::Hex(word) => no_hex(lang, word),
        ExerciseFlaw::Template(flaw) => template(lang, flaw),
        ExerciseFlaw::Came { word, known } => lang.pick(
            format!("{word:?} is no word for what came; expected {}", known.join(", ")),
            format!("{word:?} 不能表示收到的内容；应为 {}", known.join("、")),
        ),
        ExerciseFlaw::Version(None)
        | ExerciseFlaw::NoCheck
        | ExerciseFlaw::Given
        | ExerciseFlaw::OpenedAt
        | ExerciseFlaw::Cut
        | ExerciseFlaw::NothingSent
        | ExerciseFlaw::TwoPayloads
        | ExerciseFlaw::NothingExpected
        | ExerciseFlaw::TwoExpectations
        | ExerciseFlaw::NoVerdict
        | ExerciseFlaw::NothingCame
        | ExerciseFlaw::Word(_) => plain(lang, flaw).to_owned(),
    }
}

fn no_diagnosis(lang: Lang, check: &str, step: &str, id: &str) -> String {
    lang.pick(
        format!("check {check:?}: step {step:?}: there is no [[diagnosis]] {id:?}"),
        format!("检查 {check:?}：步骤 {step:?}：没有 [[diagnosis]] {id:?}"),
    )
}

/// What is wrong where nothing has to be named.
fn plain(lang: Lang, flaw: &ExerciseFlaw) -> &'static str {
    match flaw {
        ExerciseFlaw::Version(None) => lang.pick(
            "`netlab_exercise` is missing; write netlab_exercise = 1",
            "缺少 `netlab_exercise`；写 netlab_exercise = 1",
        ),
        ExerciseFlaw::NoCheck => {
            lang.pick("an exercise has at least one [[check]]", "一个练习至少有一个 [[check]]")
        }
        ExerciseFlaw::Given => lang.pick(
            "a value has either `letters` (how many) or `text`",
            "一个值有 `letters`（多少个字母）或 `text`，二者之一",
        ),
        ExerciseFlaw::OpenedAt => lang.pick(
            "a socket is opened `at = \"port\"`, or anywhere",
            "套接字打开在 `at = \"port\"`，或者任何地方",
        ),
        ExerciseFlaw::Cut => lang.pick(
            "cut is \"bytes\", \"{round}\" or a list of numbers",
            "cut 是 \"bytes\"、\"{round}\" 或数字的列表",
        ),
        ExerciseFlaw::NothingSent => lang.pick(
            "it lacks what is sent: text, line, lines, frame, frames, hex or bytes",
            "缺少要发送的内容：text、line、lines、frame、frames、hex 或 bytes",
        ),
        ExerciseFlaw::TwoPayloads => lang.pick(
            "one of text, line, lines, frame, frames, hex and bytes is enough",
            "text、line、lines、frame、frames、hex 和 bytes 写一个就够",
        ),
        ExerciseFlaw::NothingExpected => lang.pick(
            "it lacks what is expected, such as line, end, hears, exit or stdout",
            "缺少期望的内容，如 line、end、hears、exit 或 stdout",
        ),
        ExerciseFlaw::TwoExpectations => {
            lang.pick("a step expects one thing; make two steps of it", "一个步骤期望一件事；写成两个步骤")
        }
        ExerciseFlaw::NoVerdict => {
            lang.pick("`is` is missing: the id of a diagnosis", "缺少 `is`，也就是一个诊断的 id")
        }
        ExerciseFlaw::Word(of) => word(lang, *of),
        _ => lang.pick(
            "it lacks what came: got, text, line, frame, hex, datagram, text-in-pieces or text-in-lines",
            "缺少收到的内容：got、text、line、frame、hex、datagram、text-in-pieces 或 text-in-lines",
        ),
    }
}

/// The usual cause; `None` where what is wrong says it all.
pub(super) fn hint(lang: Lang, flaw: &ExerciseFlaw) -> Option<String> {
    match flaw {
        ExerciseFlaw::Form(flaw) => toml_file::hint(lang, flaw).map(str::to_owned),
        ExerciseFlaw::Rule { name, flaw } => rule::flaw_of(lang, name, flaw).hint,
        _ => None,
    }
}

fn word(lang: Lang, of: WordOf) -> &'static str {
    match of {
        WordOf::Any => lang.pick("any is \"line\"", "any 是 \"line\""),
        WordOf::End => {
            lang.pick("end is \"fin\", \"reset\" or \"any\"", "end 是 \"fin\"、\"reset\" 或 \"any\"")
        }
        WordOf::After => lang.pick("after is \"anything\"", "after 是 \"anything\""),
        WordOf::Exit => {
            lang.pick("exit is a number, \"failure\" or \"any\"", "exit 是数字、\"failure\" 或 \"any\"")
        }
        WordOf::Growth => lang.pick("write growth as in \"16 MiB\"", "growth 的写法如 \"16 MiB\""),
    }
}

fn template(lang: Lang, flaw: &TemplateFlaw) -> String {
    match flaw {
        TemplateFlaw::HalfBrace(text) => lang.pick(
            format!("a brace without its other half in {text:?}; write {{{{ or }}}} for the character"),
            format!("{text:?} 里有不成对的花括号；这个字符本身写成 {{{{ 或 }}}}"),
        ),
        TemplateFlaw::Function(name) => lang.pick(
            format!("unknown function {name:?}: expected len, chars or utf16"),
            format!("不认识函数 {name:?}：应为 len、chars 或 utf16"),
        ),
        TemplateFlaw::HalfCall(inside) => {
            lang.pick(format!("{{{inside}}} lacks its )"), format!("{{{inside}}} 缺少它的 )"))
        }
    }
}

fn no_deed(lang: Lang, deeds: &[&str]) -> String {
    lang.pick(
        format!("a step needs a deed: one of {}", deeds.join(", ")),
        format!("步骤需要一个动作，是其中之一：{}", deeds.join("、")),
    )
}

fn two_deeds(lang: Lang, first: &str, second: &str) -> String {
    lang.pick(
        format!("a step has one deed, and here are two deeds: `{first}` and `{second}`"),
        format!("一个步骤有一个动作，而这里有两个：`{first}` 和 `{second}`"),
    )
}

fn in_flood(lang: Lang, key: &str) -> String {
    lang.pick(
        format!("`{key}` has no meaning beside `meanwhile`: a flood goes as fast as it can"),
        format!("`{key}` 与 `meanwhile` 一起没有意义：大量发送总是尽可能快"),
    )
}

fn no_hex(lang: Lang, word: &str) -> String {
    lang.pick(
        format!("{word:?} is no byte in hexadecimal, as in 0a"),
        format!("{word:?} 不是十六进制的字节；写法如 0a"),
    )
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
            assert_eq!(words_of(Lang::English, &error.flaw), expected);
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
        assert_eq!(
            (error.line, words_of(Lang::English, &error.flaw).as_str()),
            (4, "from character 9 on this is not TOML")
        );
    }
}
