//! `repair`: what a person allows to be put right in the history.
//!
//! It never touches anything but the history table. What it would do is a
//! value ([`Repairs`]) before it is done.

use schemalane_source::{TargetName, Version};
use serde::Serialize;

use crate::{
    Error,
    history::{History, NewRow, Row},
    status::{Entry, Local, Status},
};

/// What `repair` does, or would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Repairs {
    /// The database target.
    pub target: TargetName,
    /// Failed attempts whose rows go, so that they can be tried again.
    pub cleared: Vec<Repair>,
    /// Applied migrations whose rows take over what the file says now.
    pub realigned: Vec<Repair>,
    /// Applied migrations without a file, which are marked as deleted, as
    /// Flyway marks them.
    pub deleted: Vec<Repair>,
    /// Marks of deletion that go, since the file is here again and was named:
    /// the migration counts as applied.
    pub restored: Vec<Repair>,
    /// Changed files, and such that are here again, that were not named, so
    /// nothing is done about them.
    pub left: Vec<Repair>,
}

/// One row that `repair` is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Repair {
    /// The rank of the row.
    pub installed_rank: i32,
    /// Its version.
    pub version: Option<String>,
    /// Its script.
    pub script: String,
    /// The checksum that it has.
    pub checksum: Option<i32>,
    /// The checksum that it takes over.
    pub new_checksum: Option<i32>,
    #[serde(skip)]
    row: Row,
    #[serde(skip)]
    local: Option<Local>,
}

impl Repair {
    fn new(row: &Row, local: Option<&Local>) -> Self {
        Self {
            installed_rank: row.installed_rank,
            version: row.version.clone(),
            script: row.script.clone(),
            checksum: row.checksum,
            new_checksum: local.map(|local| local.checksum),
            row: row.clone(),
            local: local.cloned(),
        }
    }
}

impl Repairs {
    fn none(target: &TargetName) -> Self {
        Self {
            target: target.clone(),
            cleared: Vec::new(),
            realigned: Vec::new(),
            deleted: Vec::new(),
            restored: Vec::new(),
            left: Vec::new(),
        }
    }

    /// Finds what there is to repair. A changed file is taken over only if
    /// its version is among the `accepted`: a change that nobody meant must
    /// not disappear.
    pub(crate) fn new(target: &TargetName, status: &Status, accepted: &[Version]) -> Self {
        let mut repairs = Self::none(target);
        for entry in status.entries() {
            match entry {
                Entry::Failed(local, row) => {
                    repairs.cleared.push(Repair::new(row, local.as_ref()));
                }
                Entry::ChecksumMismatch(local, row) if accepted.contains(&local.version) => {
                    repairs.realigned.push(Repair::new(row, Some(local)));
                }
                Entry::Returned(local, row) if accepted.contains(&local.version) => {
                    repairs.restored.push(Repair::new(row, Some(local)));
                }
                Entry::ChecksumMismatch(local, row) | Entry::Returned(local, row) => {
                    repairs.left.push(Repair::new(row, Some(local)));
                }
                // The description is no part of the comparison, but Flyway
                // compares it too.
                Entry::Success(local, row)
                    if accepted.contains(&local.version)
                        && !crate::history::is_described(row, &local.description) =>
                {
                    repairs.realigned.push(Repair::new(row, Some(local)));
                }
                Entry::Missing(row) => repairs.deleted.push(Repair::new(row, None)),
                _ => {}
            }
        }
        repairs
    }

    /// Whether there is nothing to do.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.cleared.is_empty()
            && self.realigned.is_empty()
            && self.deleted.is_empty()
            && self.restored.is_empty()
    }

    /// The statements that do it, for one transaction; `next_rank` is the
    /// first free one.
    pub(crate) fn statements(&self, history: &History, next_rank: i32) -> Vec<String> {
        let cleared: Vec<_> = self.cleared.iter().map(|repair| repair.installed_rank).collect();
        let mut statements: Vec<_> = history.forget(&cleared).into_iter().collect();
        for Repair { installed_rank, local, .. } in &self.realigned {
            if let Some(local) = local {
                statements.push(history.align(*installed_rank, &local.description, local.checksum));
            }
        }
        statements
            .extend(self.restored.iter().map(|repair| history.restore(repair.installed_rank)));
        for (rank, Repair { row, .. }) in (next_rank..).zip(&self.deleted) {
            let marker = NewRow {
                version: row.version.as_deref(),
                description: &row.description,
                kind: "DELETE",
                script: &row.script,
                checksum: row.checksum,
                execution_time: 0,
                success: row.success,
            };
            statements.push(history.insert(rank, &marker));
        }
        statements
    }
}

/// A change to the history that a person asks for.
#[derive(Clone, Debug)]
pub(crate) enum Mending {
    Repair { accepted: Vec<Version> },
    Baseline { version: Version },
}

impl Mending {
    /// What is changed, and the statements that change it.
    pub(crate) fn statements(
        &self,
        target: &TargetName,
        status: &Status,
        history: &History,
    ) -> Result<(Repairs, Vec<String>), Error> {
        match self {
            Self::Repair { accepted } => {
                let repairs = Repairs::new(target, status, accepted);
                let statements = repairs.statements(history, status.next_rank());
                Ok((repairs, statements))
            }
            Self::Baseline { version } => {
                let statements = baseline(status, history, version)?;
                Ok((Repairs::none(target), statements))
            }
        }
    }
}

/// The row of a baseline, unless it is there already.
fn baseline(status: &Status, history: &History, version: &Version) -> Result<Vec<String>, Error> {
    for entry in status.entries() {
        match entry {
            Entry::Baseline(row) if row.parsed_version().as_ref() == Some(version) => {
                return Ok(Vec::new());
            }
            // Schemas that Flyway made are no history yet.
            Entry::Versionless(row) if row.kind == "SCHEMA" => {}
            entry => {
                if let Some(row) = entry.row() {
                    return Err(Error::AlreadyBegun { script: row.script.clone() });
                }
            }
        }
    }
    let marker = NewRow {
        version: Some(version.as_str()),
        description: BASELINE,
        kind: "BASELINE",
        script: BASELINE,
        checksum: None,
        execution_time: 0,
        success: true,
    };
    Ok(vec![history.insert(status.next_rank(), &marker)])
}

/// What Flyway writes into the row of a baseline.
const BASELINE: &str = "<< Flyway Baseline >>";
