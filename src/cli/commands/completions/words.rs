//! Where a shell's completions go, in words.

use crate::catalogue::Lang;

/// What is said before the line, which is there to be copied.
pub(super) fn put_into(lang: Lang, shell: &str, file: &str) -> String {
    lang.pick(
        format!("To let {shell} complete netlab's commands, lessons and words, put this line into {file}:"),
        format!("要让 {shell} 补全 netlab 的命令、课程和词，把这一行写入 {file}："),
    )
}

/// What zsh needs besides.
pub(super) fn behind_compinit(lang: Lang) -> &'static str {
    lang.pick(
        "It stands behind compinit; where there is none yet: autoload -U compinit; compinit",
        "这一行写在 compinit 之后；如果还没有 compinit： autoload -U compinit; compinit",
    )
}

/// What is said behind the line, with the command for another shell.
pub(super) fn holds_at_once(lang: Lang, other: &str) -> String {
    lang.pick(
        format!("Typed in a shell, it holds there at once. Another shell: {other}"),
        format!("在 shell 里输入这一行，就立即生效。其他 shell： {other}"),
    )
}
