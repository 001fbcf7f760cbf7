//! The manifest against the history: pure, no database, no clock.

use std::collections::BTreeMap;

use schemalane_source::Version;

use crate::{
    config::{Config, Future, Order},
    history::Row,
    manifest::{Body, Manifest, Migration},
};

/// The state of one migration or history row (specification, section 7, and
/// what a real Flyway history needs beyond it).
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub enum State {
    /// In the manifest, not yet applied, and next in line.
    Pending,
    /// Applied, and the file is what it was.
    Success,
    /// The last attempt failed.
    Failed,
    /// Applied, but the manifest does not know it: drift.
    Missing,
    /// Applied, but the file has changed since: drift.
    ChecksumMismatch,
    /// The row that says from where on the history is ours.
    Baseline,
    /// In the manifest at or below the baseline: never to be applied.
    BelowBaseline,
    /// Applied, and newer than all that the manifest knows: drift, unless allowed.
    Future,
    /// In the manifest, not yet applied, but below a version that is.
    OutOfOrder,
    /// Taken out of the history by Flyway's `repair`, and not in the manifest.
    Deleted,
}

impl State {
    /// The word for people and for JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "Pending",
            Self::Success => "Success",
            Self::Failed => "Failed",
            Self::Missing => "Missing",
            Self::ChecksumMismatch => "ChecksumMismatch",
            Self::Baseline => "Baseline",
            Self::BelowBaseline => "BelowBaseline",
            Self::Future => "Future",
            Self::OutOfOrder => "OutOfOrder",
            Self::Deleted => "Deleted",
        }
    }
}

/// What a manifest says of a migration, without its text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Local {
    /// Its version.
    pub version: Version,
    /// What it is for.
    pub description: String,
    /// `SQL` or `RUST`.
    pub kind: &'static str,
    /// Its file name.
    pub script: String,
    /// Flyway's CRC-32 of the file.
    pub checksum: i32,
}

impl Local {
    fn of(migration: &Migration) -> Self {
        Self {
            version: migration.version().clone(),
            description: migration.description().to_owned(),
            kind: match migration.body() {
                Body::Sql(_) => "SQL",
                Body::Rust(_) => "RUST",
            },
            script: migration.script().to_owned(),
            checksum: migration.checksum(),
        }
    }
}

/// One line of a status, with what is known about it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Entry {
    /// To be applied.
    Pending(Local),
    /// To be applied, but below the highest applied version.
    OutOfOrder(Local),
    /// At or below the baseline.
    BelowBaseline(Local),
    /// Applied as it is.
    Success(Local, Row),
    /// Applied, and changed since.
    ChecksumMismatch(Local, Row),
    /// Attempted without success; the file may be gone.
    Failed(Option<Local>, Row),
    /// Applied, but not in the manifest.
    Missing(Row),
    /// Applied, and newer than the whole manifest.
    Future(Row),
    /// The baseline itself.
    Baseline(Row),
    /// Cancelled by a later row of type `DELETE`.
    Deleted(Row),
    /// A row that belongs to no version: Flyway's schema creation, a repeatable migration.
    Versionless(Row),
}

impl Entry {
    /// The state in a word.
    #[must_use]
    pub const fn state(&self) -> State {
        match self {
            Self::Pending(_) => State::Pending,
            Self::OutOfOrder(_) => State::OutOfOrder,
            Self::BelowBaseline(_) => State::BelowBaseline,
            Self::Success(..) => State::Success,
            Self::ChecksumMismatch(..) => State::ChecksumMismatch,
            Self::Failed(..) => State::Failed,
            Self::Missing(_) => State::Missing,
            Self::Future(_) => State::Future,
            Self::Baseline(_) => State::Baseline,
            Self::Deleted(_) => State::Deleted,
            Self::Versionless(row) => {
                if row.success {
                    State::Success
                } else {
                    State::Failed
                }
            }
        }
    }

    /// What the manifest says of it.
    #[must_use]
    pub const fn local(&self) -> Option<&Local> {
        match self {
            Self::Pending(local)
            | Self::OutOfOrder(local)
            | Self::BelowBaseline(local)
            | Self::Success(local, _)
            | Self::ChecksumMismatch(local, _) => Some(local),
            Self::Failed(local, _) => local.as_ref(),
            _ => None,
        }
    }

    /// What the history says of it.
    #[must_use]
    pub const fn row(&self) -> Option<&Row> {
        match self {
            Self::Success(_, row)
            | Self::ChecksumMismatch(_, row)
            | Self::Failed(_, row)
            | Self::Missing(row)
            | Self::Future(row)
            | Self::Baseline(row)
            | Self::Deleted(row)
            | Self::Versionless(row) => Some(row),
            Self::Pending(_) | Self::OutOfOrder(_) | Self::BelowBaseline(_) => None,
        }
    }

    /// Its version as text, if it has one.
    #[must_use]
    pub fn version(&self) -> Option<&str> {
        match self.local() {
            Some(local) => Some(local.version.as_str()),
            None => self.row().and_then(|row| row.version.as_deref()),
        }
    }
}

/// Everything that manifest and history say together, in version order;
/// rows without a version come first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    entries: Vec<Entry>,
    current: Option<Version>,
    next_rank: i32,
    future: Future,
}

