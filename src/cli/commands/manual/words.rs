//! What is said of the manual's files.

/// All pages were written.
pub(super) fn pages_are_in(n_pages: usize, folder: &str) -> String {
    format!("{n_pages} manual pages are in {folder}")
}
