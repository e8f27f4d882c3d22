//! Every exercise, proven: its solutions pass, its starters fail, its wrong programs get their own names.
//!
//! The one idea: the judge is only as good as what it says of programs whose mistake is known. The name
//! of a folder in `wrong/` is the verdict that its programs must get; look-alikes are joined by `+`.
//!
//! It stands alone because its tests are made from the lessons' folders, one for each program.
//!
//! A failing check is played once more, observed, where it is drawn: here for the first wrong program of each lesson, and
//! with `DRAWN=1` for all of them. The verdicts are the same.
//!
//! With `SUBJECT` the very tests become the learner's exercise, one test for each check:
//! `SUBJECT='python3 my.py' cargo test --test exercises chat-server`.

use std::process::ExitCode;

use libtest_mimic::{Arguments, run};

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    // A judge mostly waits, so many are at work at once.
    arguments.test_threads.get_or_insert(8);
    #[cfg(unix)]
    let trials = unix::trials(&arguments);
    #[cfg(not(unix))]
    let trials = Vec::new();
    run(&arguments, trials).exit_code()
}

#[cfg(unix)]
mod unix {
    use std::fs;
    use std::path::{Path, PathBuf};
    use std::process::{Command, Output, Stdio};

    use libtest_mimic::{Arguments, Completion, Failed, Trial};
    use netlab::check::Exercise;
    use netlab::lessons::Lessons;

    /// What a program must come to.
    #[derive(Clone)]
    enum Claim {
        /// It passes, with each of so many seeds.
        Passes(u32),
        /// It fails, with whatever verdict.
        Fails,
        /// It fails with exactly this verdict.
        Gets(String),
        /// The same, and the conversation is drawn, if there was one.
        GetsDrawn(String),
    }

    pub(crate) fn trials(arguments: &Arguments) -> Vec<Trial> {
        match std::env::var("SUBJECT") {
            Ok(subject) => checks_of(&subject, arguments.filter.as_deref()),
            Err(_) => programs(),
        }
    }

