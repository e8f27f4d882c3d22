//! A lesson, and all of them, from their files.
//!
//! The one idea: what is read may be anybody's folder. So each file that is missing or is not understood is named,
//! and nothing of a text reaches a terminal as a command.
//!
//! See it run: `netlab lesson list --lessons DIR`.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use rust_embed::Embed;

use crate::lang::Lang;
use crate::lessons::about::{About, about_and_texts};
use crate::lessons::predict::{Predict, question};
use crate::lessons::step::{Step, steps};
use crate::lessons::translation::{Translation, without_seen};
use crate::terminal::safe_lines;
use crate::toml_file::{self, Mistake};

/// One lesson.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lesson {
    /// Its number, from 1.
    pub number: u32,
    /// Its short name, as in `greeting-server`.
    pub slug: String,
    /// What `lesson.toml` says of it.
    pub about: About,
    /// The text, in Markdown; `None` where only the exercise is there.
    pub text: Option<String>,
    /// The text of `exercise.toml`; `None` where there is no exercise.
    pub exercise: Option<String>,
    /// What a learner begins from, and what passes: files by their path in the lesson's folder, as in
    /// `starter/python/main.py`.
    pub programs: BTreeMap<String, String>,
    /// The exercise's texts in another language than English, by their ids; `None` where there are none.
    pub exercise_texts: Option<String>,
    translation: Translation,
}

impl Lesson {
    /// The steps in which its text is read; there is at least one.
    #[must_use]
    pub fn steps(&self) -> Vec<Step> {
        steps(self.text.as_deref().unwrap_or_default())
    }

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

/// Why a folder holds no lessons. Its `Display` is for whoever develops netlab.
#[derive(Debug, thiserror::Error)]
#[error("{self:?}")]
pub enum LessonError {
    /// A file or folder could not be read.
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What happened.
        source: io::Error,
    },
    /// A file is missing from a lesson's folder.
    Missing {
        /// The lesson's folder.
        folder: String,
        /// The file.
        file: &'static str,
    },
    /// `lesson.toml` is not as it should be.
    About {
        /// The lesson's folder.
        folder: String,
        /// What is wrong, and in which line.
        mistake: Mistake,
    },
    /// The answers of the question are others in `lesson.toml` than in the text.
    Predict {
        /// The lesson's folder.
        folder: String,
        /// What `lesson.toml` says to them.
        predict: Predict,
        /// How many the text counts.
        n_answers: usize,
    },
    /// No folder there is named like a lesson.
    None {
        /// The folder; `None` for the lessons that are built in.
        dir: Option<PathBuf>,
    },
}

/// The lessons that are built into the program, their wrong programs among them: to pick files would need crates
/// that take longer to build than these few kilobytes are worth.
#[derive(Embed)]
#[folder = "lessons/"]
struct Embedded;

/// All lessons, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lessons {
    all: Vec<Lesson>,
}

impl Lessons {
    /// The lessons that are built into the program.
    ///
    /// # Errors
    /// [`LessonError`] where one of them is broken; a test reads them all.
    pub fn embedded() -> Result<Lessons, LessonError> {
        let mut files = BTreeMap::new();
        for path in Embedded::iter().filter(|path| !path.contains("/wrong/")) {
            if let Some(file) = Embedded::get(&path) {
                files.insert(path.into_owned(), String::from_utf8_lossy(&file.data).into_owned());
            }
        }
        Self::from_files(&files, None)
    }

    /// The lessons in a directory.
    ///
    /// # Errors
    /// [`LessonError`], naming the file.
    pub fn from_dir(dir: &Path) -> Result<Lessons, LessonError> {
        let mut files = BTreeMap::new();
        for folder in entries(dir)? {
            let programs = PROGRAMS.iter().flat_map(|kind| files_in(dir, &format!("{folder}/{kind}")));
            let named = NAMED.map(|file| format!("{folder}/{file}"));
            for file in named.into_iter().chain(programs) {
                let path = dir.join(&file);
                if path.is_file() {
                    let text = std::fs::read_to_string(&path).map_err(|source| unreadable(&path, source))?;
                    files.insert(file, text);
                }
            }
        }
        Self::from_files(&files, Some(dir))
    }

    /// The same lessons in this language, as far as they have it.
    #[must_use]
    pub fn in_lang(self, lang: Lang) -> Lessons {
        match lang {
            Lang::English => self,
            Lang::Chinese => Lessons { all: self.all.into_iter().map(Lesson::in_chinese).collect() },
        }
    }

    /// The lesson with this number or slug.
    #[must_use]
    pub fn find(&self, word: &str) -> Option<&Lesson> {
        let number = word.parse::<u32>().ok();
        self.all.iter().find(|lesson| lesson.slug == word || Some(lesson.number) == number)
    }

    /// All lessons, in their order; there is at least one.
    #[must_use]
    pub fn all(&self) -> &[Lesson] {
        &self.all
    }

    /// The lessons that can be read, in their order.
    pub fn readable(&self) -> impl Iterator<Item = &Lesson> {
        self.all.iter().filter(|lesson| lesson.text.is_some())
    }

    /// The lessons that have an exercise, in their order.
    pub fn exercises(&self) -> impl Iterator<Item = &Lesson> {
        self.all.iter().filter(|lesson| lesson.exercise.is_some())
    }

