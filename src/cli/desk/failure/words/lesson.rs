//! What is said of lessons, exercises and progress.

use crate::catalogue::Lang;
use crate::check::ExerciseError;
use crate::cli::desk::failure::cause::words as system_words;
use crate::cli::desk::failure::facts::LessonFailure;
use crate::cli::desk::failure::words::form::Words;
use crate::cli::desk::failure::words::{exercise, toml_file};
use crate::cli::desk::shell::quoted;
use crate::lessons::{LessonError, ProgressError};
use crate::terminal::escaped_path;

pub(super) fn words_of(lang: Lang, failure: &LessonFailure) -> Words {
    Words { message: message(lang, failure), hint: hint(lang, failure) }
}

fn message(lang: Lang, failure: &LessonFailure) -> String {
    match failure {
        LessonFailure::NoLessons(error) => {
            let why = no_lessons(lang, error);
            lang.pick(format!("no lessons: {why}"), format!("没有课程：{why}"))
        }
        LessonFailure::Unknown(word) => {
            lang.pick(format!("there is no lesson {word:?}"), format!("没有 {word:?} 这一课"))
        }
        LessonFailure::NoText { number } => {
            lang.pick(format!("lesson {number} has no text yet"), format!("第 {number} 课还没有课文"))
        }
        LessonFailure::NoExercise { number } => {
            lang.pick(format!("lesson {number} has no exercise"), format!("第 {number} 课没有练习"))
        }
        LessonFailure::NotUnderstood { number, slug, error } => not_understood(lang, (*number, slug), error),
        LessonFailure::NoStarter { number, language } => lang.pick(
            format!("lesson {number} has no starter in {language}"),
            format!("第 {number} 课没有 {language} 的起始代码"),
        ),
        LessonFailure::NoSolution { number, language } => lang.pick(
            format!("lesson {number} has no solution in {language}"),
            format!("第 {number} 课没有 {language} 的答案"),
        ),
        LessonFailure::NotPassed { slug, .. } => {
            lang.pick(format!("your program has not passed {slug} yet"), format!("你的程序还没有通过 {slug}"))
        }
        LessonFailure::NoCheck { slug, id, .. } => {
            lang.pick(format!("{slug} has no check {id:?}"), format!("{slug} 没有检查 {id:?}"))
        }
        LessonFailure::NoProgram { number, .. } => lang.pick(
            format!("no program is named, and none was checked against exercise {number} before"),
            format!("没有写程序，以前也没有程序做过练习 {number} 的检查"),
        ),
        LessonFailure::FolderGone { folder, .. } => {
            let folder = escaped_path(folder);
            lang.pick(
                format!("the folder of the last time is gone: {folder}"),
                format!("上一次的目录已不存在：{folder}"),
            )
        }
        LessonFailure::NoPseudoTerminal => lang
            .pick(
                "a check runs the program in a pseudo-terminal, as Unix has",
                "检查在伪终端里运行程序，而伪终端在 Unix 上才有",
            )
            .to_owned(),
        LessonFailure::ProgressIsNowhere => lang
            .pick(
                "progress is kept nowhere, so there is nothing to forget",
                "没有保存进度，所以没有可以清除的进度",
            )
            .to_owned(),
        LessonFailure::ProgressNotChanged(error) => {
            let why = progress(lang, error);
            lang.pick(format!("progress is not changed: {why}"), format!("进度没有改变：{why}"))
        }
    }
}

fn hint(lang: Lang, failure: &LessonFailure) -> Option<String> {
    let text = match failure {
        LessonFailure::NoLessons(_) => lang.pick(
            "without --lessons you get the lessons of netlab itself: netlab lesson list",
            "不写 --lessons 就使用 netlab 自己的课程： netlab lesson list",
        ),
        LessonFailure::Unknown(_) => {
            lang.pick("see them all: netlab lesson list", "列出全部课程： netlab lesson list")
        }
        LessonFailure::NoText { number } => {
            return Some(lang.pick(
                format!("its exercise is there: netlab start {number}"),
                format!("它的练习已经有了： netlab start {number}"),
            ));
        }
        LessonFailure::NoExercise { .. } => {
            lang.pick("see which have one: netlab lesson list", "查看哪些课有练习： netlab lesson list")
        }
        LessonFailure::NotUnderstood { error, .. } => return exercise::hint(lang, &error.flaw),
        LessonFailure::NoStarter { number, .. } => {
            return Some(lang.pick(
                format!("write it from scratch, in any language: netlab check {number} -- COMMAND"),
                format!("可以用任何语言从头写： netlab check {number} -- COMMAND"),
            ));
        }
        LessonFailure::NoSolution { .. } => lang
            .pick("see which exercises there are: netlab lesson list", "查看有哪些练习： netlab lesson list"),
        LessonFailure::NotPassed { number, .. } => {
            return Some(lang.pick(
                format!(
                    "check it: netlab check {number} -- COMMAND; to see the solution all the same: netlab solution \
                     {number} --anyway"
                ),
                format!(
                    "检查它： netlab check {number} -- COMMAND；仍然要看答案： netlab solution {number} --anyway"
                ),
            ));
        }
        LessonFailure::NoCheck { ids, .. } => {
            return Some(lang.pick(
                format!("its checks are {}", ids.join(", ")),
                format!("它的检查有 {}", ids.join("、")),
            ));
        }
        LessonFailure::NoProgram { number, ready } => return Some(begin(lang, *number, ready.as_deref())),
        LessonFailure::FolderGone { number, .. } => {
            return Some(lang.pick(
                format!("name the program anew: netlab check {number} -- COMMAND"),
                format!("重新写出程序： netlab check {number} -- COMMAND"),
            ));
        }
        LessonFailure::NoPseudoTerminal => lang.pick(
            "run it on Linux or macOS; on Windows inside WSL",
            "在 Linux 或 macOS 上运行；在 Windows 上用 WSL",
        ),
        LessonFailure::ProgressIsNowhere => return None,
        LessonFailure::ProgressNotChanged(error) => return Some(progress_hint(lang, error)),
    };
    Some(text.to_owned())
}

