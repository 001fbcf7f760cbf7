//! How the pairs came out: a test that only ever sees the same outcome tests nothing.

use std::cell::RefCell;
use std::collections::BTreeMap;

/// What came of a pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The database itself refuses one of the schemas.
    Invalid(String),
    /// The engine says that it cannot do it.
    Unsupported(String),
    /// The plan was refused at first.
    Refused,
    /// There was nothing to do.
    Same,
    /// The plan said that it fails, and did.
    Failed,
    /// The plan said that nobody can tell whether it fails, and it did.
    Feared,
    /// The plan was executed.
    Executed,
}

impl Outcome {
    const fn name(&self) -> &'static str {
        match self {
            Self::Invalid(_) => "invalid",
            Self::Unsupported(_) => "unsupported",
            Self::Refused => "refused at first",
            Self::Same => "the same",
            Self::Failed => "failed as foretold",
            Self::Feared => "failed as feared",
            Self::Executed => "executed",
        }
    }
}

/// Counts outcomes.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    counts: RefCell<BTreeMap<&'static str, usize>>,
    reasons: RefCell<BTreeMap<String, usize>>,
}

impl Tally {
    pub(crate) fn count(&self, outcome: Outcome) {
        *self.counts.borrow_mut().entry(outcome.name()).or_default() += 1;
        if let Outcome::Invalid(reason) | Outcome::Unsupported(reason) = outcome {
            *self.reasons.borrow_mut().entry(reason).or_default() += 1;
        }
    }

    /// Says how they came out, and sees to it that most of them say something.
    pub(crate) fn assert_telling(&self, most_unsupported: f64) {
        const MOST_FEARED: f64 = 0.05;
        let counts = self.counts.borrow();
        println!("{counts:?}");
        for (reason, count) in &*self.reasons.borrow() {
            println!("{count} x {reason}");
        }
        let of =
            |name: &str| f64::from(u32::try_from(counts.get(name).copied().unwrap_or(0)).unwrap());
        let all = counts
            .keys()
            .filter(|name| **name != "refused at first")
            .map(|name| of(name))
            .sum::<f64>();
        assert!(of("invalid") <= (all * 0.1).max(1.0), "too many schemas are none: {counts:?}");
        assert!(
            of("unsupported") <= (all * most_unsupported).max(1.0),
            "too many are refused: {counts:?}"
        );
        assert!(
            of("failed as feared") <= (all * MOST_FEARED).max(1.0),
            "too little is known: {counts:?}"
        );
        assert!(of("executed") > all * 0.3, "too few are executed: {counts:?}");
    }
}
