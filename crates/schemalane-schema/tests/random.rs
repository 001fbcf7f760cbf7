//! Random pairs of schemas that are near each other, with rows: the engine goes from one to the other, and the judge of
//! `judge`, who shares no code with it, looks what came of it.
//!
//! For every pair (`random/flow.rs`): there is a plan, or a refusal in a sentence; the plan is empty just where the judge
//! sees no difference; a refused plan changes nothing; one that says that it must fail does, at that step and without a
//! trace; any other one leads to the wanted schema, also by hand on SQLite; rows and values stay unless the plan said
//! otherwise; and a second plan is empty.
//!
//! The pairs are the same in every run. `SCHEMALANE_RANDOM_SEED` is a number that makes others, and
//! `SCHEMALANE_RANDOM_CASES` says how many. A pair that fails is made as small as possible and printed as the files of a
//! case for `tests/cases`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(
    clippy::print_stdout,
    reason = "how the pairs came out is worth knowing, and shown only to who asks"
)]

mod judge;
#[path = "random/mod.rs"]
mod pair_kit;

use pair_kit::{Defect, Pair, Tally, pairs, postgres, sqlite};
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};
use schemalane_source::Dialect;
use schemalane_testkit::effort;

#[test]
fn sqlite_pairs() {
    let tally = Tally::default();
    let failure = search(Dialect::Sqlite, effort::loops(200, 10_000), 3_000, |pair| {
        sqlite::run(pair, &tally, None)
    });
    assert!(failure.is_none(), "{}", failure.unwrap_or_default());
    tally.assert_telling(0.01);
}

#[test]
fn postgres_pairs() {
    let tally = Tally::default();
    let failure = search(Dialect::Postgres, effort::loops(8, 400), 300, |pair| {
        postgres::run(pair, &tally, None)
    });
    assert!(failure.is_none(), "{}", failure.unwrap_or_default());
    tally.assert_telling(0.2);
}

/// An engine that leaves a column behind, or loses a row, is found out.
#[test]
fn a_defect_is_found() {
    for (defect, words) in [(Defect::Column, "the judge finds"), (Defect::Row, "the rows of")] {
        let failure = search(Dialect::Sqlite, 100, 40, |pair| {
            sqlite::run(pair, &Tally::default(), Some(defect))
        });
        let failure = failure.unwrap_or_else(|| panic!("{defect:?} was not found"));
        assert!(failure.contains(words) && failure.contains("-- wanted.sql"), "{failure}");
    }
}

/// Looks for a pair that fails: why, and what it is, as small as `shrinks` tries make it.
fn search(
    dialect: Dialect,
    cases: usize,
    shrinks: u32,
    check: impl Fn(&Pair) -> Result<(), String>,
) -> Option<String> {
    let seed = number("SCHEMALANE_RANDOM_SEED").unwrap_or(4);
    let cases = number("SCHEMALANE_RANDOM_CASES").unwrap_or(cases as u64);
    let config = Config {
        cases: u32::try_from(cases).expect("not that many"),
        failure_persistence: None,
        max_shrink_iters: shrinks,
        ..Config::default()
    };
    let bytes = [seed.to_le_bytes(); 4].concat();
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(config, rng);
    match runner.run(&pairs(dialect), |pair| check(&pair).map_err(TestCaseError::fail)) {
        Ok(()) => None,
        Err(TestError::Fail(reason, pair)) => Some(format!(
            "SCHEMALANE_RANDOM_SEED={seed}{}: {reason}\n\n-- current.sql\n{}\n-- wanted.sql\n{}",
            flags(dialect, &pair),
            current(dialect, &pair),
            pair.wanted().script()
        )),
        Err(error) => panic!("SCHEMALANE_RANDOM_SEED={seed}: {error}"),
    }
}

/// What `allow.txt` of a case says.
fn flags(dialect: Dialect, pair: &Pair) -> &'static str {
    match dialect {
        Dialect::Sqlite if pair.is_ordered => " --column-order",
        Dialect::Postgres if pair.is_online => " --online",
        _ => "",
    }
}

fn current(dialect: Dialect, pair: &Pair) -> String {
    let script = match dialect {
        Dialect::Sqlite => sqlite::current(pair),
        Dialect::Postgres => postgres::current(pair),
    };
    script.unwrap_or_else(|error| format!("-- {error}"))
}

fn number(variable: &str) -> Option<u64> {
    let text = std::env::var(variable).ok()?;
    Some(text.parse().unwrap_or_else(|error| panic!("{variable} is {text}: {error}")))
}