    fn folder() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("lessons")
    }

    /// One trial for each program of each lesson.
    fn programs() -> Vec<Trial> {
        let lessons = Lessons::embedded().expect("whole lessons");
        let mut trials = Vec::new();
        for lesson in lessons.exercises() {
            let home = folder().join(format!("{:02}-{}", lesson.number, lesson.slug));
            let n_seeds = n_seeds(lesson.exercise.as_deref().unwrap_or_default());
            for (kind, claim) in [("solution", Claim::Passes(n_seeds)), ("starter", Claim::Fails)] {
                for path in files(&home.join(kind)) {
                    trials.push(trial(&lesson.slug, kind, path, claim.clone()));
                }
            }
            let are_all_drawn = std::env::var_os("DRAWN").is_some();
            for (nth, path) in files(&home.join("wrong")).into_iter().enumerate() {
                let name = path.parent().and_then(Path::file_name).expect("a folder").to_string_lossy();
                let verdict = name.replace('+', " or ");
                let claim = if nth == 0 || are_all_drawn { Claim::GetsDrawn } else { Claim::Gets };
                trials.push(trial(&lesson.slug, "wrong", path.clone(), claim(verdict)));
            }
        }
        trials
    }

    /// Seeds decide what a link does, and the letters of a text; what a program makes of letters is hardly their
    /// affair. So three are tried where there is a link, and elsewhere by `make whole`, which sets `SEEDS`.
    fn n_seeds(exercise: &str) -> u32 {
        let asked = std::env::var("SEEDS").ok().map(|text| text.parse().expect("SEEDS is a number"));
        asked.unwrap_or(if exercise.contains("impair = ") { 3 } else { 1 })
    }

    fn trial(slug: &str, kind: &str, path: PathBuf, claim: Claim) -> Trial {
        let folder = path.parent().and_then(Path::file_name).expect("a folder").to_string_lossy();
        let extension = path.extension().expect("a program").to_string_lossy();
        let name = format!("{slug}/{kind}/{folder}.{extension}");
        let slug = slug.to_owned();
        Trial::ignorable_test(name, move || prove(&slug, &path, &claim)).with_kind("program")
    }

    fn prove(slug: &str, path: &Path, claim: &Claim) -> Result<Completion, Failed> {
        let (command, needed) = command_of(path)?;
        if let Some(needed) = needed.filter(|needed| !is_installed(needed)) {
            let why = format!("{needed} is not installed");
            let is_ci = std::env::var_os("CI").is_some_and(|ci| ci == "true");
            return if is_ci { Err(why.into()) } else { Ok(Completion::ignored_with(why)) };
        }
        let n_seeds = if let Claim::Passes(n_seeds) = claim { *n_seeds } else { 1 };
        for seed in 1..=n_seeds {
            let ladder =
                if matches!(claim, Claim::GetsDrawn(_)) { "--ladder=always" } else { "--ladder=never" };
            let seed_text = seed.to_string();
            let args = [ladder, "check", slug, "--fail-fast", "--seed", &seed_text];
            let judged = judge(&args, &command);
            let said = String::from_utf8_lossy(&judged.stdout).into_owned();
            let is_so = match claim {
                Claim::Passes(_) => judged.status.code() == Some(0),
                Claim::Fails => judged.status.code() == Some(1),
                Claim::Gets(wanted) | Claim::GetsDrawn(wanted) => {
                    judged.status.code() == Some(1) && verdict_in(&said, slug).as_ref() == Some(wanted)
                }
            };
            if !is_so {
                return Err(format!(
                    "seed {seed}, {}:\n{said}{}",
                    judged.status,
                    String::from_utf8_lossy(&judged.stderr)
                )
                .into());
            }
        }
        Ok(Completion::Completed)
    }

    fn judge(args: &[&str], command: &[String]) -> Output {
        let home = tempfile::tempdir().expect("a directory");
        let mut netlab = Command::new(assert_cmd::cargo::cargo_bin!("netlab"));
        netlab.args(["--color", "never", "-q"]).args(args).arg("--").args(command).stdin(Stdio::null());
        netlab.env("NETLAB_HOME", home.path()).output().expect("netlab starts")
    }

    /// The verdict in a report: the mistakes of the first check that failed, by their titles. The first of them is
    /// on the screen at the end, in a terminal of 24 rows.
    fn verdict_in(said: &str, slug: &str) -> Option<String> {
        let lessons = Lessons::embedded().expect("whole lessons");
        let text = lessons.find(slug)?.exercise.as_deref()?;
        let exercise = Exercise::parse(text).expect("understood");
        let title = |line: &'_ str| {
            let title = line.strip_prefix("  The mistake: ").or_else(|| line.strip_prefix("  • "))?;
            exercise.diagnoses.iter().find(|diagnosis| diagnosis.title == title)
        };
        let named: Vec<_> = said.lines().filter_map(title).collect();
        let title = &named.first()?.title;
        let is_on_screen = said.lines().rev().take(24).any(|row| row.contains(title.as_str()));
        assert!(is_on_screen, "{title} is not on the screen at the end of:\n{said}");
        Some(named.iter().map(|diagnosis| diagnosis.id.as_str()).collect::<Vec<_>>().join(" or "))
    }

    /// The command that runs a program, built first where it must be, and the interpreter that it needs.
    fn command_of(path: &Path) -> Result<(Vec<String>, Option<&'static str>), Failed> {
        let file = path.display().to_string();
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("py") => Ok((vec!["python3".to_owned(), file], Some("python3"))),
            Some("js") => Ok((vec!["node".to_owned(), file], Some("node"))),
            Some("rs") => Ok((vec![built(path)?], None)),
            _ => Err(format!("{file}: no program in Rust, Python or Node").into()),
        }
    }

    fn built(path: &Path) -> Result<String, Failed> {
        let inside = path.strip_prefix(folder()).expect("a lesson's file").display().to_string();
        let name: String =
            inside.chars().map(|char| if char.is_alphanumeric() { char } else { '_' }).collect();
        let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let built = Command::new("rustc").args(["--edition", "2024", "-o"]).arg(&program).arg(path).output();
        let built = built.map_err(|error| format!("rustc: {error}"))?;
        if built.status.success() && built.stderr.is_empty() {
            return Ok(program.display().to_string());
        }
        Err(format!("{inside}:\n{}", String::from_utf8_lossy(&built.stderr)).into())
    }

    fn is_installed(program: &str) -> bool {
        let path = std::env::var_os("PATH").unwrap_or_default();
        std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
    }

    /// The programs in the folders of a folder, in order.
    fn files(folder: &Path) -> Vec<PathBuf> {
        let entries = |folder: &Path| {
            let mut paths: Vec<PathBuf> =
                fs::read_dir(folder).into_iter().flatten().flatten().map(|it| it.path()).collect();
            paths.sort();
            paths
        };
        entries(folder).iter().flat_map(|folder| entries(folder)).collect()
    }

    /// The learner's own program: one trial for each check of the exercise that the filter names.
    fn checks_of(subject: &str, filter: Option<&str>) -> Vec<Trial> {
        let lessons = Lessons::embedded().expect("whole lessons");
        let command = vec!["sh".to_owned(), "-c".to_owned(), format!("exec {subject}")];
        let mut trials = Vec::new();
        let is_named = |slug: &str| filter.is_none_or(|filter| filter.starts_with(slug));
        for lesson in lessons.exercises().filter(|lesson| is_named(&lesson.slug)) {
            let text = lesson.exercise.as_deref().expect("an exercise");
            for check in Exercise::parse(text).expect("understood").checks {
                let (slug, command) = (lesson.slug.clone(), command.clone());
                let name = format!("{slug}/{}", check.id);
                trials.push(Trial::test(name, move || {
                    let judged = judge(&["check", &slug, "--check", &check.id], &command);
                    if judged.status.success() {
                        Ok(())
                    } else {
                        Err(String::from_utf8_lossy(&judged.stdout).into_owned().into())
                    }
                }));
            }
        }
        trials
    }
}
