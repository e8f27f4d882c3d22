//! The words of the catalogue: events, errors, states, terms and header fields, under one roof.
//!
//! The one idea: a word can be looked up without knowing which family it is of.
//!
//! See them run: `netlab explain` lists them all.

use crate::catalogue::Term;
use crate::event::{ErrorCode, Kind, TcpState};
use crate::packet::Field;

/// One entry of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Word {
    /// A kind of event.
    Event(Kind),
    /// An error of the operating system or the resolver.
    Error(ErrorCode),
    /// A TCP state.
    State(TcpState),
    /// A term.
    Term(Term),
    /// A field of a header.
    Field(Field),
}

impl Word {
    /// Every word: events, errors, states, terms, header fields, each in its own order.
    pub fn all() -> impl Iterator<Item = Self> {
        let events = Kind::ALL.iter().copied().map(Self::Event);
        let errors = ErrorCode::all().map(Self::Error);
        let states = TcpState::ALL.iter().copied().map(Self::State);
        let terms = Term::ALL.iter().copied().map(Self::Term);
        let fields = Field::ALL.iter().copied().map(Self::Field);
        events.chain(errors).chain(states).chain(terms).chain(fields)
    }

    /// The word's name as its own family spells it: `peer-finished`, `ECONNRESET`, `TIME_WAIT`, `backlog`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Event(kind) => kind.name(),
            Self::Error(code) => code.name(),
            Self::State(state) => state.name(),
            Self::Term(term) => term.name(),
            Self::Field(field) => field.name(),
        }
    }
}
