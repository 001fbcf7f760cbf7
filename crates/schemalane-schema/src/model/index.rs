//! An index that no constraint owns.

use super::ObjectId;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;

/// An index that no constraint owns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Index {
    /// The table, or the materialised view.
    pub table: ObjectId,
    /// Whether it refuses duplicates.
    pub unique: bool,
    /// The access method; empty on SQLite.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub method: String,
    /// What it is made of, in its order.
    pub parts: Vec<IndexPart>,
    /// PostgreSQL: the columns of `INCLUDE`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub include: Vec<String>,
    /// The canonical text behind `WHERE`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub predicate: Option<String>,
    /// PostgreSQL: `NULLS NOT DISTINCT`.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub nulls_not_distinct: bool,
    /// PostgreSQL: storage parameters.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub parameters: BTreeMap<String, String>,
    /// PostgreSQL: the tablespace, where it is not the database's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tablespace: Option<String>,
    /// PostgreSQL: whether it cannot be used: a concurrent build left it so, or it is that of a partitioned table and a
    /// partition has none.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub invalid: bool,
    /// PostgreSQL: the index of the partitioned table that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attached_to: Option<ObjectId>,
    /// PostgreSQL: whether the table was clustered by it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub clustered: bool,
    /// PostgreSQL: the statistics targets of expressions, by their place among the parts, from 1.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub statistics: BTreeMap<u16, i32>,
    /// PostgreSQL: whether it is that of a partitioned table, whose partitions have indexes of their own.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub partitioned: bool,
}

/// A part of an index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IndexPart {
    /// The column's name, or the canonical text of an expression.
    pub expression: String,
    /// Whether it is a column and no expression.
    pub is_column: bool,
    /// Whether the order is descending.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub descending: bool,
    /// PostgreSQL: `NULLS FIRST` or `NULLS LAST`, where it is not the order's default.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub nulls_reversed: bool,
    /// The collation, where it is not the column's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub collation: Option<String>,
    /// PostgreSQL: the operator class with its parameters, where it is not the type's default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operator_class: Option<String>,
}

/// As `CREATE INDEX` has it: `a DESC`, `(lower(b)) COLLATE "C"`.
impl fmt::Display for IndexPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { expression, is_column, descending, nulls_reversed, collation, operator_class } =
            self;
        match is_column {
            true => f.write_str(expression)?,
            false => write!(f, "({expression})")?,
        }
        if let Some(collation) = collation {
            write!(f, " COLLATE {collation}")?;
        }
        if let Some(class) = operator_class {
            write!(f, " {class}")?;
        }
        f.write_str(match (descending, nulls_reversed) {
            (false, false) => "",
            (false, true) => " NULLS FIRST",
            (true, false) => " DESC",
            (true, true) => " DESC NULLS LAST",
        })
    }
}
