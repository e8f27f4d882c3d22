//! A lesson's texts in Chinese.
//!
//! The one idea: another language lies over the English lesson and replaces its texts one by one. What it does not
//! have is read in English, so that a teacher may write in one language alone.
//!
//! See it run: `netlab --lang zh-CN lesson 2`.

use crate::lang::Lang;
use crate::lessons::loader::{About, Lesson, Lessons};
use crate::lessons::predict::Predict;
use crate::terminal::{escaped, safe_lines};
use crate::toml_file::{Mistake, TableReader};

/// What a lesson says in Chinese; each is `None` where it does not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Translation {
    pub(super) about: Option<AboutTexts>,
    /// The text of `README.zh-CN.md`.
    pub(super) text: Option<String>,
    /// The text of `exercise.zh-CN.toml`.
    pub(super) exercise: Option<String>,
}

/// The texts of `lesson.toml` in its table `[zh-CN]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct AboutTexts {
    title: String,
    summary: String,
    teaches: Vec<String>,
    /// What is said to each answer; empty where the lesson asks nothing.
    pub(super) replies: Vec<String>,
}

impl AboutTexts {
    pub(super) fn read(table: &mut TableReader<'_>) -> Result<AboutTexts, Mistake> {
        let safe = |text: &str| escaped(text.as_bytes());
        let title = safe(table.needed("title")?);
        let summary = safe(table.needed("summary")?);
        let teaches = table.list("teaches")?.ok_or_else(|| table.missing("teaches"))?;
        let replies = match table.table("predict")? {
            Some(mut predict) => {
                let replies = predict.list("replies")?.ok_or_else(|| predict.missing("replies"))?;
                predict.end()?;
                replies.into_iter().map(safe_lines).collect()
            }
            None => Vec::new(),
        };
        table.end()?;
        Ok(AboutTexts { title, summary, teaches: teaches.into_iter().map(safe).collect(), replies })
    }

    /// The same facts with these texts.
    fn over(self, about: &About) -> About {
        let predict = about.predict.as_ref().map(|predict| {
            let is_fitting = self.replies.len() == predict.replies.len();
            let replies = if is_fitting { self.replies } else { predict.replies.clone() };
            Predict { replies, ..predict.clone() }
        });
        About { title: self.title, summary: self.summary, teaches: self.teaches, predict, ..about.clone() }
    }
}

impl Lessons {
    /// The same lessons in this language, as far as they have it.
    #[must_use]
    pub fn in_lang(self, lang: Lang) -> Lessons {
        match lang {
            Lang::English => self,
            Lang::Chinese => Lessons { all: self.all.into_iter().map(Lesson::in_chinese).collect() },
        }
    }
}

impl Lesson {
    fn in_chinese(mut self) -> Lesson {
        let Translation { about, text, exercise } = std::mem::take(&mut self.translation);
        if let Some(texts) = about {
            self.about = texts.over(&self.about);
        }
        self.text = text.or(self.text);
        self.exercise_texts = exercise;
        self
    }
}

/// A text without the comments that keep what of it was translated when.
pub(super) fn without_seen(text: &str) -> String {
    let is_seen = |line: &str| line.starts_with("<!-- seen ") && line.ends_with(" -->");
    let kept: Vec<&str> = text.lines().filter(|line| !is_seen(line)).collect();
    kept.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    const ABOUT: &str = "title = 'One'\nsummary = 's'\nteaches = ['t']\nminutes = 5\n";
    const CHINESE: &str = "[zh-CN]\ntitle = '一'\nsummary = '概要'\nteaches = ['会']\n";

    fn lesson(files: &[(&str, &str)]) -> Lesson {
        let files: BTreeMap<String, String> =
            files.iter().map(|(path, text)| (format!("01-a/{path}"), (*text).to_owned())).collect();
        let lessons = Lessons::from_files(&files, None).expect("whole").in_lang(Lang::Chinese);
        lessons.all()[0].clone()
    }

    #[test]
    fn what_is_not_there_in_chinese_is_read_in_english() {
        let english = lesson(&[("lesson.toml", ABOUT), ("README.md", "# One\n")]);
        assert_eq!((english.about.title.as_str(), english.text.as_deref()), ("One", Some("# One\n")));
        let both = format!("{ABOUT}{CHINESE}");
        let chinese = lesson(&[
            ("lesson.toml", &both),
            ("README.md", "# One\n"),
            ("README.zh-CN.md", "# 一\n<!-- seen 00000000 11111111 -->\n\n好。\n"),
            ("exercise.zh-CN.toml", "[check.a]\n"),
        ]);
        assert_eq!(chinese.about.title, "一");
        assert_eq!(chinese.text.as_deref(), Some("# 一\n\n好。\n"));
        assert_eq!(chinese.exercise_texts.as_deref(), Some("[check.a]\n"));
    }
}
