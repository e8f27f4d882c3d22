//! What is said of a command line that cannot be read.
//!
//! The one idea: the word stands in the message, and what can be typed instead in the hint.

use crate::catalogue::Lang;
use crate::cli::desk::failure::facts::{UsageFailure, Way, WhyNoValue, Wrong};
use crate::cli::desk::failure::words::form::Words;
use crate::cli::desk::failure::words::{address, value};

pub(super) fn words_of(lang: Lang, UsageFailure { wrong, way }: &UsageFailure) -> Words {
    let message = match wrong {
        Wrong::NoValue { argument, value, why } => {
            return no_value(lang, (argument, value), why.as_ref(), way);
        }
        Wrong::Unexpected { word } => unexpected(lang, word),
        Wrong::NoSuchCommand { word } => no_such_command(lang, word),
        Wrong::NoCommand => no_command(lang),
        Wrong::Missing { arguments } => missing(lang, arguments),
        Wrong::Together { one, others } => together(lang, one, others),
        Wrong::Twice { argument } => twice(lang, argument),
        Wrong::NoValueGiven { argument } => no_value_given(lang, argument),
        Wrong::ValueTooMany { argument, value } => value_too_many(lang, argument, value),
        Wrong::NotUtf8 { word } => not_utf_8(lang, word),
        Wrong::Other { said } => said.clone(),
    };
    Words::new(message, on(lang, way))
}

fn unexpected(lang: Lang, word: &str) -> String {
    lang.pick(format!("unexpected argument '{word}'"), format!("多余的参数 '{word}'"))
}

pub(super) fn no_such_command(lang: Lang, word: &str) -> String {
    lang.pick(format!("there is no command '{word}'"), format!("没有命令 '{word}'"))
}

fn no_command(lang: Lang) -> String {
    lang.pick("a command is missing", "缺少命令").to_owned()
}

fn missing(lang: Lang, arguments: &[Vec<String>]) -> String {
    let each: Vec<String> = arguments.iter().map(|alternatives| either(lang, alternatives)).collect();
    match (lang, each.as_slice()) {
        (Lang::English, [one]) => format!("{one} is missing"),
        (Lang::English, several) => format!("{} are missing", several.join(", ")),
        (Lang::Chinese, all) => format!("缺少 {}", all.join("、")),
    }
}

fn together(lang: Lang, one: &str, others: &[String]) -> String {
    match (lang, others) {
        (Lang::English, []) => format!("'{one}' cannot be used with the rest"),
        (Lang::English, others) => format!("'{one}' cannot be used with '{}'", others.join("', '")),
        (Lang::Chinese, []) => format!("'{one}' 不能与其余参数一起使用"),
        (Lang::Chinese, others) => format!("'{one}' 不能与 '{}' 一起使用", others.join("'、'")),
    }
}

fn twice(lang: Lang, argument: &str) -> String {
    lang.pick(format!("'{argument}' is given more than once"), format!("'{argument}' 给出了不止一次"))
}

fn no_value_given(lang: Lang, argument: &str) -> String {
    lang.pick(format!("'{argument}' is given without a value"), format!("'{argument}' 没有给出值"))
}

fn value_too_many(lang: Lang, argument: &str, value: &str) -> String {
    lang.pick(format!("'{argument}' takes no value '{value}'"), format!("'{argument}' 不接受值 '{value}'"))
}

fn not_utf_8(lang: Lang, word: &str) -> String {
    lang.pick(
        format!("{word} is not UTF-8, as an address, a number or a name must be"),
        format!("{word} 不是 UTF-8，而地址、数字和名字必须是 UTF-8"),
    )
}

/// A value that is none. Where its own words have no hint, the way on is one.
fn no_value(lang: Lang, (argument, typed): (&str, &str), why: Option<&WhyNoValue>, way: &Way) -> Words {
    let why = why.map(|why| match why {
        WhyNoValue::Address(error) => address::words_of(lang, error),
        WhyNoValue::Rule(error) => value::of_rule(lang, error),
        WhyNoValue::Other(why) => value::of_option(lang, why),
    });
    let message = match (lang, &why) {
        (Lang::English, Some(Words { message, .. })) => {
            format!("invalid value '{typed}' for '{argument}': {message}")
        }
        (Lang::English, None) => format!("invalid value '{typed}' for '{argument}'"),
        (Lang::Chinese, Some(Words { message, .. })) => {
            format!("'{argument}' 的值 '{typed}' 无效：{message}")
        }
        (Lang::Chinese, None) => format!("'{argument}' 的值 '{typed}' 无效"),
    };
    let own = why.and_then(|why| why.hint).filter(|_| !matches!(way, Way::Plain { .. }));
    Words::new(message, own.unwrap_or_else(|| on(lang, way)))
}

/// The way on, as a hint.
pub(super) fn on(lang: Lang, way: &Way) -> String {
    match way {
        Way::Plain { typed, meant } => lang.pick(
            format!("{typed} has full-width signs or long dashes; type {meant} instead"),
            format!("{typed} 含有全角符号或长破折号；改为输入 {meant}"),
        ),
        Way::Near(names) => {
            let names = either(lang, names);
            lang.pick(format!("did you mean {names}?"), format!("是否要写 {names}？"))
        }
        Way::AsValue { word } => lang.pick(
            format!("as a value it stands behind two dashes: -- {word}"),
            format!("如果它是一个值，写在两个连字符之后： -- {word}"),
        ),
        Way::Values(values) => {
            lang.pick(format!("it can be: {}", values.join(", ")), format!("可以是：{}", values.join("、")))
        }
        Way::Help(command) => lang
            .pick(format!("what can be typed: {command} --help"), format!("可以输入什么： {command} --help")),
    }
}

/// `one, two or three`.
fn either(lang: Lang, names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [firsts @ .., last] => {
            lang.pick(format!("{} or {last}", firsts.join(", ")), format!("{} 或 {last}", firsts.join("、")))
        }
    }
}
