//! What is said of a file of TOML that is not understood.

use crate::catalogue::Lang;
use crate::toml_file::{Flaw, Form};

/// What is wrong, to stand behind the file and its line.
pub(super) fn words_of(lang: Lang, flaw: &Flaw) -> String {
    match flaw {
        Flaw::NoToml { column } => lang.pick(
            format!("from character {column} on this is not TOML"),
            format!("从第 {column} 个字符起不是 TOML"),
        ),
        Flaw::Unknown { word, near: Some(near), .. } => lang.pick(
            format!("`{word}` is not known here; did you mean `{near}`?"),
            format!("这里没有 `{word}`；是否要写 `{near}`？"),
        ),
        Flaw::Unknown { word, known, .. } if known.is_empty() => lang.pick(
            format!("`{word}` is not known here; lessons/AUTHORING.md lists what is"),
            format!("这里没有 `{word}`；lessons/AUTHORING.md 列出可以写什么"),
        ),
        Flaw::Unknown { word, known, .. } => lang.pick(
            format!("`{word}` is not known here; expected {}", known.join(", ")),
            format!("这里没有 `{word}`；应为 {}", known.join("、")),
        ),
        Flaw::Missing(key) => lang.pick(format!("`{key}` is missing"), format!("缺少 `{key}`")),
        Flaw::EmptyList(key) => lang.pick(format!("`{key}` is an empty list"), format!("`{key}` 是空列表")),
        Flaw::Zero(key) => lang.pick(format!("`{key}` must be 1 or more"), format!("`{key}` 必须至少为 1")),
        Flaw::Wrong { key, wanted, found } => wrong(lang, (key, found), *wanted),
    }
}

/// The usual cause; `None` where what is wrong says it all.
pub(super) fn hint(lang: Lang, flaw: &Flaw) -> Option<&'static str> {
    match flaw {
        Flaw::NoToml { .. } => Some(lang.pick(
            "texts stand in quotes, brackets come in pairs, and a key stands once in its table",
            "文本写在引号里，括号成对，同一个键在一个表里只出现一次",
        )),
        _ => None,
    }
}

/// `found` is TOML's own name, such as integer or table.
fn wrong(lang: Lang, (key, found): (&str, &str), wanted: Form) -> String {
    let is_inside = matches!(wanted, Form::TextsOrFlags | Form::TableOfNumbers);
    let (english, chinese) = match wanted {
        Form::Text => ("a text", "文本"),
        Form::Texts => ("a list of texts", "文本的列表"),
        Form::Flag => ("true or false", "true 或 false"),
        Form::Number => ("a whole number, not negative,", "非负整数"),
        Form::Numbers => ("a list of whole numbers", "整数的列表"),
        Form::Seconds => ("a number of seconds", "秒数"),
        Form::Table => ("a table", "表"),
        Form::Tables => ("a list of tables", "表的列表"),
        Form::TextsOrFlags => ("a text, or true or false,", "文本，或者 true 或 false"),
        Form::TableOfNumbers => ("a whole number", "整数"),
    };
    let comma = if english.ends_with(',') { "" } else { "," };
    match (lang, is_inside) {
        (Lang::English, false) => format!("`{key}` must be {english}{comma} and is a TOML {found}"),
        (Lang::English, true) => {
            format!("what stands in `{key}` must be {english}{comma} and is a TOML {found}")
        }
        (Lang::Chinese, false) => format!("`{key}` 应为{}；现在是 TOML 的 {found}", spaced(chinese)),
        (Lang::Chinese, true) => format!("`{key}` 里的值应为{}；现在是 TOML 的 {found}", spaced(chinese)),
    }
}

/// With a blank before it, where it does not begin with Chinese.
fn spaced(text: &str) -> String {
    if text.starts_with(|char: char| char.is_ascii()) { format!(" {text}") } else { text.to_owned() }
}
