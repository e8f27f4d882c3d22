//! Where a shell's completions go, in words.

/// What is said before the line, which is there to be copied.
pub(super) fn put_into(shell: &str, file: &str) -> String {
    format!("To let {shell} complete netlab's commands, lessons and words, put this line into {file}:")
}

/// What zsh needs besides.
pub(super) const fn behind_compinit() -> &'static str {
    "It stands behind compinit; where there is none yet: autoload -U compinit; compinit"
}

/// What is said behind the line, with the command for another shell.
pub(super) fn holds_at_once(other: &str) -> String {
    format!("Typed in a shell, it holds there at once. Another shell: {other}")
}
