//! What a text is drawn for: how wide, and with or without colours.
//!
//! The one idea: what is narrower inside is drawn with a narrower look, and nothing else needs to know where it stands.
//!
//! See it run: `netlab lesson 3 --plain`.

/// What lines are drawn for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// How wide they may be.
    pub n_columns: usize,
    /// Whether they may carry colours.
    pub has_colour: bool,
}
