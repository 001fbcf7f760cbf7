//! The history rows, sorted by what they mean.

use std::collections::BTreeMap;

use schemalane_source::Version;

use crate::history::{Row, RowKind};

/// The rows, sorted by what they mean.
pub(super) struct Reading<'r> {
    pub(super) versionless: Vec<&'r Row>,
    pub(super) baselines: Vec<&'r Row>,
    /// The row that counts for each version.
    pub(super) latest: BTreeMap<Version, Latest<'r>>,
    pub(super) baseline: Option<Version>,
    pub(super) current: Option<Version>,
    pub(super) highest_rank: i32,
}

#[derive(Clone, Copy)]
pub(super) enum Latest<'r> {
    Live(&'r Row),
    /// Cancelled by a later `DELETE`, which is this row.
    Deleted {
        row: &'r Row,
        /// Whether it had been applied, and not only tried.
        was_applied: bool,
    },
    /// Undone by this row.
    Undone(&'r Row),
}

impl<'r> Reading<'r> {
    pub(super) fn new(rows: &'r [Row]) -> Self {
        let mut reading = Self {
            versionless: Vec::new(),
            baselines: Vec::new(),
            latest: BTreeMap::new(),
            baseline: None,
            current: None,
            highest_rank: 0,
        };
        for row in rows {
            reading.highest_rank = reading.highest_rank.max(row.installed_rank);
            reading.take(row);
        }
        let live = reading.latest.iter().filter_map(|(version, row)| match row {
            Latest::Live(row) if row.success => Some(version),
            _ => None,
        });
        reading.current = live.chain(reading.baseline.as_ref()).max().cloned();
        reading
    }

    fn take(&mut self, row: &'r Row) {
        let Some(version) = row.parsed_version() else {
            self.versionless.push(row);
            return;
        };
        match RowKind::of(&row.kind) {
            RowKind::Baseline if row.success => {
                self.baseline = self.baseline.take().max(Some(version));
                self.baselines.push(row);
            }
            RowKind::Delete => {
                let before = self.latest.get(&version);
                let was_tried = matches!(before, Some(Latest::Live(old)) if !old.success);
                let was_applied = row.success && !was_tried;
                self.latest.insert(version, Latest::Deleted { row, was_applied });
            }
            RowKind::Undo if row.success => {
                self.latest.insert(version, Latest::Undone(row));
            }
            // Half of what was applied may be undone.
            RowKind::Undo => {
                self.latest.insert(version, Latest::Live(row));
            }
            RowKind::Baseline | RowKind::Elsewhere | RowKind::Applied => {
                // A failed attempt does not undo an applied one; and what one
                // may have left behind is still there after another failed
                // that was rolled back.
                let outweighed = matches!(
                    self.latest.get(&version),
                    Some(Latest::Live(old)) if old.success || !old.is_rolled_back() && row.is_rolled_back()
                );
                if row.success || !outweighed {
                    self.latest.insert(version, Latest::Live(row));
                }
            }
        }
    }
}
