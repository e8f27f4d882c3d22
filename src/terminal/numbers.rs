//! Numbers as people say them.
//!
//! The one idea: a number is read where it has few digits and a unit.
//!
//! See it run: `netlab ladder run.jsonl`.

/// A count with its thousands set apart: `12,480`.
#[must_use]
pub fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A length of time as people say it: `85 µs`, `1.2 ms`, `3.4 s`.
#[must_use]
#[allow(clippy::cast_precision_loss, reason = "two digits are shown")]
pub fn span(us: u64) -> String {
    match us {
        0..1_000 => format!("{us} µs"),
        1_000..1_000_000 => format!("{:.1} ms", us as f64 / 1e3),
        _ => format!("{:.1} s", us as f64 / 1e6),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_people_say_them() {
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(grouped(12), "12");
        assert_eq!(span(1_200), "1.2 ms");
    }
}
