//! The file `schemalane.toml`.

mod error;
#[cfg(test)]
mod tests;

pub use error::ProjectError;

use crate::layout::Dir;
use crate::{Codegen, Dialect, Identifier, Layout, Naming, RustType, Settings, TargetName};
use serde::de::{self, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::fmt;
use std::num::NonZeroU32;
use std::path::Path;
use toml::Spanned;

/// What `schemalane.toml` says. A project without the file has the default, which says nothing.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Project {
    #[serde(default)]
    dialect: Dialects,
    naming: Option<Naming>,
    schema: Option<Identifier>,
    history_table: Option<Identifier>,
    rust_type: Option<RustType>,
    #[serde(default)]
    pub(crate) recursive: bool,
    #[serde(default)]
    pub(crate) dirs: Vec<Dir>,
    #[serde(default)]
    databases: BTreeMap<TargetName, Database>,
    codegen: Option<Codegen>,
}

/// What `[databases.<target>]` says about one target.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a table with `url`, `pool_size`, `dialect` and `dir`")]
pub struct Database {
    /// Where the database is.
    pub url: Option<String>,
    /// How many connections an application's pool has, at least 1.
    #[serde(default, deserialize_with = "pool_size")]
    pub pool_size: Option<u32>,
    /// What the target's SQL is written for; empty where the table does not say it.
    #[serde(default, deserialize_with = "dialects")]
    pub dialect: Vec<Dialect>,
    /// Where the target's files lie, from `schemalane.toml` on.
    pub(crate) dir: Option<Spanned<Dir>>,
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
        let project: Self =
            toml::from_str(text).map_err(|error| ProjectError::invalid(text, &error))?;
        let default = project.database(&TargetName::DEFAULT);
        match default.and_then(|database| database.dir.as_ref()) {
            Some(dir) => Err(ProjectError::of_key(
                text,
                dir.span().start,
                "the folders of the default target are not said here".to_owned(),
                Some("say them as `dirs`, at the top of the file".to_owned()),
            )),
            None => Ok(project),
        }
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

    /// Where the files of each target lie; `root` is the folder of `schemalane.toml`.
    #[must_use]
    pub fn layout(&self, root: &Path) -> Layout {
        Layout::new(self, root)
    }

    /// Which names a migration may have.
    #[must_use]
    pub fn naming(&self) -> Naming {
        self.naming.unwrap_or_default()
    }

    /// The schema that the migrations run in.
    #[must_use]
    pub fn schema(&self) -> Option<&Identifier> {
        self.schema.as_ref()
    }

    /// What the file says of a target's lane.
    ///
    /// # Errors
    ///
    /// [`ProjectError::HistoryTable`]: see [`Settings::of_target`].
    pub fn settings(&self, target: &TargetName) -> Result<Settings, ProjectError> {
        let mut settings = Settings::NONE
            .with_rust_type(self.rust_type.unwrap_or_default())
            .with_naming(self.naming());
        if let Some(schema) = &self.schema {
            settings = settings.with_schema(schema.clone());
        }
        if let Some(table) = &self.history_table {
            settings = settings.with_history_table(table.clone());
        }
        settings
            .of_target(target)
            .map_err(|source| ProjectError::HistoryTable { target: target.clone(), source })
    }

    /// The keys of which the file says something else of a target than was said when its lane was
    /// built. Of what it does not say it says nothing else.
    #[must_use]
    pub fn differences(
        &self,
        target: &TargetName,
        built: &Settings,
        dialects: &[Dialect],
    ) -> Vec<&'static str> {
        let own = self.settings(target);
        let own = own.as_ref().ok();
        let table = own.and_then(Settings::history_table);
        let said = self.dialects(target);
        let is_other_dialect = !dialects.is_empty()
            && (said.len() != dialects.len() || said.iter().any(|it| !dialects.contains(it)));
        [
            ("dialect", !said.is_empty() && is_other_dialect),
            ("naming", self.naming.is_some_and(|naming| naming != built.naming())),
            ("schema", self.schema.is_some() && self.schema.as_ref() != built.schema()),
            ("history_table", self.history_table.is_some() && table != built.history_table()),
            ("rust_type", self.rust_type.is_some_and(|word| word != built.rust_type())),
        ]
        .into_iter()
        .filter_map(|(key, differs)| differs.then_some(key))
        .collect()
    }

    /// How a schema becomes Rust; `None` where nobody asks for it.
    #[must_use]
    pub const fn codegen(&self) -> Option<&Codegen> {
        self.codegen.as_ref()
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
            .field("dir", &self.dir)
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
