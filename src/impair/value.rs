//! The values of rules: times, sizes, rates, shares.
//!
//! The one idea: a number without its unit is a mistake waiting to happen (100 of what?), so a unit is
//! asked for, on the command line and in a scenario alike.
//!
//! See it run: `netlab impair --to 8080 --delay 100`.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

/// A length of time, as in `100ms`, `2s` or `1.5s`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Time(pub Duration);

/// A number of bytes, as in `1500`, `64KiB` or `1MB`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Size(pub u64);

/// Bytes a second, as in `64KiB/s`; at least 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Speed(pub u64);

/// A share, as in `10%`: from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Share(pub f64);

/// A text that is no value of a rule. Its `Display` is for whoever develops netlab.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{expected:?}: {found:?}")]
pub struct ValueError {
    /// What was found.
    pub found: String,
    /// What was expected.
    pub expected: ValueKind,
}

/// What the value of a rule can have to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ValueKind {
    /// A time, as in `100ms`.
    Time,
    /// A time of at most a day.
    TimeOfADay,
    /// A number of bytes, as in `64KiB`.
    Size,
    /// Bytes a second, as in `64KiB/s`.
    Speed,
    /// A share, as in `10%`.
    Share,
    /// From how many bytes to how many, as in `1..10`.
    Slice,
    /// A number of bytes of at least 1.
    StallAfter,
    /// A number of bytes, or a time.
    ResetAfter,
    /// Two to four shares, as in `1%,25%`.
    BurstLoss,
    /// `true` or `false`.
    Flag,
}

impl ValueError {
    pub(super) fn new(found: &str, expected: ValueKind) -> Self {
        ValueError { found: found.to_owned(), expected }
    }
}

/// A rule that is there or not.
pub(super) fn flag(text: &str) -> Result<bool, ValueError> {
    text.parse().map_err(|_error| ValueError::new(text, ValueKind::Flag))
}

/// A number and its unit, with nothing or blanks between.
fn number_and_unit(text: &str) -> Option<(f64, &str)> {
    let end = text.find(|char: char| !char.is_ascii_digit() && char != '.').unwrap_or(text.len());
    let number: f64 = text[..end].parse().ok()?;
    Some((number, text[end..].trim()))
}

/// A length of time with its unit, as in `100ms`, in seconds.
#[must_use]
pub fn seconds(text: &str) -> Option<f64> {
    let (number, unit) = number_and_unit(text)?;
    match unit {
        "us" | "µs" => Some(number / 1e6),
        "ms" => Some(number / 1e3),
        "s" => Some(number),
        "min" => Some(number * 60.0),
        "h" => Some(number * 3_600.0),
        _ => None,
    }
}

impl FromStr for Time {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let wrong = || ValueError::new(text, ValueKind::Time);
        let seconds = seconds(text).ok_or_else(wrong)?;
        if seconds > MAX_SECONDS {
            return Err(ValueError::new(text, ValueKind::TimeOfADay));
        }
        Ok(Time(Duration::from_secs_f64(seconds)))
    }
}

/// A day: longer than any experiment, and far from where adding up times would overflow.
const MAX_SECONDS: f64 = 86_400.0;

impl FromStr for Size {
    type Err = ValueError;

    #[allow(clippy::cast_sign_loss, reason = "a number without a sign is not negative")]
    fn from_str(text: &str) -> Result<Self, ValueError> {
        let wrong = || ValueError::new(text, ValueKind::Size);
        let (number, unit) = number_and_unit(text).ok_or_else(wrong)?;
        let (_, factor) = UNITS.iter().find(|(name, _)| *name == unit).ok_or_else(wrong)?;
        let n_bytes = number * factor;
        if n_bytes.fract() != 0.0 || n_bytes > MAX_BYTES {
            return Err(wrong());
        }
        Ok(Size(n_bytes as u64))
    }
}

/// Units with a small i go by 1,024 (IEC 80000-13), those without by 1,000.
const UNITS: &[(&str, f64)] = &[
    ("", 1.0),
    ("B", 1.0),
    ("kB", 1e3),
    ("KB", 1e3),
    ("KiB", 1_024.0),
    ("MB", 1e6),
    ("MiB", 1_048_576.0),
    ("GB", 1e9),
    ("GiB", 1_073_741_824.0),
];

/// A petabyte; below it, every whole number is exact in a float.
const MAX_BYTES: f64 = 1e15;

impl FromStr for Speed {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let wrong = || ValueError::new(text, ValueKind::Speed);
        let size: Size = text.strip_suffix("/s").ok_or_else(wrong)?.parse().map_err(|_error| wrong())?;
        if size.0 == 0 { Err(wrong()) } else { Ok(Speed(size.0)) }
    }
}

impl FromStr for Share {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let wrong = || ValueError::new(text, ValueKind::Share);
        match number_and_unit(text) {
            Some((number, "%")) if number <= 100.0 => Ok(Share(number / 100.0)),
            _ => Err(wrong()),
        }
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

impl fmt::Display for Size {
    #[allow(clippy::cast_precision_loss, reason = "sizes are below a petabyte")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let n_bytes = self.0 as f64;
        let fits = |factor: f64| factor > 1.0 && n_bytes >= factor && n_bytes % factor == 0.0;
        match UNITS.iter().rev().find(|(_, factor)| fits(*factor)) {
            Some((unit, factor)) => write!(f, "{}{unit}", n_bytes / factor),
            None => write!(f, "{}", self.0),
        }
    }
}

impl fmt::Display for Speed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/s", Size(self.0))
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Rounded to what a percentage was written with, or 0.07 would be 7.000000000000001%.
        write!(f, "{}%", (self.0 * 1e11).round() / 1e9)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_with_their_units_and_written_so_that_they_can_be_read_again() {
        fn check<T: FromStr<Err = ValueError> + fmt::Display>(text: &str, expected: &str) {
            let value: T = text.parse().unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(value.to_string(), expected, "{text}");
            assert!(expected.parse::<T>().is_ok(), "{expected}");
        }
        check::<Time>("100ms", "100ms");
        check::<Time>("1.5s", "1.5s");
        check::<Time>("2 min", "120s");
        check::<Time>("250us", "250µs");
        check::<Size>("1500", "1500");
        check::<Size>("64KiB", "64KiB");
        check::<Size>("1MB", "1MB");
        check::<Size>("2048B", "2KiB");
        check::<Speed>("64KiB/s", "64KiB/s");
        check::<Share>("10%", "10%");
        check::<Share>("0.1%", "0.1%");
        check::<Share>("7%", "7%");
    }

    #[test]
    fn what_is_no_value_is_refused() {
        fn check<T: FromStr<Err = ValueError>>(text: &str) {
            let error = text.parse::<T>().err().unwrap_or_else(|| panic!("{text} was taken"));
            assert_eq!(error.found, text);
        }
        ["", "100", "ms", "-1s", "1e9s", "1.2.3s", "25h"].into_iter().for_each(check::<Time>);
        ["", "KiB", "-1", "1.5", "1 zebra", "99999999GiB"].into_iter().for_each(check::<Size>);
        ["", "64KiB", "0/s", "fast/s"].into_iter().for_each(check::<Speed>);
        ["", "10", "101%", "-1%", "ten%"].into_iter().for_each(check::<Share>);
    }
}
