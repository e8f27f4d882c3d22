//! Reports for other programs: Exercism's results.json (version 3), and `JUnit`'s XML.
//!
//! The one idea: a classroom or a CI already knows how to show test results, so the judge speaks their
//! languages. Each holds the same facts as the report for people, without colours.
//!
//! See it run: `netlab check framing --format json -- python3 echo.py`.

use serde::Serialize;

use crate::check::exercise::contract::{Check, Exercise};
use crate::check::judge::Verdict;
use crate::check::report::{self, Telling};

/// Exercism's test-runner interface: `docs/building/tooling/test-runners/interface.md` there.
#[derive(Serialize)]
struct Results<'a> {
    version: u32,
    status: &'static str,
    message: Option<String>,
    tests: Vec<Test<'a>>,
}

#[derive(Serialize)]
struct Test<'a> {
    name: &'a str,
    status: &'static str,
    message: Option<String>,
    output: Option<String>,
    #[serde(rename = "test_code")]
    code: String,
}

/// One JSON document.
#[must_use]
pub fn json(exercise: &Exercise, verdicts: &[Verdict], telling: &Telling) -> String {
    // There "error" means that the tests could not run, as of a program that does not start.
    let is_error = verdicts.iter().any(|verdict| verdict.could_not_judge() || verdict.died_at_start());
    let has_failed = verdicts.iter().any(|verdict| verdict.failure.is_some());
    let tests = verdicts.iter().map(|verdict| test(exercise, verdict, telling)).collect();
    let results = Results {
        version: 3,
        status: if is_error {
            "error"
        } else if has_failed {
            "fail"
        } else {
            "pass"
        },
        message: is_error
            .then(|| verdicts.first().map(|verdict| told(exercise, verdict, telling)).unwrap_or_default()),
        tests,
    };
    serde_json::to_string_pretty(&results).unwrap_or_default() + "\n"
}

fn test<'a>(exercise: &'a Exercise, verdict: &'a Verdict, telling: &Telling) -> Test<'a> {
    let check = check_of(exercise, verdict);
    let printed: Vec<u8> =
        verdict.printed.iter().flat_map(|printed| printed.bytes.clone()).take(MAX_OUTPUT).collect();
    let story: Vec<String> = verdict.story.iter().map(|told| told.sentence.clone()).collect();
    Test {
        name: check.map_or(verdict.check.as_str(), |check| check.title.as_str()),
        status: if verdict.failure.is_some() { "fail" } else { "pass" },
        message: verdict.failure.as_ref().map(|_| told(exercise, verdict, telling)),
        output: (!printed.is_empty()).then(|| String::from_utf8_lossy(&printed).into_owned()),
        code: story.join("\n"),
    }
}

/// Exercism shows 500 characters of a program's own output.
const MAX_OUTPUT: usize = 500;

fn check_of<'a>(exercise: &'a Exercise, verdict: &Verdict) -> Option<&'a Check> {
    exercise.checks.iter().find(|check| check.id == verdict.check)
}

/// The report for people, without its colours.
fn told(exercise: &Exercise, verdict: &Verdict, telling: &Telling) -> String {
    anstream::adapter::strip_str(&report::text(exercise, verdict, telling, true)).to_string()
}

/// One XML document.
#[must_use]
pub fn junit(exercise: &Exercise, verdicts: &[Verdict], telling: &Telling, name: &str) -> String {
    let n_errors = verdicts.iter().filter(|verdict| verdict.could_not_judge()).count();
    let n_failures = verdicts.iter().filter(|verdict| verdict.failure.is_some()).count() - n_errors;
    let seconds: f64 = verdicts.iter().map(|verdict| verdict.took.as_secs_f64()).sum();
    let mut xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n".to_owned();
    xml += &format!(
        "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{n_failures}\" errors=\"{n_errors}\" time=\"{seconds:.3}\">\n",
        escaped(name),
        verdicts.len()
    );
    for verdict in verdicts {
        let title = check_of(exercise, verdict).map_or("", |check| check.title.as_str());
        xml += &format!(
            "    <testcase classname=\"{}\" name=\"{}: {}\" time=\"{:.3}\"",
            escaped(name),
            escaped(&verdict.check),
            escaped(title),
            verdict.took.as_secs_f64()
        );
        let Some(failure) = &verdict.failure else {
            xml += "/>\n";
            continue;
        };
        let element = if verdict.could_not_judge() { "error" } else { "failure" };
        xml += &format!(
            ">\n      <{element} type=\"{}\" message=\"{}\">{}</{element}>\n    </testcase>\n",
            escaped(&failure.diagnoses.join(" or ")),
            escaped(&format!("expected {}, got {}", failure.finding.expected, failure.finding.got)),
            escaped(&told(exercise, verdict, telling))
        );
    }
    xml + "  </testsuite>\n</testsuites>\n"
}

/// XML 1.0 §2.2 allows no control characters but tab, LF and CR, not even escaped.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '\n' | '\t' => out.push(char),
            char if char.is_control() || matches!(char, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            char => out.push(char),
        }
    }
    out
}
