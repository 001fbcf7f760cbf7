//! The manifest against the history: pure, no database, no clock.

mod entry;
mod glance;
mod plan;
mod reading;

use std::collections::BTreeMap;

use schemalane_source::Version;

use self::reading::{Latest, Reading};
pub use self::{
    entry::{Entry, Local, NextStep, State},
    plan::{Plan, Planned},
};
pub(crate) use self::{
    glance::{Essence, applied},
    plan::Obstacle,
};
use crate::{
    config::{Config, Future, Order},
    history::{Row, RowKind},
    manifest::{Draft, Manifest, Migration},
};

/// Everything that manifest and history say together, in version order;
/// rows without a version come first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    entries: Vec<Entry>,
    current: Option<Version>,
    next_rank: i32,
    rows: usize,
    /// The rank and the version of each failed row.
    attempts: Vec<(i32, Option<String>)>,
    future: Future,
}

impl Status {
    /// Compares; `rows` are in the order of their ranks.
    pub(crate) fn new(manifest: &Manifest, rows: &[Row], config: &Config) -> Self {
        let reading = Reading::new(rows);
        let newest = manifest.migrations().last().map(Migration::version);
        let newest = newest.max(manifest.drafts().last().map(Draft::version));
        let mut lines: BTreeMap<Option<Version>, Vec<Entry>> = BTreeMap::new();
        for row in reading.versionless {
            lines.entry(None).or_default().push(Entry::Versionless(row.clone()));
        }
        for row in reading.baselines {
            lines.entry(row.parsed_version()).or_default().push(Entry::Baseline(row.clone()));
        }
        let mut latest = reading.latest;
        for migration in manifest.migrations() {
            let version = migration.version();
            let row = latest.remove(version);
            let entry = match row {
                Some(Latest::Live(row)) => tried(Local::of(migration), row),
                Some(Latest::Deleted { .. } | Latest::Undone(_)) | None => {
                    unapplied(migration, reading.baseline.as_ref(), reading.current.as_ref())
                }
            };
            let entry = match (entry, row) {
                (
                    Entry::Pending(local) | Entry::OutOfOrder(local),
                    Some(Latest::Deleted { row, was_applied: true }),
                ) => Entry::Returned(local, row.clone()),
                (entry, _) => entry,
            };
            lines.entry(Some(version.clone())).or_default().push(entry);
        }
        for draft in manifest.drafts() {
            let (version, local) = (draft.version(), Local::of_draft(draft));
            let entry = match latest.remove(version) {
                // It was written once, or is another tool's.
                Some(Latest::Live(row)) if !row.is_rolled_back() => tried(local, row),
                _ if reading.baseline.as_ref().is_some_and(|baseline| version <= baseline) => {
                    Entry::BelowBaseline(local)
                }
                _ => Entry::Unwritten(local),
            };
            lines.entry(Some(version.clone())).or_default().push(entry);
        }
        for (version, row) in latest {
            let entry = match row {
                Latest::Deleted { row, .. } => Entry::Deleted(row.clone()),
                Latest::Undone(row) => Entry::Undone(row.clone()),
                Latest::Live(row) if !row.success => Entry::Failed(None, row.clone()),
                Latest::Live(row) if RowKind::of(&row.kind) == RowKind::Elsewhere => {
                    Entry::Elsewhere(row.clone())
                }
                Latest::Live(row) if newest.is_some_and(|newest| version > *newest) => {
                    Entry::Future(row.clone())
                }
                Latest::Live(row) => Entry::Missing(row.clone()),
            };
            lines.entry(Some(version)).or_default().push(entry);
        }
        Self {
            entries: lines.into_values().flatten().collect(),
            current: reading.current,
            next_rank: reading.highest_rank.max(0) + 1,
            rows: rows.len(),
            attempts: rows
                .iter()
                .filter(|row| !row.success)
                .map(|row| (row.installed_rank, row.version.clone()))
                .collect(),
            future: config.future,
        }
    }

    /// Every line.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The highest version that is applied, or the baseline.
    #[must_use]
    pub const fn current_version(&self) -> Option<&Version> {
        self.current.as_ref()
    }

    /// The first free rank.
    pub(crate) const fn next_rank(&self) -> i32 {
        self.next_rank
    }

    /// How many migrations wait to be applied, in order or not.
    #[must_use]
    pub fn pending(&self) -> usize {
        self.count(|state| matches!(state, State::Pending | State::OutOfOrder))
    }

    /// How many lines are drift (specification, section 7.1); versions above
    /// all local ones count unless the configuration allows them.
    #[must_use]
    pub fn drift(&self) -> usize {
        self.count(|state| self.is_drift(state))
    }

    /// How many attempts failed.
    #[must_use]
    pub fn failed(&self) -> usize {
        self.count(|state| state == State::Failed)
    }

    /// How many failed attempts `up` tries again: nothing of them is left.
    #[must_use]
    pub fn retried(&self) -> usize {
        self.entries.iter().filter(|entry| is_retried(entry)).count()
    }

    /// How many failed attempts keep `up` from everything.
    #[must_use]
    pub fn stuck(&self) -> usize {
        self.entries.iter().filter(|entry| is_stuck(entry)).count()
    }

    /// How many migrations of the manifest are applied as they are.
    pub(crate) fn applied(&self) -> usize {
        self.entries.iter().filter(|entry| matches!(entry, Entry::Success(..))).count()
    }

    pub(crate) fn count(&self, wanted: impl Fn(State) -> bool) -> usize {
        self.entries.iter().filter(|entry| wanted(entry.state())).count()
    }

    fn is_drift(&self, state: State) -> bool {
        match state {
            State::Missing | State::ChecksumMismatch | State::Returned => true,
            State::Future => self.future == Future::Drift,
            _ => false,
        }
    }

