//! What a page shows, and who may see it.

use std::sync::Arc;

use crate::catalogue::Lang;
use crate::live::guard::Guard;
use crate::live::ring::Ring;

/// What is shown, and to whom.
#[derive(Debug)]
pub struct Shown {
    /// The events.
    pub ring: Arc<Ring>,
    /// Who may see them.
    pub guard: Guard,
    /// The language in which the page begins.
    pub lang: Lang,
    /// It shows files, and waits for no programs.
    pub is_replay: bool,
}
