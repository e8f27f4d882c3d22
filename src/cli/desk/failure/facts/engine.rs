//! What can fail of the engine through which several servers share a room.
//!
//! The one idea: the engine was asked, and its answer, or its silence, is a no.

use crate::chapters::chat::machines::Trouble;

/// Of the engine.
#[derive(Debug)]
pub(crate) struct EngineFailure {
    /// Where it is, without a user.
    pub(crate) url: String,
    /// What this server is called there.
    pub(crate) machine: String,
    /// What happened; `None` where a user was typed, who belongs into the environment.
    pub(crate) why: Option<Trouble>,
}
