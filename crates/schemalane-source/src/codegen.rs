//! What `[codegen]` of `schemalane.toml` says.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What `[codegen]` of `schemalane.toml` says: how a schema becomes Rust.
///
/// # Examples
///
/// ```
/// use schemalane_source::{Backend, Project};
///
/// let project = Project::parse("[codegen]\nbackend = \"sqlx\"\ntypes = { point = \"String\" }")?;
/// let codegen = project.codegen().ok_or("there is none")?;
/// assert_eq!(codegen.backend, Backend::Sqlx);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Codegen {
    /// What the code is made from; `None` where the table does not say it.
    pub source: Option<CodeSource>,
    /// What the functions go through.
    pub backend: Backend,
    /// Which crate has the types of dates and times.
    pub dates: Dates,
    /// What rows, `New...` and `...Changes` derive beside `Clone`, `Debug` and `PartialEq`.
    pub derive: Vec<String>,
    /// The tables and views that there is code for; all where it names none.
    pub tables: Vec<String>,
    /// What there is no code for: `table`, `table.column`, or the functions of a key, `table(column, ..)`.
    pub except: Vec<String>,
    /// Rust types by what they replace: `table.column`, or a type of the database.
    pub types: BTreeMap<String, String>,
    /// Rust names by what they are for: `table`, `table.column`, or an enum or a label of it.
    pub names: BTreeMap<String, String>,
}

/// What code is made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CodeSource {
    /// What the migrations of the target come to.
    Lane,
    /// The files of the wanted schema.
    Schema,
    /// The database as it is.
    Database,
}

impl CodeSource {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Lane, Self::Schema, Self::Database];

    /// Its name in `schemalane.toml`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Lane => "lane",
            Self::Schema => "schema",
            Self::Database => "database",
        }
    }
}

/// What generated functions go through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Backend {
    /// SeaORM's `ConnectionTrait`.
    #[default]
    SeaOrm,
    /// The connections and pools of sqlx.
    Sqlx,
}

/// Which crate has the types of dates and times.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dates {
    /// `chrono`.
    #[default]
    Chrono,
    /// `time`.
    Time,
}
