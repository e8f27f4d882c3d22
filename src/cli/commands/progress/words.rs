//! What is said of progress itself.

/// Stands where a file would be named.
pub(super) const fn nowhere() -> &'static str {
    "nowhere"
}

/// A lesson counts as new again.
pub(super) fn is_forgotten(lesson: &str) -> String {
    format!("{lesson} is forgotten")
}

/// Every lesson counts as new again.
pub(super) const fn all_are_forgotten() -> &'static str {
    "all lessons are forgotten"
}