    /// The migrations that wait to be applied, in order or not.
    pub(crate) fn waiting(&self) -> impl Iterator<Item = &Local> {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Pending(local) | Entry::OutOfOrder(local) => Some(local),
            _ => None,
        })
    }

    /// The rows that are newer than the whole manifest.
    pub(crate) fn ahead(&self) -> impl Iterator<Item = &Row> {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Future(row) => Some(row),
            _ => None,
        })
    }

    /// The lines that are drift.
    pub(crate) fn drifted(&self) -> Vec<Entry> {
        self.entries.iter().filter(|entry| self.is_drift(entry.state())).cloned().collect()
    }

    /// What is still to be written below the last of these.
    fn below(&self, migrations: &[Planned]) -> Vec<Entry> {
        let last = migrations.last().map(|planned| planned.migration.version());
        let is_below = |entry: &&Entry| match entry {
            Entry::Unwritten(local) => last.is_some_and(|last| local.version < *last),
            _ => false,
        };
        self.entries.iter().filter(is_below).cloned().collect()
    }

    /// The scripts that are still to be written.
    pub(crate) fn unwritten(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Unwritten(local) => Some(local.script.as_str()),
            _ => None,
        })
    }

    /// What `up` would do, or the first thing that keeps it from doing it:
    /// failures before drift, drift before order.
    pub(crate) fn plan(&self, manifest: &Manifest, config: &Config) -> Result<Plan, Obstacle> {
        let stuck: Vec<_> = self.entries.iter().filter(|entry| is_stuck(entry)).cloned().collect();
        if !stuck.is_empty() {
            return Err(Obstacle::Failed(stuck));
        }
        let drifted = self.drifted();
        if !drifted.is_empty() {
            return Err(Obstacle::Drift(drifted));
        }
        let wanted = |entry: &&Entry| match (entry.local(), &config.up_to) {
            (Some(local), Some(last)) => local.version <= *last,
            _ => true,
        };
        let late: Vec<_> = self
            .entries
            .iter()
            .filter(wanted)
            .filter(|entry| entry.state() == State::OutOfOrder)
            .cloned()
            .collect();
        if config.order == Order::Strict && !late.is_empty() {
            return Err(Obstacle::OutOfOrder { late, current: self.current.clone() });
        }
        let mut migrations: Vec<_> = self
            .entries
            .iter()
            .filter(wanted)
            .filter_map(|entry| planned(entry, manifest))
            .collect();
        let drafts = self.below(&migrations);
        if let (false, Some(last)) = (drafts.is_empty(), migrations.last()) {
            return Err(Obstacle::Unwritten { drafts, above: last.migration.script().to_owned() });
        }
        // The first attempt takes the place of the row it supersedes, where
        // that is the last one: a mended failure leaves no hole in the ranks.
        let first_rank = match migrations.first().and_then(|planned| planned.supersedes) {
            Some(rank) if rank + 1 == self.next_rank => rank,
            _ => self.next_rank,
        };
        let mut rows = self.rows;
        for (rank, planned) in (first_rank..).zip(&mut migrations) {
            planned.installed_rank = rank;
            planned.superseded = planned.supersedes.map_or(0, |rank| self.attempts_of(rank));
            planned.others = rows - planned.superseded;
            rows = planned.others + 1;
        }
        Ok(Plan { migrations })
    }

    /// How many failed rows there are of the version of the one with this rank,
    /// as [`History::forget`](crate::history::History::forget) takes them out.
    fn attempts_of(&self, rank: i32) -> usize {
        let version = self.attempts.iter().find(|attempt| attempt.0 == rank);
        let version = version.and_then(|(_, version)| version.as_deref());
        let is_one = |(other, text): &&(i32, Option<String>)| {
            *other == rank || (version.is_some() && text.as_deref() == version)
        };
        self.attempts.iter().filter(is_one).count()
    }
}

/// A failed attempt that another `up` cannot mend by itself.
fn is_stuck(entry: &Entry) -> bool {
    matches!(entry.next(), Some(NextStep::Clear | NextStep::Repair))
}

/// A failed attempt that another `up` tries again.
fn is_retried(entry: &Entry) -> bool {
    entry.next() == Some(NextStep::Up)
}

fn planned(entry: &Entry, manifest: &Manifest) -> Option<Planned> {
    let supersedes = match entry {
        Entry::Pending(_) | Entry::OutOfOrder(_) => None,
        Entry::Failed(Some(_), row) => Some(row.installed_rank),
        _ => return None,
    };
    let migration = find(manifest, &entry.local()?.version)?.clone();
    Some(Planned { migration, installed_rank: 0, supersedes, others: 0, superseded: 0 })
}

fn find<'m>(manifest: &'m Manifest, version: &Version) -> Option<&'m Migration> {
    let migrations = manifest.migrations();
    let index = migrations.binary_search_by(|m| m.version().cmp(version)).ok()?;
    migrations.get(index)
}

fn tried(local: Local, row: &Row) -> Entry {
    let row = row.clone();
    if !row.success {
        Entry::Failed(Some(local), row)
    } else if row.checksum.is_some_and(|checksum| checksum != local.checksum) {
        Entry::ChecksumMismatch(local, row)
    } else {
        Entry::Success(local, row)
    }
}

fn unapplied(
    migration: &Migration,
    baseline: Option<&Version>,
    current: Option<&Version>,
) -> Entry {
    let local = Local::of(migration);
    let is_at_most = |limit: Option<&Version>| limit.is_some_and(|limit| local.version <= *limit);
    if is_at_most(baseline) {
        Entry::BelowBaseline(local)
    } else if is_at_most(current) {
        Entry::OutOfOrder(local)
    } else {
        Entry::Pending(local)
    }
}

#[cfg(test)]
mod tests;
