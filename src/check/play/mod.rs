//! One check, played: its acts, its expectations, and what was found instead.
//!
//! The one idea: a step is carried out with the judge's ends and the program, and gives a finding where it fails.
//!
//! See it run: `netlab check greeting-server --check speaks-first -- python3 x.py`.

pub(super) mod acts;
pub(super) mod acts_on_program;
pub(super) mod expect;
pub(super) mod expect_datagrams;
pub(super) mod expect_program;
pub(super) mod finding;
pub(super) mod hearing;
pub(super) mod hearing_each;
pub(super) mod memory;
pub(super) mod player;
pub(super) mod who_waits;
