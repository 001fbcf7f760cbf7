//! What a command found or did, with stable JSON.

use schemalane_source::{Dialect, TargetName, Version};
use serde::Serialize;

use crate::{
    failure::Failure,
    history::History,
    manifest::Manifest,
    status::{Entry, NextStep, State, Status},
    stranger::Strangers,
};

/// What `up` or `fresh` did; also what a failed run had done before it failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RunReport {
    /// The database target.
    pub target: TargetName,
    /// What this run applied, in order.
    pub applied: Vec<Applied>,
    /// What stopped it.
    pub failed: Option<Failure>,
    /// How many migrations were applied before this run.
    pub already_applied: usize,
    /// How long the run took, in milliseconds, without the wait for a connection.
    pub duration_ms: u64,
}

/// A migration that a run applied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Applied {
    /// The migration's version.
    pub version: String,
    /// Its file name.
    pub script: String,
    /// How long it took, in milliseconds.
    pub execution_time: i32,
    /// What it is for.
    pub description: String,
    /// The rank of its history row.
    pub installed_rank: i32,
}

/// What `status` found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StatusReport {
    /// The database target.
    pub target: TargetName,
    /// The database's dialect.
    pub dialect: Dialect,
    /// The schema that holds the history table.
    pub schema: String,
    /// The history table.
    pub history_table: String,
    /// The highest applied version, or the baseline.
    pub current_version: Option<String>,
    /// Every migration and every history row, in version order.
    pub migrations: Vec<MigrationStatus>,
    /// How many migrations wait to be applied.
    pub pending: usize,
    /// How many lines are drift.
    pub drift: usize,
    /// How many attempts failed.
    pub failed: usize,
    /// How many of them `up` tries again: nothing of them is left.
    pub retried: usize,
    /// How many of them keep `up` from everything, until they are repaired.
    pub stuck: usize,
    /// What the schema holds although there is no history: `up` refuses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub strangers: Option<Strangers>,
}

/// One line of a status. What only a history row knows is absent for a
/// migration that has none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct MigrationStatus {
    /// The version; none for rows that have none.
    pub version: Option<String>,
    /// What it is for.
    pub description: String,
    /// `SQL`, `RUST`, or what the history says.
    #[serde(rename = "type")]
    pub kind: String,
    /// The file name.
    pub script: String,
    /// The checksum of the file, or of the row where there is no file.
    pub checksum: Option<i32>,
    /// The state.
    pub state: State,
    /// What leads on, where its last attempt failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<NextStep>,
    /// What the history row adds.
    #[serde(flatten)]
    pub installed: Option<Installed>,
}

/// What a history row says beyond the migration itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Installed {
    /// Its place in the order of installation.
    pub installed_rank: i32,
    /// Who ran it.
    pub installed_by: String,
    /// When, as the database writes it.
    pub installed_on: String,
    /// How long it took, in milliseconds.
    pub execution_time: i32,
    /// Whether it was applied.
    pub success: bool,
    /// The statement, from one, at which a file that runs outside of a
    /// transaction was stopped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stopped_at: Option<u32>,
    /// The checksum that was recorded.
    pub installed_checksum: Option<i32>,
}

impl StatusReport {
    pub(crate) fn new(
        manifest: &Manifest,
        history: &History,
        status: &Status,
        strangers: Option<Strangers>,
    ) -> Self {
        Self {
            target: manifest.target().clone(),
            dialect: history.dialect(),
            schema: history.schema().to_string(),
            history_table: history.table().to_string(),
            current_version: status.current_version().map(Version::to_string),
            migrations: status.entries().iter().map(MigrationStatus::new).collect(),
            pending: status.pending(),
            drift: status.drift(),
            failed: status.failed(),
            retried: status.retried(),
            stuck: status.stuck(),
            strangers,
        }
    }
}

impl MigrationStatus {
    fn new(entry: &Entry) -> Self {
        let (local, row) = (entry.local(), entry.row());
        let text = |of_local: Option<&str>, of_row: Option<&str>| {
            of_local.or(of_row).unwrap_or_default().to_owned()
        };
        Self {
            version: entry.version().map(str::to_owned),
            description: text(
                local.map(|local| local.description.as_str()),
                row.map(|row| row.description.as_str()),
            ),
            // A row of Flyway's may say JDBC where the file says SQL.
            kind: text(row.map(|row| row.kind.as_str()), local.map(|local| local.kind)),
            script: text(
                local.map(|local| local.script.as_str()),
                row.map(|row| row.script.as_str()),
            ),
            checksum: match (local, row) {
                (Some(local), _) => Some(local.checksum),
                (None, row) => row.and_then(|row| row.checksum),
            },
            state: entry.state(),
            next: entry.next(),
            installed: row.map(|row| Installed {
                installed_rank: row.installed_rank,
                installed_by: row.installed_by.clone(),
                installed_on: row.installed_on.clone(),
                execution_time: row.milliseconds(),
                success: row.success,
                stopped_at: row.stopped_at(),
                installed_checksum: row.checksum,
            }),
        }
    }
}
