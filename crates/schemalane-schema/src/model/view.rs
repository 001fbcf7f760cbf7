//! A view, or a materialised view.

use serde::Serialize;
use std::collections::BTreeMap;

/// A view, or a materialised view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct View {
    /// The query: as PostgreSQL prints it, or the tokens of SQLite's text behind the view's name.
    pub query: String,
    /// The columns that it has, with their types where the database knows them.
    pub columns: Vec<ViewColumn>,
    /// PostgreSQL: options such as `security_barrier`, and the storage parameters of a materialised view.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub options: BTreeMap<String, String>,
    /// PostgreSQL: the tablespace of a materialised view, where it is not the database's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tablespace: Option<String>,
}

/// A column of a view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ViewColumn {
    /// Its name.
    pub name: String,
    /// Its type; empty where SQLite has none.
    pub data_type: String,
    /// PostgreSQL: its default, by `ALTER VIEW ... ALTER COLUMN ... SET DEFAULT`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// What `COMMENT ON COLUMN` says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}
