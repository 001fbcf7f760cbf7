//! How much a test tries: a little on every change, everything with `./test --full`.

use std::env;

/// What `./test --full` sets to `1`.
const VARIABLE: &str = "SCHEMALANE_TEST_FULL";

/// Whether the tests run in full.
#[must_use]
pub fn is_full() -> bool {
    is_set(env::var(VARIABLE).ok().as_deref())
}

/// Names the folders with the programs of PostgreSQL's other versions, divided by colons.
const VERSIONS: &str = "SCHEMALANE_PG_VERSIONS";

/// The folders with the programs of PostgreSQL's other versions. A full run needs them, and `./test --full` fetches them;
/// else there may be none.
#[must_use]
pub fn versions() -> Vec<std::path::PathBuf> {
    let found: Vec<_> =
        env::var_os(VERSIONS).map(|list| env::split_paths(&list).collect()).unwrap_or_default();
    assert!(
        !is_full() || !found.is_empty(),
        "a full run needs PostgreSQL's other versions: run ./test --full, which fetches them, or set {VERSIONS}"
    );
    found
}

/// How often to repeat what has chance in it: `small` times, or `full` times in a full run.
///
/// ```
/// for round in 0..schemalane_testkit::effort::loops(2, 50) {
///     // ...
/// #   let _ = round;
/// }
/// ```
#[must_use]
pub fn loops(small: usize, full: usize) -> usize {
    if is_full() { full } else { small }
}

/// Calls `strikes` with 1, 2, 3, ... until it says that the fault did not strike any more, because the program did not
/// get that far. Gives how often it struck. Outside of a full run only every `step`th number is tried, from 1 on.
///
/// ```
/// // A program with seven places where it can fail.
/// assert_eq!(schemalane_testkit::effort::sweep(1, |n| n <= 7), 7);
/// ```
pub fn sweep(step: usize, strikes: impl FnMut(usize) -> bool) -> usize {
    advance(if is_full() { 1 } else { step }, strikes)
}

fn advance(step: usize, mut strikes: impl FnMut(usize) -> bool) -> usize {
    /// More than any program of a test does.
    const END: usize = 100_000;
    let struck = (1..END).step_by(step).take_while(|&n| strikes(n)).count();
    assert!(struck < END / step, "the fault struck {struck} times, and would for ever");
    struck
}

fn is_set(value: Option<&str>) -> bool {
    match value {
        None | Some("" | "0") => false,
        Some("1") => true,
        Some(other) => panic!("{VARIABLE} is {other}, and may be 1 or 0"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_run_is_asked_for_with_1() {
        assert!(is_set(Some("1")));
        assert!([None, Some(""), Some("0")].into_iter().all(|value| !is_set(value)));
    }

    #[test]
    #[should_panic(expected = "SCHEMALANE_TEST_FULL is yes, and may be 1 or 0")]
    fn a_misspelt_wish_is_not_taken_for_a_no() {
        is_set(Some("yes"));
    }

    #[test]
    fn advances_until_the_first_miss() {
        let mut tried = Vec::new();
        let struck = advance(3, |n| {
            tried.push(n);
            n < 8
        });
        assert_eq!((struck, tried), (3, vec![1, 4, 7, 10]));
    }
}
