//! The file `schemalane.toml`.

mod error;
#[cfg(test)]
mod tests;

pub use error::ProjectError;

use crate::{Dialect, Naming, RustType, TargetName};
use serde::de::{self, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::fmt;
use std::num::NonZeroU32;
use std::path::Path;

/// What `schemalane.toml` says. A project without the file has the default, which says nothing.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Project {
    #[serde(default)]
    dialect: Dialects,
    #[serde(default)]
    naming: Naming,
    schema: Option<String>,
    history_table: Option<String>,
    #[serde(default)]
    rust_type: RustType,
    #[serde(default)]
    databases: BTreeMap<TargetName, Database>,
}

/// What `[databases.<target>]` says about one target.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a table with `url`, `pool_size` and `dialect`")]
pub struct Database {
    /// Where the database is.
    pub url: Option<String>,
    /// How many connections an application's pool has, at least 1.
    #[serde(default, deserialize_with = "pool_size")]
    pub pool_size: Option<u32>,
    /// What the target's SQL is written for; empty where the table does not say it.
    #[serde(default, deserialize_with = "dialects")]
    pub dialect: Vec<Dialect>,
}

impl Project {
    /// The file's name.
    pub const FILE: &str = "schemalane.toml";

    /// Reads the text of the file.
    ///
    /// # Errors
    ///
    /// The text is not TOML, or a key or value is not one of those that the file has.
    pub fn parse(text: &str) -> Result<Self, ProjectError> {
        toml::from_str(text).map_err(|error| ProjectError::invalid(text, &error))
    }

    /// Reads the file of a folder; `None` where there is none.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or [`Project::parse`] refuses it.
    pub fn read(folder: &Path) -> Result<Option<Self>, ProjectError> {
        match std::fs::read_to_string(folder.join(Self::FILE)) {
            Ok(text) => Self::parse(&text).map(Some),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(ProjectError::Unreadable { source }),
        }
    }

    /// What a target's SQL is written for: what its table says, else what the project says, which
    /// may be nothing.
    #[must_use]
    pub fn dialects(&self, target: &TargetName) -> &[Dialect] {
        self.database(target)
            .map(|database| database.dialect.as_slice())
            .filter(|own| !own.is_empty())
            .unwrap_or(&self.dialect.0)
    }

    /// Which names a migration may have.
    #[must_use]
    pub fn naming(&self) -> Naming {
        self.naming
    }

    /// The schema that the migrations run in.
    #[must_use]
    pub fn schema(&self) -> Option<&str> {
        self.schema.as_deref()
    }

    /// The name of the history table.
    #[must_use]
    pub fn history_table(&self) -> Option<&str> {
        self.history_table.as_deref()
    }

    /// What the history table says of a Rust migration, in its column `type`: `RUST` unless the
    /// file says otherwise.
    #[must_use]
    pub fn rust_type(&self) -> RustType {
        self.rust_type
    }

    /// The table of one target.
    #[must_use]
    pub fn database(&self, target: &TargetName) -> Option<&Database> {
        self.databases.get(target)
    }

    /// The named targets that have a table, in order of their names; the default target is none of
    /// them.
    pub fn targets(&self) -> impl Iterator<Item = &TargetName> {
        self.databases.keys().filter(|target| !target.is_default())
    }
}

impl fmt::Debug for Database {
    /// The URL may hold a password, so it is not shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Database")
            .field("url", &self.url.as_ref().map(|_| "..."))
            .field("pool_size", &self.pool_size)
            .field("dialect", &self.dialect)
            .finish()
    }
}

/// One dialect, or a list of them.
#[derive(Clone, Debug, Default)]
struct Dialects(Vec<Dialect>);

impl<'de> Deserialize<'de> for Dialects {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(DialectsVisitor).map(Self)
    }
}

struct DialectsVisitor;

impl<'de> Visitor<'de> for DialectsVisitor {
    type Value = Vec<Dialect>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("`\"postgres\"`, `\"sqlite\"` or a list of them")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        text.parse().map(|dialect| vec![dialect]).map_err(E::custom)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut dialects = Vec::new();
        while let Some(text) = list.next_element::<String>()? {
            let dialect = text.parse().map_err(de::Error::custom)?;
            if dialects.contains(&dialect) {
                return Err(de::Error::custom(format_args!("`{dialect}` is in the list twice")));
            }
            dialects.push(dialect);
        }
        if dialects.is_empty() {
            return Err(de::Error::custom(
                "the list is empty: expected `postgres` or `sqlite` in it",
            ));
        }
        Ok(dialects)
    }
}

fn dialects<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Dialect>, D::Error> {
    Dialects::deserialize(deserializer).map(|dialects| dialects.0)
}

fn pool_size<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
    NonZeroU32::deserialize(deserializer).map(|size| Some(size.get()))
}
