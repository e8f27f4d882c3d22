//! The table that all benches print: what, measured, target, verdict.
//!
//! The one idea: a target that is missed does not fail. Machines differ and share their cores with others, so
//! a verdict is for a person to judge, with the figures beside it.
//!
//! See it run: `make bench`.

use std::io::{self, Write};

/// One line of the table.
pub(crate) struct Row {
    what: &'static str,
    measured: String,
    target: String,
    verdict: &'static str,
}

impl Row {
    /// A figure that nothing is asked of; it helps to read the others.
    pub(crate) fn figure(what: &'static str, measured: String) -> Self {
        Row { what, measured, target: String::new(), verdict: "" }
    }

    /// The same figure, judged.
    pub(crate) fn judged(self, target: String, is_met: bool) -> Self {
        Row { target, verdict: if is_met { "met" } else { "missed" }, ..self }
    }
}

/// Prints the rows below one line of headings.
///
/// # Errors
/// Those of standard output.
pub(crate) fn print(rows: &[Row]) -> io::Result<()> {
    go_on(&[Row { what: "what", measured: "measured".into(), target: "target".into(), verdict: "verdict" }])?;
    go_on(rows)
}

/// Prints more rows, below others.
///
/// # Errors
/// Those of standard output.
pub(crate) fn go_on(rows: &[Row]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for Row { what, measured, target, verdict } in rows {
        let line = format!("{what:<45} {measured:<32} {target:<9} {verdict}");
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// The middle of some figures, and the quarters around it.
pub(crate) struct Spread {
    pub(crate) low: f64,
    pub(crate) median: f64,
    pub(crate) high: f64,
}

impl Spread {
    /// Of at least one figure.
    ///
    /// # Panics
    /// If there are none.
    pub(crate) fn of(figures: impl IntoIterator<Item = f64>) -> Self {
        let mut figures: Vec<f64> = figures.into_iter().collect();
        figures.sort_by(f64::total_cmp);
        let at = |quarter| figures[(figures.len() - 1) * quarter / 4];
        Spread { low: at(1), median: at(2), high: at(3) }
    }
}
