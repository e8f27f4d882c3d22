//! One check, played: its acts, its expectations, and what was found instead.
//!
//! The one idea: a step is carried out with the judge's ends and the program, and gives a finding where it fails.
//! `act_*` is what the judge does, `expect_*` and `hears*` what it waits for, `fact` what can be found.
//!
//! See it run: `netlab check greeting-server --check speaks-first -- python3 x.py`.

pub(super) mod act;
pub(super) mod act_connections;
pub(super) mod act_datagrams;
pub(super) mod act_engine;
pub(super) mod act_program;
pub(super) mod act_sending;
pub(super) mod expect;
pub(super) mod expect_bytes;
pub(super) mod expect_datagrams;
pub(super) mod expect_ends;
pub(super) mod expect_program;
pub(super) mod fact;
pub(super) mod finding;
pub(super) mod hears;
pub(super) mod hears_each;
pub(super) mod meet;
pub(super) mod memory;
pub(super) mod not_that;
pub(super) mod places;
pub(super) mod player;
pub(super) mod scene;
pub(super) mod script;
pub(super) mod stage;
pub(super) mod standing;
pub(super) mod start;
pub(super) mod story;
pub(super) mod trouble;
pub(super) mod who_waits;
