//! Types, sequences and extensions of PostgreSQL.

use super::{Constraint, ObjectId};
use serde::Serialize;

/// An enumerated type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Enum {
    /// Its values in their order.
    pub labels: Vec<String>,
}

/// A domain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Domain {
    /// The type below it.
    pub data_type: String,
    /// Whether it refuses nulls.
    pub not_null: bool,
    /// The default as canonical text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// The collation, where it is not the type's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub collation: Option<String>,
    /// The checks, in ascending order.
    pub constraints: Vec<Constraint>,
}

/// A composite type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Composite {
    /// Its attributes in their order.
    pub fields: Vec<Field>,
}

/// An attribute of a composite type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its type.
    pub data_type: String,
    /// The collation, where it is not the type's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub collation: Option<String>,
    /// What `COMMENT ON COLUMN` says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// A sequence, or the options of the sequence of an identity column. Where it stands is data and no fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sequence {
    /// `smallint`, `integer` or `bigint`.
    pub data_type: String,
    /// The first value.
    pub start: i64,
    /// The step.
    pub increment: i64,
    /// The smallest value.
    pub minimum: i64,
    /// The largest value.
    pub maximum: i64,
    /// How many values a session takes at once.
    pub cache: i64,
    /// Whether it begins again at its end.
    pub cycle: bool,
    /// Whether it survives a crash.
    pub persistence: super::Persistence,
    /// The table and column that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owned_by: Option<(ObjectId, String)>,
}

/// An extension.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Extension {
    /// The schema that holds its objects.
    pub schema: String,
    /// The version, where the wanted schema says one; that of the database otherwise, which is then not compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
}