/// Where there is no program yet: what to type, which is known where the work was begun.
fn begin(lang: Lang, number: u32, ready: Option<&str>) -> String {
    let begin = || {
        lang.pick(
            format!("begin one: netlab start {number}; or name yours: netlab check {number} -- COMMAND"),
            format!(
                "开始写一个： netlab start {number}；或者写出你的程序： netlab check {number} -- COMMAND"
            ),
        )
    };
    ready.map_or_else(begin, str::to_owned)
}

/// To stand behind `no lessons`.
fn no_lessons(lang: Lang, error: &LessonError) -> String {
    match error {
        LessonError::Io { path, source } => {
            let (path, why) = (escaped_path(path), system_words(lang, source));
            lang.pick(format!("cannot read {path}: {why}"), format!("未能读取 {path}：{why}"))
        }
        LessonError::Missing { folder, file } => {
            lang.pick(format!("{folder} has no {file}"), format!("{folder} 没有 {file}"))
        }
        LessonError::About { folder, mistake } => {
            let (line, said) = (mistake.line, toml_file::words_of(lang, &mistake.flaw));
            lang.pick(
                format!("{folder}/lesson.toml, line {line}: {said}"),
                format!("{folder}/lesson.toml，第 {line} 行：{said}"),
            )
        }
        LessonError::Predict { folder, predict, n_answers } => {
            let (n_replies, right) = (predict.replies.len(), predict.right);
            lang.pick(
                format!(
                    "{folder}/lesson.toml: [predict] has {n_replies} replies, of which {right} is right, but the first \
                     section of README.md counts {n_answers} answers"
                ),
                format!(
                    "{folder}/lesson.toml：[predict] 有 {n_replies} 个回复，正确的是第 {right} 个，但 README.md 的第一节\
                     有 {n_answers} 个答案"
                ),
            )
        }
        LessonError::None { dir: Some(dir) } => {
            let dir = escaped_path(dir);
            lang.pick(
                format!("{dir} has none: expected folders named like 01-layers"),
                format!("{dir} 里没有：应有名字像 01-layers 的目录"),
            )
        }
        LessonError::None { dir: None } => {
            lang.pick("none was built into this program", "编译这个程序时没有加入课程").to_owned()
        }
    }
}

/// Why progress was not read or kept.
pub(crate) fn progress(lang: Lang, error: &ProgressError) -> String {
    match error {
        ProgressError::Io { path, source } => {
            let (path, why) = (escaped_path(path), system_words(lang, source));
            lang.pick(format!("{path}: {why}"), format!("{path}：{why}"))
        }
        ProgressError::Format { path, mistake } => {
            let (path, line) = (escaped_path(path), mistake.line);
            let flaw = toml_file::words_of(lang, &mistake.flaw);
            lang.pick(format!("{path}, line {line}: {flaw}"), format!("{path}，第 {line} 行：{flaw}"))
        }
    }
}

fn progress_hint(lang: Lang, error: &ProgressError) -> String {
    match error {
        ProgressError::Format { path, .. } => {
            let path = quoted(path);
            lang.pick(
                format!(
                    "it may hold what you want to keep: correct it with an editor, or remove it: rm {path}"
                ),
                format!("它可能含有你要保留的内容：用编辑器改正它，或者删除它： rm {path}"),
            )
        }
        ProgressError::Io { .. } => lang
            .pick(
                "is its disk full, or its folder not yours? NETLAB_HOME can name another folder",
                "磁盘满了吗？目录不属于你吗？NETLAB_HOME 可以写另一个目录",
            )
            .to_owned(),
    }
}

fn not_understood(
    lang: Lang,
    (number, slug): (u32, &str),
    ExerciseError { line, flaw }: &ExerciseError,
) -> String {
    let flaw = exercise::words_of(lang, flaw);
    lang.pick(
        format!("{number:02}-{slug}/exercise.toml, line {line}: {flaw}"),
        format!("{number:02}-{slug}/exercise.toml，第 {line} 行：{flaw}"),
    )
}
