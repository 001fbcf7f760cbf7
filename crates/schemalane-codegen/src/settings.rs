//! What `[codegen]` of `schemalane.toml` says.

use serde::Deserialize;
use std::collections::BTreeMap;

/// What `[codegen]` of `schemalane.toml` says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Settings {
    /// What the functions go through.
    pub backend: Backend,
    /// Which crate has the types of dates and times.
    pub dates: Dates,
    /// What rows, `New...` and `...Changes` derive beside `Clone`, `Debug` and `PartialEq`.
    pub derive: Vec<String>,
    /// The tables and views that there is code for; all where it names none.
    pub tables: Vec<String>,
    /// Rust types by what they replace: `table.column`, or a type of the database.
    pub types: BTreeMap<String, String>,
    /// Rust names by what they are for: `table`, `table.column`, or an enum or a label of it.
    pub names: BTreeMap<String, String>,
}

/// What generated functions go through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Backend {
    /// SeaORM's `ConnectionTrait`.
    #[default]
    SeaOrm,
    /// The connections and pools of sqlx.
    Sqlx,
}

/// Which crate has the types of dates and times.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Dates {
    /// `chrono`.
    #[default]
    Chrono,
    /// `time`.
    Time,
}
