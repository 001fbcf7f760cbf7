//! A column of a table.

use serde::Serialize;
use std::collections::BTreeMap;

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Its name; on SQLite in lower case, as SQLite compares names.
    pub name: String,
    /// SQLite: its name as it is written, where that is not in lower case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub written: Option<String>,
    /// Its type: as PostgreSQL's `format_type` writes it, with the schema of a type that is not built in; on SQLite
    /// as it is written, in capitals, empty where there is none.
    pub data_type: String,
    /// Whether it refuses nulls: `NOT NULL`, also where a primary key brings it.
    pub not_null: bool,
    /// The default, as canonical text of the expression without outer parentheses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// The collation, where it is not the default of the type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub collation: Option<String>,
    /// The expression that makes its value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub generated: Option<Generated>,
    /// The sequence that makes its value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identity: Option<Identity>,
    /// SQLite: what happens where `NOT NULL` is broken, where that is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_conflict: Option<String>,
    /// The name of the `NOT NULL` constraint, where it is not one that the server made. On SQLite with those of other
    /// properties and what they name: `x`, `y DEFAULT`. On PostgreSQL, which knows it from version 18 on, as a statement
    /// writes it, with `NOT VALID` and `NO INHERIT` behind it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_null_name: Option<String>,
    /// PostgreSQL: the storage, where it is not the type's default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub storage: Option<String>,
    /// PostgreSQL: the compression, where it is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compression: Option<String>,
    /// PostgreSQL: the statistics target, where it is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statistics: Option<i32>,
    /// PostgreSQL: what the planner is told of its values, such as `n_distinct`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub parameters: BTreeMap<String, String>,
    /// What `COMMENT ON COLUMN` says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl Column {
    /// A column that takes nulls and has nothing but a type.
    pub fn new(name: impl Into<String>, data_type: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            written: None,
            data_type: data_type.into(),
            not_null: false,
            default: None,
            collation: None,
            generated: None,
            identity: None,
            on_conflict: None,
            not_null_name: None,
            storage: None,
            compression: None,
            statistics: None,
            parameters: BTreeMap::new(),
            comment: None,
        }
    }

    /// Its name as it is written.
    #[must_use]
    pub fn written(&self) -> &str {
        self.written.as_deref().unwrap_or(&self.name)
    }
}

/// The expression of a generated column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Generated {
    /// Canonical text of the expression without outer parentheses.
    pub expression: String,
    /// Whether the value is stored; else it is computed when it is read.
    pub stored: bool,
}

/// `GENERATED ... AS IDENTITY`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Identity {
    /// `ALWAYS`; else `BY DEFAULT`.
    pub always: bool,
    /// The options of its sequence.
    pub sequence: super::Sequence,
}
