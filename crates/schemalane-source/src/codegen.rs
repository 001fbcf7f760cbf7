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
    /// Whether columns of SQLite become enums whose `CHECK` lists the texts that they may have.
    pub enums: bool,
    /// What the names of types begin with; `None` where the table does not say it.
    pub prefix: Option<String>,
    /// The tables and views that there is code for; all where it names none.
    pub tables: Vec<String>,
    /// What there is no code for: `table`, `table.column`, or the functions of a key, `table(column, ..)`.
    pub except: Vec<String>,
    /// What types derive beside `Clone`, `Debug` and `PartialEq`.
    pub derive: Derives,
    /// Attributes by what has them: `table`, `table.column`, a type or a part of it; `*` is every type.
    pub attributes: BTreeMap<String, String>,
    /// Rust types by what they replace: `table.column`, or a type of the database.
    pub types: BTreeMap<String, String>,
    /// Whether there are SeaORM entities as well.
    pub entities: bool,
    /// Types of columns in SeaORM entities, by what they replace: `table.column`, or a type of the database.
    pub entity_types: BTreeMap<String, String>,
    /// Rust names by what they are for: `table`, `table.column`, or an enum or a label of it.
    pub names: BTreeMap<String, String>,
}

/// What types derive, by the paths of the derives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Derives {
    /// For every type.
    All(Vec<String>),
    /// By the table with its `New...` and `...Changes`, or by the type; `*` is every one.
    Named(BTreeMap<String, Vec<String>>),
}

impl Default for Derives {
    fn default() -> Self {
        Self::All(Vec::new())
    }
}

impl Derives {
    /// What stands for every type.
    pub const EVERY: &'static str = "*";

    /// What a table or a type derives.
    pub fn of(&self, name: &str) -> impl Iterator<Item = &str> {
        let (all, own) = match self {
            Self::All(all) => (Some(all), None),
            Self::Named(named) => (named.get(Self::EVERY), named.get(name)),
        };
        all.into_iter().chain(own).flatten().map(String::as_str)
    }

    /// Each path with the name that it is for.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        let (all, named) = match self {
            Self::All(all) => (all.as_slice(), None),
            Self::Named(named) => (&[][..], Some(named)),
        };
        let named = named.into_iter().flatten();
        let named =
            named.flat_map(|(name, paths)| paths.iter().map(|path| (name.as_str(), path.as_str())));
        all.iter().map(|path| (Self::EVERY, path.as_str())).chain(named)
    }
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
