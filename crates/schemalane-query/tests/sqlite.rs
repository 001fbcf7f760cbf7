//! What SQLite's queries are said to be, and what they are: each case of `sqlite/cases` is described, compared, and run on
//! rows.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "sqlite/case.rs"]
mod case;
#[path = "sqlite/cases.rs"]
mod cases;
#[path = "sqlite/deep.rs"]
mod deep;
#[path = "sqlite/grammar.rs"]
mod grammar;
#[path = "sqlite/made.rs"]
mod made;
#[path = "sqlite/operators.rs"]
mod operators;
#[path = "sqlite/random.rs"]
mod random;
#[path = "sqlite/run.rs"]
mod run;
