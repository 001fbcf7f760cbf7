//! The row of an attempt, read back: what became of it.

use super::Progress;
use crate::connection::TextRow;

/// What the row of an attempt says once nothing is under way any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Proof {
    /// It was applied, in these milliseconds.
    Applied(i32),
    /// The row was committed, and does not say success.
    Unfinished,
    /// The row was not committed.
    Absent,
}

impl Proof {
    /// Reads the answer to [`History::prove`](super::History::prove).
    pub(crate) fn of(rows: &[TextRow]) -> Self {
        let Some([time, outcome, ..]) = rows.first().map(Vec::as_slice) else {
            return Self::Absent;
        };
        let time = time.as_deref().and_then(|text| text.parse().ok()).unwrap_or_default();
        match (outcome.as_deref(), Progress::of_failed(time)) {
            (Some("applied"), _) => Self::Applied(time),
            // An earlier attempt had the same rank.
            (_, Progress::RolledBack(_)) => Self::Absent,
            (_, Progress::Took(_) | Progress::Statement(_)) => Self::Unfinished,
        }
    }
}