    fn from_files(files: &BTreeMap<String, String>, dir: Option<&Path>) -> Result<Lessons, LessonError> {
        let mut folders: Vec<&str> =
            files.keys().filter_map(|path| path.split_once('/')).map(|(dir, _)| dir).collect();
        folders.dedup();
        let mut all = Vec::new();
        for folder in folders {
            let Some((number, slug)) = name_of(folder) else { continue };
            let file = |file: &'static str| {
                let missing = || LessonError::Missing { folder: folder.to_owned(), file };
                files.get(&format!("{folder}/{file}")).ok_or_else(missing)
            };
            let mistaken = |mistake| LessonError::About { folder: folder.to_owned(), mistake };
            let (about, texts) = toml_file::read(file("lesson.toml")?, about_and_texts).map_err(mistaken)?;
            let named = |name: &str| files.get(&format!("{folder}/{name}"));
            let text = named("README.md").map(|text| safe_lines(text));
            let exercise = named("exercise.toml").cloned();
            let translation = Translation {
                about: texts,
                text: named("README.zh-CN.md").map(|text| safe_lines(&without_seen(text))),
                exercise: named("exercise.zh-CN.toml").cloned(),
            };
            if let (Some(text), Some(predict)) = (&text, &about.predict) {
                let n_answers = question(&steps(text)).map_or(0, |question| question.answers.len());
                if !predict.fits(n_answers) {
                    let (folder, predict) = (folder.to_owned(), predict.clone());
                    return Err(LessonError::Predict { folder, predict, n_answers });
                }
            }
            if text.is_none() && exercise.is_none() {
                return Err(LessonError::Missing { folder: folder.to_owned(), file: "README.md" });
            }
            let programs = files.iter().filter_map(|(path, text)| {
                Some((path.strip_prefix(folder)?.strip_prefix('/')?.to_owned(), text.clone()))
            });
            let programs =
                programs.filter(|(path, _)| PROGRAMS.iter().any(|kind| path.starts_with(kind))).collect();
            let (slug, exercise_texts) = (slug.to_owned(), None);
            all.push(Lesson { number, slug, about, text, exercise, programs, exercise_texts, translation });
        }
        if all.is_empty() {
            return Err(LessonError::None { dir: dir.map(Path::to_owned) });
        }
        all.sort_by_key(|lesson| lesson.number);
        Ok(Lessons { all })
    }
}

/// The files of a lesson beside its programs.
const NAMED: [&str; 5] =
    ["lesson.toml", "README.md", "exercise.toml", "README.zh-CN.md", "exercise.zh-CN.toml"];

/// The folders of programs that a learner may be given.
const PROGRAMS: [&str; 2] = ["starter", "solution"];

/// The files in a folder and the folders below it, by their path from `dir`; none where it is not there.
fn files_in(dir: &Path, folder: &str) -> Vec<String> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(dir.join(folder)).into_iter().flatten().flatten() {
        let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            files.extend(files_in(dir, &path));
        } else {
            files.push(path);
        }
    }
    files
}

/// Splits `02-greeting-server` into its number and slug.
fn name_of(folder: &str) -> Option<(u32, &str)> {
    let (number, slug) = folder.split_once('-')?;
    Some((number.parse().ok()?, slug))
}

fn entries(dir: &Path) -> Result<Vec<String>, LessonError> {
    let read = || -> io::Result<Vec<String>> {
        let names =
            std::fs::read_dir(dir)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
        names.collect()
    };
    read().map_err(|source| unreadable(dir, source))
}

fn unreadable(path: &Path, source: io::Error) -> LessonError {
    LessonError::Io { path: path.to_owned(), source }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lessons_of_the_program_are_whole_and_numbered_from_one() {
        let lessons = Lessons::embedded().expect("whole lessons");
        for (index, lesson) in lessons.all().iter().enumerate() {
            assert_eq!(lesson.number as usize, index + 1, "{}", lesson.slug);
            let begins = |text: &String| text.starts_with("# ");
            assert!(lesson.text.as_ref().is_none_or(begins), "{} begins with its title", lesson.slug);
            assert_eq!(lessons.find(&lesson.slug), Some(lesson));
            assert_eq!(lessons.find(&lesson.number.to_string()), Some(lesson));
        }
    }

    fn files(list: &[(&str, &str)]) -> BTreeMap<String, String> {
        list.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn a_broken_lesson_is_told_with_its_file() {
        let broken = |list: &[(&str, &str)]| Lessons::from_files(&files(list), None).expect_err("broken");
        assert!(matches!(broken(&[]), LessonError::None { dir: None }));
        assert!(matches!(broken(&[("notes/README.md", "# x")]), LessonError::None { dir: None }));
        let missing = broken(&[("01-a/README.md", "# x")]);
        assert!(
            matches!(&missing, LessonError::Missing { folder, file: "lesson.toml" } if folder == "01-a"),
            "{missing}"
        );
        let about = broken(&[("01-a/lesson.toml", "title = 3"), ("01-a/README.md", "# x")]);
        assert!(
            matches!(&about, LessonError::About { folder, mistake: Mistake { line: 1, .. } } if folder == "01-a"),
            "{about}"
        );
        let about = "title = 't'\nsummary = 's'\nteaches = []\nminutes = 5\n[predict]\nright = 3\nreplies = ['a', 'b']\n";
        let predict =
            broken(&[("01-a/lesson.toml", about), ("01-a/README.md", "# x\n\n## Predict\n\n1. a\n2. b\n")]);
        assert!(matches!(&predict, LessonError::Predict { n_answers: 2, .. }), "{predict}");
    }

    const ABOUT: &str = "title = 'One'\nsummary = 's'\nteaches = ['t']\nminutes = 5\n";
    const CHINESE: &str = "[zh-CN]\ntitle = '一'\nsummary = '概要'\nteaches = ['会']\n";

    fn lesson(files: &[(&str, &str)]) -> Lesson {
        let files = files.iter().map(|(path, text)| (format!("01-a/{path}"), (*text).to_owned())).collect();
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
