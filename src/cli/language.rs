//! In which language a command speaks.
//!
//! The one idea: it is known before anything else of the command line is understood, as help and what was not
//! understood are said in it too.
//!
//! See it run: `netlab --lang zh-CN help`.

use std::ffi::OsString;

use crate::lang::{Choice, Instead};
use crate::terminal::{Charset, escaped};

/// The option's choice, or else that of the environment. What is no language is refused where options are read.
pub(super) fn chosen(arguments: &[OsString]) -> Choice {
    match option(arguments, "--lang") {
        Some(value) => Choice::of_locale(value),
        None => Choice::of(|name| std::env::var(name).ok()),
    }
}

/// Said once, in English, which is what is written.
pub(super) fn why_english(instead: &Instead) -> String {
    let named = |locale: &str| escaped(locale.as_bytes());
    match instead {
        Instead::OtherChinese(locale) => format!(
            "note: {} has other terms than netlab's Chinese, which is simplified: NETLAB_LANG=zh-CN \
             chooses it, NETLAB_LANG=en leaves this note out",
            named(locale)
        ),
        Instead::OtherCharset(locale) => format!(
            "note: netlab writes UTF-8, and {} is another charset: NETLAB_LANG=zh-CN writes Chinese all \
             the same, NETLAB_LANG=en leaves this note out",
            named(locale)
        ),
    }
}

/// With which signs help is shown.
pub(super) fn charset(arguments: &[OsString]) -> Charset {
    if option(arguments, "--charset") == Some("ascii") { Charset::Ascii } else { Charset::Unicode }
}

/// The value of an option, before a learner's own command begins.
fn option<'a>(arguments: &'a [OsString], name: &str) -> Option<&'a str> {
    let ours: Vec<&str> =
        arguments.iter().take_while(|word| *word != "--").filter_map(|word| word.to_str()).collect();
    let pair = ours.windows(2).rev().find(|pair| pair[0] == name).map(|pair| pair[1]);
    ours.iter().rev().find_map(|word| word.strip_prefix(name)?.strip_prefix('=')).or(pair)
}
