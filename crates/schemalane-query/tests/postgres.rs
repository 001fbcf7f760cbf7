//! What PostgreSQL's queries are said to be, and what they are: each case of `postgres/cases` is described, compared, and
//! run on rows.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "postgres/case.rs"]
mod case;
#[path = "postgres/cases.rs"]
mod cases;
#[path = "postgres/conduct.rs"]
mod conduct;
#[path = "postgres/functions.rs"]
mod functions;
#[path = "postgres/random.rs"]
mod random;
#[path = "postgres/run.rs"]
mod run;
#[path = "postgres/versions.rs"]
mod versions;
