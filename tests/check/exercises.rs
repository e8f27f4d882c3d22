//! The exercises of this netlab are whole: understood by the judge, and with the programs they promise.

use std::collections::BTreeSet;

use netlab::catalogue::Word;
use netlab::check::Exercise;
use netlab::lessons::{Lesson, Lessons};
use netlab::terminal;

fn exercises() -> Vec<(Lesson, Exercise)> {
    let lessons = Lessons::embedded().expect("whole lessons");
    let understood = |lesson: &Lesson| {
        let text = lesson.exercise.as_deref().expect("an exercise");
        Exercise::parse(text).unwrap_or_else(|error| panic!("{:02}-{}: {error}", lesson.number, lesson.slug))
    };
    lessons.exercises().map(|lesson| (lesson.clone(), understood(lesson))).collect()
}

#[test]
fn every_lesson_of_the_course_has_an_exercise_that_is_understood() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("lessons");
    let entries = std::fs::read_dir(folder).expect("lessons").map(|entry| entry.expect("readable").path());
    let n_lessons = entries.filter(|path| path.join("lesson.toml").exists()).count();
    let numbers: Vec<usize> = exercises().iter().map(|(lesson, _)| lesson.number as usize).collect();
    assert_eq!(numbers, (1..=n_lessons).collect::<Vec<_>>());
}

#[test]
fn every_diagnosis_is_named_once_and_says_what_to_do() {
    for (lesson, exercise) in exercises() {
        let ids: BTreeSet<&str> = exercise.diagnoses.iter().map(|diagnosis| diagnosis.id.as_str()).collect();
        assert_eq!(ids.len(), exercise.diagnoses.len(), "{}: an id stands twice", lesson.slug);
        for diagnosis in &exercise.diagnoses {
            assert!(diagnosis.title.chars().next().is_some_and(char::is_lowercase), "{}", diagnosis.title);
            assert!(
                diagnosis.text.trim_end_matches(')').ends_with(['.', '?']),
                "{}: {}",
                lesson.slug,
                diagnosis.text
            );
        }
    }
}

#[test]
fn the_name_of_a_mistake_is_no_word_of_the_catalogue() {
    for (lesson, exercise) in exercises() {
        for diagnosis in &exercise.diagnoses {
            let word = Word::find(&diagnosis.id).map(Word::name);
            assert_eq!(word, None, "{}: `netlab explain {}` tells another thing", lesson.slug, diagnosis.id);
        }
    }
}

#[test]
fn every_exercise_has_programs_in_all_three_languages_and_wrong_ones() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("lessons");
    for (lesson, exercise) in exercises() {
        for kind in ["starter", "solution"] {
            for file in ["rust/main.rs", "python/main.py", "node/main.js"] {
                assert!(
                    lesson.programs.contains_key(&format!("{kind}/{file}")),
                    "{}: {kind}/{file}",
                    lesson.slug
                );
            }
        }
        let wrong = folder.join(format!("{:02}-{}/wrong", lesson.number, lesson.slug));
        let names: Vec<String> = std::fs::read_dir(wrong)
            .expect("wrong programs")
            .map(|entry| entry.expect("readable").file_name().to_string_lossy().into_owned())
            .collect();
        assert!(names.len() >= 4, "{}: {names:?}", lesson.slug);
        for id in names.iter().flat_map(|name| name.split('+')) {
            assert!(exercise.diagnosis(id).is_some(), "{}: {id} is no diagnosis", lesson.slug);
        }
    }
}

/// A learner's terminal has 24 rows of 80 columns.
#[test]
fn the_report_of_a_pass_fits_a_screen_with_each_check_in_a_row_of_its_own() {
    let (verdict, hint, prompt) = (1, 1, 1);
    let (mark, time) = (" ✓ ".chars().count(), " 99.9 s".len());
    for (lesson, exercise) in exercises() {
        let n_checks = exercise.checks.len();
        assert!(n_checks + verdict + hint + prompt <= 24, "{} has {n_checks} checks", lesson.slug);
        for check in &exercise.checks {
            let width = mark + terminal::width(&check.title) + time;
            assert!(width <= 80, "{}: {:?} takes {width} columns", lesson.slug, check.title);
        }
    }
}
