//! What `up` would do, or what keeps it from doing it.

use schemalane_source::Version;

use super::entry::Entry;
use crate::manifest::Migration;

/// What is in the way of `up`.
#[derive(Debug)]
pub(crate) enum Obstacle {
    Failed(Vec<Entry>),
    Drift(Vec<Entry>),
    /// These have no statement yet, and this one would run above them.
    Unwritten {
        drafts: Vec<Entry>,
        above: String,
    },
    OutOfOrder {
        late: Vec<Entry>,
        current: Option<Version>,
    },
}

/// The migrations that a run applies, in order: a value to print, or to execute.
#[derive(Clone, Debug)]
pub struct Plan {
    pub(super) migrations: Vec<Planned>,
}

/// One migration of a plan.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Planned {
    /// What runs.
    pub migration: Migration,
    /// The rank of the history row it gets.
    pub installed_rank: i32,
    /// The rank of the failed row that this attempt replaces.
    pub supersedes: Option<i32>,
    /// How many rows the history has beside it, once it is there.
    pub(crate) others: usize,
    /// How many failed rows go when it is written.
    pub(crate) superseded: usize,
}

impl Plan {
    /// The migrations, in the order in which they run.
    #[must_use]
    pub fn migrations(&self) -> &[Planned] {
        &self.migrations
    }

    /// Whether there is nothing to do.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.migrations.is_empty()
    }
}
