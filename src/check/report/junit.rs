//! A report for a CI: `JUnit`'s XML.
//!
//! The one idea: what could not be judged is an error there, and what is wrong a failure. The facts are those of the
//! report for people, without colours.
//!
//! See it run: `netlab check framing --format junit -- python3 echo.py`.

use crate::check::play::finding::Finding;
use crate::check::report::failure::{Telling, names, uncoloured};
use crate::check::report::words;
use crate::check::verdict::Verdict;

/// One XML document.
#[must_use]
pub fn junit(verdicts: &[Verdict<'_>], telling: &Telling, name: &str) -> String {
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
        xml += &format!(
            "    <testcase classname=\"{}\" name=\"{}: {}\" time=\"{:.3}\"",
            escaped(name),
            escaped(&verdict.check.id),
            escaped(&verdict.check.title),
            verdict.took.as_secs_f64()
        );
        let Some(failure) = &verdict.failure else {
            xml += "/>\n";
            continue;
        };
        let Finding { expected, got, .. } = &failure.finding;
        let found = format!(
            "expected {}, got {}",
            words::expected(telling.lang, expected),
            words::came(telling.lang, got)
        );
        let said: Vec<String> = std::iter::once(found)
            .chain(failure.places.iter().map(|it| words::located(telling.lang, it)))
            .collect();
        let element = if verdict.could_not_judge() { "error" } else { "failure" };
        xml += &format!(
            ">\n      <{element} type=\"{}\" message=\"{}\">{}</{element}>\n    </testcase>\n",
            escaped(&names(failure)),
            escaped(&said.join("; ")),
            escaped(&uncoloured(verdict, telling))
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
