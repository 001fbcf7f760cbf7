//! One line of a status.

use schemalane_source::Version;

use crate::{
    history::Row,
    manifest::{Body, Draft, Migration},
};

/// What leads on from an attempt that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum NextStep {
    /// `up` tries it again: nothing of it is left.
    Up,
    /// `repair` clears its row: its file is gone.
    Clear,
    /// What it left behind is undone or completed by hand, then `repair` clears its row.
    Repair,
}

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
    /// Taken out of the history by `repair`, ours or Flyway's, and not in the manifest.
    Deleted,
    /// Taken out of the history so, but in the manifest: drift, since nobody
    /// knows whether what it did is still there.
    Returned,
    /// Undone by Flyway, and not in the manifest.
    Undone,
    /// Its file has no statement yet.
    Unwritten,
    /// Applied by Flyway from Java or a script, which no folder of migrations holds.
    Elsewhere,
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
            Self::Returned => "Returned",
            Self::Undone => "Undone",
            Self::Unwritten => "Unwritten",
            Self::Elsewhere => "Elsewhere",
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
    pub(crate) fn of_draft(draft: &Draft) -> Self {
        Self {
            version: draft.version().clone(),
            description: draft.description().to_owned(),
            kind: "SQL",
            script: draft.script().to_owned(),
            checksum: draft.checksum(),
        }
    }

    pub(crate) fn of(migration: &Migration) -> Self {
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
    /// Cancelled so, but in the manifest.
    Returned(Local, Row),
    /// Undone by this row.
    Undone(Row),
    /// Still to be written.
    Unwritten(Local),
    /// Applied from what no folder holds.
    Elsewhere(Row),
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
            Self::Returned(..) => State::Returned,
            Self::Undone(_) => State::Undone,
            Self::Unwritten(_) => State::Unwritten,
            Self::Elsewhere(_) => State::Elsewhere,
            Self::Versionless(row) => {
                if row.success {
                    State::Success
                } else {
                    State::Failed
                }
            }
        }
    }

    /// What leads on from an attempt that failed. Only its row knows how it
    /// ran: the file may have become another since.
    pub(crate) fn next(&self) -> Option<NextStep> {
        match self {
            Self::Failed(None, _) => Some(NextStep::Clear),
            Self::Failed(Some(_), row) if row.is_rolled_back() => Some(NextStep::Up),
            Self::Failed(Some(_), _) => Some(NextStep::Repair),
            _ => None,
        }
    }

    /// What the manifest says of it.
    #[must_use]
    pub const fn local(&self) -> Option<&Local> {
        match self {
            Self::Pending(local)
            | Self::OutOfOrder(local)
            | Self::BelowBaseline(local)
            | Self::Unwritten(local)
            | Self::Success(local, _)
            | Self::ChecksumMismatch(local, _)
            | Self::Returned(local, _) => Some(local),
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
            | Self::Returned(_, row)
            | Self::Failed(_, row)
            | Self::Missing(row)
            | Self::Future(row)
            | Self::Baseline(row)
            | Self::Deleted(row)
            | Self::Undone(row)
            | Self::Elsewhere(row)
            | Self::Versionless(row) => Some(row),
            Self::Pending(_)
            | Self::OutOfOrder(_)
            | Self::BelowBaseline(_)
            | Self::Unwritten(_) => None,
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
