//! A table.

use super::{Column, Constraint, ObjectId};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;

/// A table: its columns in their order, its constraints, and what only one of the databases has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Table {
    /// The columns in their order. Two tables whose columns are in another order are the same, unless the order is
    /// asked for.
    pub columns: Vec<Column>,
    /// The constraints, in ascending order.
    pub constraints: Vec<Constraint>,
    /// What only one of the databases has.
    pub options: TableOptions,
}

impl Table {
    /// The column of a name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// What only a table of PostgreSQL has.
    pub(crate) fn postgres(&self) -> Option<&PostgresTable> {
        match &self.options {
            TableOptions::Postgres(own) => Some(own),
            TableOptions::Sqlite(_) => None,
        }
    }

    /// Whether it has partitions.
    pub(crate) fn is_partitioned(&self) -> bool {
        self.postgres().is_some_and(|own| own.partition_by.is_some())
    }

    /// What it is a partition of.
    pub(crate) fn partition(&self) -> Option<&Partition> {
        self.postgres()?.partition_of.as_ref()
    }

    /// The tables that it has columns from: the partitioned one, or those that it inherits from, in their order.
    pub(crate) fn parents(&self) -> impl Iterator<Item = &ObjectId> {
        let partitioned = self.partition().map(|partition| &partition.parent);
        let inherited = self.postgres().into_iter().flat_map(|own| &own.inherits);
        partitioned.into_iter().chain(inherited)
    }
}

/// What only one of the databases has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TableOptions {
    /// On SQLite.
    Sqlite(SqliteTable),
    /// On PostgreSQL.
    Postgres(Box<PostgresTable>),
}

/// What only a table of SQLite has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SqliteTable {
    /// `STRICT`.
    pub strict: bool,
    /// `WITHOUT ROWID`.
    pub without_rowid: bool,
    /// `AUTOINCREMENT`.
    pub autoincrement: bool,
    /// The tokens behind `USING` of a virtual table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub module: Option<String>,
}

/// What only a table of PostgreSQL has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PostgresTable {
    /// Whether it survives a crash.
    pub persistence: Persistence,
    /// What `PARTITION BY` says, such as `RANGE (day)`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partition_by: Option<String>,
    /// The table that it is a partition of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partition_of: Option<Partition>,
    /// The tables that it inherits from, in their order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub inherits: Vec<ObjectId>,
    /// Whether policies decide which rows are seen.
    pub row_security: RowSecurity,
    /// What `REPLICA IDENTITY` says, where it is not the default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replica_identity: Option<String>,
    /// Storage parameters.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub parameters: BTreeMap<String, String>,
    /// The tablespace, where it is not the database's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tablespace: Option<String>,
    /// What is compared and never changed, such as `access method` or `OF`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub fixed: BTreeMap<String, String>,
}

/// Whether a table survives a crash.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Persistence {
    /// It does.
    #[default]
    Permanent,
    /// `UNLOGGED`: it is empty after one.
    Unlogged,
}

impl fmt::Display for Persistence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Permanent => "permanent",
            Self::Unlogged => "unlogged",
        })
    }
}

/// That a table is a partition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Partition {
    /// The partitioned table.
    pub parent: ObjectId,
    /// Which rows it takes, such as `FOR VALUES FROM (1) TO (10)` or `DEFAULT`.
    pub bound: String,
}

impl fmt::Display for Partition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.parent.short(), self.bound)
    }
}

/// Row level security.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RowSecurity {
    /// Not enabled.
    #[default]
    Off,
    /// `ENABLE ROW LEVEL SECURITY`.
    Enabled,
    /// `FORCE ROW LEVEL SECURITY` without being enabled.
    ForcedOff,
    /// Enabled and forced: for the owner too.
    Forced,
}

impl fmt::Display for RowSecurity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Off => "off",
            Self::Enabled => "enabled",
            Self::ForcedOff => "forced and not enabled",
            Self::Forced => "enabled and forced",
        })
    }
}
