//! What runs inside of the database.

use super::ObjectId;
use serde::Serialize;

/// A function, a procedure or an aggregate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Routine {
    /// The word for it: `function`, `procedure` or `aggregate`.
    pub what: String,
    /// The type that it returns; empty for a procedure.
    pub returns: String,
    /// The language.
    pub language: String,
    /// The whole text as the database prints it.
    pub definition: String,
}

/// A trigger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Trigger {
    /// The table or view.
    pub table: ObjectId,
    /// The text as PostgreSQL prints it, or the tokens of SQLite's.
    pub definition: String,
    /// PostgreSQL: when it fires, where that is not always: `disabled`, `replica` or `always`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub firing: Option<String>,
}

/// A policy of row level security.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Policy {
    /// The table.
    pub table: ObjectId,
    /// `PERMISSIVE`; else `RESTRICTIVE`.
    pub permissive: bool,
    /// `ALL`, `SELECT`, `INSERT`, `UPDATE` or `DELETE`.
    pub command: String,
    /// The roles, in ascending order; `public` for everybody.
    pub roles: Vec<String>,
    /// The canonical text behind `USING`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub using: Option<String>,
    /// The canonical text behind `WITH CHECK`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub check: Option<String>,
}
