//! What an import did, or would do, with stable JSON.

use schemalane_source::TargetName;
use serde::Serialize;

use super::Importer;

/// What `import` did, or would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ImportReport {
    /// The database target.
    pub target: TargetName,
    /// Whose history it is.
    pub from: Importer,
    /// The other tool's table, with its schema.
    pub table: String,
    /// The schema that holds our history table.
    pub schema: String,
    /// Our history table.
    pub history_table: String,
    /// Whether it is done.
    pub state: ImportState,
    /// The rows of the other tool, in the order in which they were applied.
    pub imported: Vec<Imported>,
    /// The files without a row, which stay pending.
    pub pending: Vec<ImportPending>,
}

/// Whether an import is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ImportState {
    /// Nothing was changed.
    Planned,
    /// The rows are written.
    Imported,
}

/// One row of the other tool, and the history row that it becomes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Imported {
    /// The version of the file.
    pub version: String,
    /// What the file is for.
    pub description: String,
    /// What the history says that it is: `SQL`, `RUST`, or what the configuration says for Rust.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The file name.
    pub script: String,
    /// The checksum of the file.
    pub checksum: i32,
    /// The rank of the history row.
    pub installed_rank: i32,
    /// When the other tool applied it, in UTC; none where it does not say.
    pub installed_on: Option<String>,
    /// How long that took, in milliseconds; 0 where the other tool does not say.
    pub execution_time: i32,
    /// How it is known that the file is what was applied.
    pub compared: Compared,
    /// The version as the other tool writes it.
    pub original_version: String,
    /// The name that the other tool has for it, where that is another one.
    pub original_name: Option<String>,
}

/// How it is known that a file is what another tool applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Compared {
    /// The other tool's checksum of it is the same.
    Checksum,
    /// Its name is the same; the tool keeps no checksum of it, or the file is Rust.
    Name,
    /// Nothing but the version could be compared.
    Version,
    /// It differs, and that was accepted.
    Accepted,
}

impl Compared {
    /// The word for people.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Checksum => "checksum equal",
            Self::Name => "name equal",
            Self::Version => "nothing to compare",
            Self::Accepted => "differs, accepted",
        }
    }
}

/// A file that the other tool has not applied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ImportPending {
    /// Its version.
    pub version: String,
    /// Its file name.
    pub script: String,
}
