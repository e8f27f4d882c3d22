//! A report for Exercism: its results.json, version 3.
//!
//! The one idea: a classroom already knows how to show test results, so the judge speaks its language. The facts are
//! those of the report for people, without colours.
//!
//! See it run: `netlab check framing --format json -- python3 echo.py`.

use serde::Serialize;

use crate::check::play::trouble::Trouble;
use crate::check::report::failure::{Telling, uncoloured};
use crate::check::report::words;
use crate::check::verdict::Verdict;

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
pub fn json(verdicts: &[Verdict<'_>], telling: &Telling) -> String {
    // There "error" means that the tests could not run, as of a program that does not start.
    let is_error = verdicts
        .iter()
        .any(|verdict| verdict.could_not_judge() || verdict.trouble() == Some(Trouble::DiedAtStart));
    let has_failed = verdicts.iter().any(|verdict| verdict.failure.is_some());
    let tests = verdicts.iter().map(|verdict| test(verdict, telling)).collect();
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
            .then(|| verdicts.first().map(|verdict| uncoloured(verdict, telling)).unwrap_or_default()),
        tests,
    };
    serde_json::to_string_pretty(&results).unwrap_or_default() + "\n"
}

fn test<'a>(verdict: &Verdict<'a>, telling: &Telling) -> Test<'a> {
    let printed: Vec<u8> =
        verdict.printed.iter().flat_map(|printed| printed.bytes.clone()).take(MAX_OUTPUT).collect();
    let story: Vec<String> = verdict.story.iter().map(|told| words::told(telling.lang, told)).collect();
    Test {
        name: &verdict.check.title,
        status: if verdict.failure.is_some() { "fail" } else { "pass" },
        message: verdict.failure.as_ref().map(|_| uncoloured(verdict, telling)),
        output: (!printed.is_empty()).then(|| String::from_utf8_lossy(&printed).into_owned()),
        code: story.join("\n"),
    }
}

/// Exercism shows 500 characters of a program's own output.
const MAX_OUTPUT: usize = 500;
