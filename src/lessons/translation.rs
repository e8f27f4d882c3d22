//! A lesson's texts in Chinese.
//!
//! The one idea: another language lies over the English lesson and replaces its texts one by one. What it does not
//! have is read in English, so that a teacher may write in one language alone.
//!
//! See it run: `netlab --lang zh-CN lesson 2`.

use crate::lessons::about::AboutTexts;

/// What a lesson says in Chinese; each is `None` where it does not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Translation {
    pub(super) about: Option<AboutTexts>,
    /// The text of `README.zh-CN.md`.
    pub(super) text: Option<String>,
    /// The text of `exercise.zh-CN.toml`.
    pub(super) exercise: Option<String>,
}

/// A text without the comments that keep what of it was translated when.
pub(super) fn without_seen(text: &str) -> String {
    let is_seen = |line: &str| line.starts_with("<!-- seen ") && line.ends_with(" -->");
    let kept: Vec<&str> = text.lines().filter(|line| !is_seen(line)).collect();
    kept.join("\n") + "\n"
}