impl Status {
    /// Compares; `rows` are in the order of their ranks.
    pub(crate) fn new(manifest: &Manifest, rows: &[Row], config: &Config) -> Self {
        let reading = Reading::new(rows);
        let newest = manifest.migrations().last().map(Migration::version);
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
                Some(Latest::Live(row)) => applied(migration, row),
                Some(Latest::Deleted(_)) | None => {
                    unapplied(migration, reading.baseline.as_ref(), reading.current.as_ref())
                }
            };
            lines.entry(Some(version.clone())).or_default().push(entry);
        }
        for (version, row) in latest {
            let entry = match row {
                Latest::Deleted(row) => Entry::Deleted(row.clone()),
                Latest::Live(row) if !row.success => Entry::Failed(None, row.clone()),
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

    /// How many migrations of the manifest are applied as they are.
    pub(crate) fn applied(&self) -> usize {
        self.entries.iter().filter(|entry| matches!(entry, Entry::Success(..))).count()
    }

    pub(crate) fn count(&self, wanted: impl Fn(State) -> bool) -> usize {
        self.entries.iter().filter(|entry| wanted(entry.state())).count()
    }

    fn is_drift(&self, state: State) -> bool {
        match state {
            State::Missing | State::ChecksumMismatch => true,
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

    /// What `up` would do, or the first thing that keeps it from doing it:
    /// failures before drift, drift before order.
    pub(crate) fn plan(&self, manifest: &Manifest, config: &Config) -> Result<Plan, Obstacle> {
        let stuck: Vec<_> =
            self.entries.iter().filter(|e| is_stuck(e, manifest)).cloned().collect();
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
        let mut steps: Vec<_> =
            self.entries.iter().filter(wanted).filter_map(|entry| step(entry, manifest)).collect();
        // The first attempt takes the place of the row it supersedes, where
        // that is the last one: a mended failure leaves no hole in the ranks.
        let first_rank = match steps.first().and_then(|step| step.supersedes) {
            Some(rank) if rank + 1 == self.next_rank => rank,
            _ => self.next_rank,
        };
        for (rank, step) in (first_rank..).zip(&mut steps) {
            step.installed_rank = rank;
        }
        Ok(Plan { steps })
    }
}

/// What is in the way of `up`.
#[derive(Debug)]
pub(crate) enum Obstacle {
    Failed(Vec<Entry>),
    Drift(Vec<Entry>),
    OutOfOrder { late: Vec<Entry>, current: Option<Version> },
}

/// The migrations that a run applies, in order: a value to print, or to execute.
#[derive(Clone, Debug)]
pub struct Plan {
    steps: Vec<Step>,
}

/// One migration of a plan.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Step {
    /// What runs.
    pub migration: Migration,
    /// The rank of the history row it gets.
    pub installed_rank: i32,
    /// The rank of the failed row that this attempt replaces.
    pub supersedes: Option<i32>,
}

impl Plan {
    /// The migrations, in the order in which they run.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Whether there is nothing to do.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }
}

/// A failed attempt that another `up` cannot mend by itself: the file is
/// gone, or it may have left half of its work behind.
fn is_stuck(entry: &Entry, manifest: &Manifest) -> bool {
    let Entry::Failed(local, _) = entry else { return false };
    let migration = local.as_ref().and_then(|local| find(manifest, &local.version));
    migration.is_none_or(|migration| !migration.is_atomic())
}

fn step(entry: &Entry, manifest: &Manifest) -> Option<Step> {
    let supersedes = match entry {
        Entry::Pending(_) | Entry::OutOfOrder(_) => None,
        Entry::Failed(Some(_), row) => Some(row.installed_rank),
        _ => return None,
    };
    let migration = find(manifest, &entry.local()?.version)?.clone();
    Some(Step { migration, installed_rank: 0, supersedes })
}

fn find<'m>(manifest: &'m Manifest, version: &Version) -> Option<&'m Migration> {
    let migrations = manifest.migrations();
    let index = migrations.binary_search_by(|m| m.version().cmp(version)).ok()?;
    migrations.get(index)
}

fn applied(migration: &Migration, row: &Row) -> Entry {
    let (local, row) = (Local::of(migration), row.clone());
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

/// The rows, sorted by what they mean.
struct Reading<'r> {
    versionless: Vec<&'r Row>,
    baselines: Vec<&'r Row>,
    /// The row that counts for each version.
    latest: BTreeMap<Version, Latest<'r>>,
    baseline: Option<Version>,
    current: Option<Version>,
    highest_rank: i32,
}

enum Latest<'r> {
    Live(&'r Row),
    /// Cancelled by a later `DELETE`.
    Deleted(&'r Row),
}

impl<'r> Reading<'r> {
    fn new(rows: &'r [Row]) -> Self {
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
        match row.kind.as_str() {
            "BASELINE" => {
                self.baseline = self.baseline.take().max(Some(version));
                self.baselines.push(row);
            }
            "DELETE" => {
                self.latest.insert(version, Latest::Deleted(row));
            }
            _ => {
                // A failed attempt does not undo an applied one.
                let applied =
                    matches!(self.latest.get(&version), Some(Latest::Live(old)) if old.success);
                if row.success || !applied {
                    self.latest.insert(version, Latest::Live(row));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
