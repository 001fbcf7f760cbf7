//! A row of the history table: read as it is, written as it should be.

use schemalane_source::Version;

use super::Progress;
use crate::{connection::TextRow, manifest::Migration};

/// One row of the history table, as the database has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The primary key, in the order of installation.
    pub installed_rank: i32,
    /// The version as text; none for rows that have none (`SCHEMA`, repeatable).
    pub version: Option<String>,
    /// What the row is for.
    pub description: String,
    /// Any text; `SQL`, `RUST` and Flyway's types have a meaning here.
    pub kind: String,
    /// The file name, or what Flyway writes in its stead.
    pub script: String,
    /// Flyway's CRC-32; none where the tool that wrote the row had none.
    pub checksum: Option<i32>,
    /// Who ran it.
    pub installed_by: String,
    /// When, as the database writes it: the column may or may not have a time zone.
    pub installed_on: String,
    /// How long it took, in milliseconds; negative where it says how far a
    /// failed attempt came.
    pub execution_time: i32,
    /// Whether it was applied.
    pub success: bool,
}

/// What a row says of its version, by its type. The names are Flyway's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RowKind {
    /// The history begins here: `BASELINE`, or the type of a baseline
    /// migration, such as `SQL_BASELINE` and, as they were once called,
    /// `SQL_STATE_SCRIPT`.
    Baseline,
    /// The version counts as never applied: `DELETE`.
    Delete,
    /// What the version did was undone: `UNDO_SQL` and the like.
    Undo,
    /// It was applied from what no folder of migrations holds: `JDBC`,
    /// `SPRING_JDBC`, `SCRIPT`.
    Elsewhere,
    /// It was applied.
    Applied,
}

impl RowKind {
    pub(crate) fn of(kind: &str) -> Self {
        match kind {
            "DELETE" => Self::Delete,
            "JDBC" | "SPRING_JDBC" | "SCRIPT" => Self::Elsewhere,
            "BASELINE" => Self::Baseline,
            _ if kind.ends_with("_BASELINE") || kind.ends_with("_STATE_SCRIPT") => Self::Baseline,
            _ if kind.starts_with("UNDO_") => Self::Undo,
            _ => Self::Applied,
        }
    }
}

impl Row {
    /// The statement, from one, at which a file that runs outside of a
    /// transaction was stopped.
    #[must_use]
    pub fn stopped_at(&self) -> Option<u32> {
        match self.progress() {
            Progress::Statement(statement) => Some(statement),
            Progress::Took(_) | Progress::RolledBack(_) => None,
        }
    }

    /// Whether it says of a failed attempt that nothing of it is left. Only
    /// Schemalane says so, and only of an attempt whose end it has seen.
    #[must_use]
    pub fn is_rolled_back(&self) -> bool {
        matches!(self.progress(), Progress::RolledBack(_))
    }

    /// How long it took, in milliseconds, as far as that is known.
    #[must_use]
    pub fn milliseconds(&self) -> i32 {
        match self.progress() {
            Progress::Took(time) | Progress::RolledBack(time) => time.max(0),
            Progress::Statement(_) => 0,
        }
    }

    const fn progress(&self) -> Progress {
        if self.success {
            Progress::Took(self.execution_time)
        } else {
            Progress::of_failed(self.execution_time)
        }
    }

    /// The version, where the row has one that reads as a version.
    #[must_use]
    pub fn parsed_version(&self) -> Option<Version> {
        self.version.as_deref().and_then(|text| Version::parse(text).ok())
    }
}

/// The values of a row that is written; the database fills in the time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NewRow<'r> {
    pub(crate) version: Option<&'r str>,
    pub(crate) description: &'r str,
    pub(crate) kind: &'r str,
    pub(crate) script: &'r str,
    pub(crate) checksum: Option<i32>,
    pub(crate) execution_time: i32,
    pub(crate) success: bool,
}

impl<'r> NewRow<'r> {
    /// The row of an attempt at a migration, which has failed until it is
    /// [finished](History::finish).
    pub(crate) fn of(migration: &'r Migration, kind: &'r str, progress: Progress) -> Self {
        Self {
            version: Some(migration.version().as_str()),
            description: migration.description(),
            kind,
            script: migration.script(),
            checksum: Some(migration.checksum()),
            execution_time: progress.execution_time(),
            success: false,
        }
    }
}

/// Takes a row from its cells; the columns are in the order of [`History::select`].
pub(crate) fn row(cells: TextRow) -> Result<Row, sqlx::Error> {
    let mut cells = cells.into_iter();
    let mut next = || cells.next().flatten();
    Ok(Row {
        installed_rank: number(next(), "installed_rank")?,
        version: next(),
        description: next().unwrap_or_default(),
        kind: next().unwrap_or_default(),
        script: next().unwrap_or_default(),
        checksum: next().map(|text| number(Some(text), "checksum")).transpose()?,
        installed_by: next().unwrap_or_default(),
        installed_on: next().unwrap_or_default(),
        execution_time: number(next(), "execution_time")?,
        success: next().is_some_and(|text| is_true(&text)),
    })
}

/// Whether a database says yes so.
pub(crate) fn is_true(text: &str) -> bool {
    matches!(text, "true" | "t" | "1")
}

fn number(cell: Option<String>, column: &'static str) -> Result<i32, sqlx::Error> {
    let text = cell.unwrap_or_default();
    text.parse().map_err(|source| sqlx::Error::ColumnDecode {
        index: column.to_owned(),
        source: Box::new(source),
    })
}
