//! What is said of the manual's files.

/// All pages were written.
pub(super) fn pages_are_in(n_pages: usize, folder: &str) -> String {
    format!("{n_pages} manual pages are in {folder}")
}

/// On a page that stands alone: how the page of a command is shown.
pub(super) const fn how_to_see_a_page() -> &'static str {
    "netlab man COMMAND shows the page of a command."
}
