//! Every folder below `tests/cases` is a case: a database, a wanted schema, and what must come of them.
//!
//! `current.sql` makes the database; `wanted.sql`, or every file of `wanted/`, is the wanted schema; `allow.txt` has
//! approvals and options, one a line. `plan.sql` is the expected plan, or `refused.txt` the expected refusal: both are
//! written anew with `UPDATE_EXPECT=1`. `after.sql` has queries, one a line, and `after.txt` their answers. What stands in
//! `changes.txt`, a table or the column or name of a sequence, changes on purpose. On PostgreSQL `built.sql` makes what
//! must come of it where the wanted files alone cannot, and `requires.txt` names the
//! extensions that the server must have. The texts of plans are those of PostgreSQL 15; on another version only what comes
//! of them is judged. Cases may name the roles `boss`, `clerk` and `reader` there, and `--as deployer` in `allow.txt` lets a
//! role at work that is no superuser and a member of `boss`.
//!
//! Each case is judged by `judge`, which shares no code with the engine: the result must equal a database that was built
//! from the wanted schema, rows must survive, and a second plan must be empty. A refused plan must change nothing.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod judge;
mod runner;

use runner::{Case, postgres, sqlite};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

#[test]
fn sqlite_cases() {
    run(&Case::all(Path::new("tests/cases/sqlite")), sqlite::run);
}

#[test]
fn postgres_cases() {
    run(&Case::all(Path::new("tests/cases/postgres")), postgres::run);
}

/// The judge sees a difference wherever the engine has something to do, so it is no judge that always agrees. That of
/// PostgreSQL is asked within each case, since its databases are dear.
#[test]
fn the_judge_can_disagree() {
    let cases = Case::all(Path::new("tests/cases/sqlite"));
    let silent: Vec<_> = cases
        .iter()
        .filter(|case| case.changes_something() && sqlite::judge_agrees(case))
        .collect();
    assert!(silent.is_empty(), "the judge sees no difference in {silent:?}");
}

/// Runs the cases on two threads, and says of all that fail why.
fn run(cases: &[Case], work: impl Fn(&Case) -> Result<(), String> + Sync) {
    assert!(!cases.is_empty(), "there are no cases");
    let failures: Vec<String> = std::thread::scope(|scope| {
        let halves: Vec<_> = (0..2)
            .map(|half| {
                let work = &work;
                scope.spawn(move || {
                    let mine = cases.iter().skip(half).step_by(2);
                    mine.filter_map(|case| {
                        let result = catch_unwind(AssertUnwindSafe(|| work(case)));
                        let why = result.unwrap_or_else(|_| Err("it panicked".to_owned())).err();
                        why.map(|why| format!("{}: {why}", case.name()))
                    })
                    .collect::<Vec<_>>()
                })
            })
            .collect();
        halves
            .into_iter()
            .flat_map(|half| half.join().expect("a thread of cases panicked"))
            .collect()
    });
    assert!(
        failures.is_empty(),
        "{} of {} cases failed:\n\n{}",
        failures.len(),
        cases.len(),
        failures.join("\n\n")
    );
}
