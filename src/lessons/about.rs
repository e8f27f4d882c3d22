//! What `lesson.toml` says of a lesson, and what it says in Chinese.
//!
//! The one idea: the Chinese table has texts and nothing else, so that a number stands in one place.
//!
//! See it run: `netlab lesson list`, and with `--lang zh-CN`.

use crate::lessons::predict::Predict;
use crate::terminal::{escaped, safe_lines};
use crate::toml_file::{Mistake, TableReader};

/// What `lesson.toml` says of a lesson.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// The title, in one line.
    pub title: String,
    /// What it is about, in one sentence.
    pub summary: String,
    /// What a reader can do or explain afterwards.
    pub teaches: Vec<String>,
    /// How long it takes, in minutes.
    pub minutes: u32,
    /// What is said to the answers of its question; `None` where it asks none.
    pub predict: Option<Predict>,
}

impl About {
    /// Reads it, as it may be shown: a lesson may be anybody's, and would command the terminal.
    fn read(table: &mut TableReader<'_>) -> Result<About, Mistake> {
        let safe = |text: &str| escaped(text.as_bytes());
        let about = About {
            title: safe(table.needed("title")?),
            summary: safe(table.needed("summary")?),
            teaches: table
                .list("teaches")?
                .ok_or_else(|| table.missing("teaches"))?
                .into_iter()
                .map(safe)
                .collect(),
            minutes: table.number("minutes")?.ok_or_else(|| table.missing("minutes"))?,
            predict: table.table("predict")?.map(|mut table| Predict::read(&mut table)).transpose()?,
        };
        Ok(about)
    }
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
    fn read(table: &mut TableReader<'_>) -> Result<AboutTexts, Mistake> {
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
    pub(super) fn over(self, about: &About) -> About {
        let predict = about.predict.as_ref().map(|predict| {
            let is_fitting = self.replies.len() == predict.replies.len();
            let replies = if is_fitting { self.replies } else { predict.replies.clone() };
            Predict { replies, ..predict.clone() }
        });
        About { title: self.title, summary: self.summary, teaches: self.teaches, predict, ..about.clone() }
    }
}

/// What `lesson.toml` says, and what it says in Chinese.
pub(super) fn about_and_texts(table: &mut TableReader<'_>) -> Result<(About, Option<AboutTexts>), Mistake> {
    let about = About::read(table)?;
    let texts = table.table("zh-CN")?.map(|mut table| AboutTexts::read(&mut table)).transpose()?;
    table.end()?;
    Ok((about, texts))
}
