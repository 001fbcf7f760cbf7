//! A table or a view.

use super::{Column, Link, Relation, Writing};
use schemalane_source::Dialect;

/// A table or a view.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    /// What it is called in messages and errors, and in the settings.
    pub(crate) label: String,
    /// What it is: `table`, `view`, `materialised view`.
    pub(crate) kind: &'static str,
    /// Its schema in PostgreSQL's SQL; `None` where there is no code for PostgreSQL.
    pub(crate) schema: Option<String>,
    /// Its name in SQL.
    pub(crate) name: String,
    /// The module.
    pub(crate) module: String,
    /// The type of its rows.
    pub(crate) row: String,
    pub(crate) columns: Vec<Column>,
    /// The places of the primary key's columns; empty where there is none.
    pub(crate) key: Vec<usize>,
    pub(crate) uniques: Vec<Unique>,
    pub(crate) access: Access,
    /// In the order of their names.
    pub(crate) relations: Vec<Relation>,
    /// In the order of their names.
    pub(crate) links: Vec<Link>,
    pub(crate) comment: Option<String>,
    /// The module of the schema file that makes it, where there are several.
    pub(crate) file: Option<String>,
}

/// What can be done with a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// It is read and written.
    Write,
    /// It is read only.
    Read,
}

/// Columns that no two rows share.
#[derive(Clone, Debug)]
pub(crate) struct Unique {
    /// The places of the columns.
    pub(crate) columns: Vec<usize>,
    /// Whether `ON CONFLICT` can name them: an index that is not deferred keeps them.
    pub(crate) is_arbiter: bool,
}

/// Functions that a table does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Missing {
    /// It has no primary key.
    Key,
    /// Every column that can be written is one of the key.
    Update,
    /// The database alone makes a column of the key.
    Upsert,
}

impl Unique {
    /// The names of columns, in a function's name.
    pub(crate) fn joined<'a>(columns: impl Iterator<Item = &'a Column>) -> String {
        let names = columns.map(|column| column.field.trim_start_matches("r#"));
        names.collect::<Vec<_>>().join("_and_")
    }
}

impl Table {
    /// The name of its file, without `.rs`.
    pub(crate) fn file_stem(&self) -> &str {
        self.module.trim_start_matches("r#")
    }

    /// The types that its module has.
    pub(crate) fn types(&self) -> Vec<String> {
        let row = &self.row;
        match self.access {
            Access::Write => vec![row.clone(), format!("{row}Changes"), format!("New{row}")],
            Access::Read => vec![row.clone()],
        }
    }

    /// What SQL calls it, with its schema.
    pub(crate) fn sql(&self, dialect: Dialect) -> String {
        match (dialect, &self.schema) {
            (Dialect::Postgres, Some(schema)) => format!("{schema}.{}", self.name),
            (Dialect::Sqlite, _) | (Dialect::Postgres, None) => self.name.clone(),
        }
    }

    /// The columns of the primary key.
    pub(crate) fn key(&self) -> impl Iterator<Item = &Column> + Clone {
        self.at(&self.key)
    }

    /// The columns of these places.
    pub(crate) fn at<'a>(
        &'a self,
        places: &'a [usize],
    ) -> impl Iterator<Item = &'a Column> + Clone {
        places.iter().filter_map(|place| self.columns.get(*place))
    }

    /// The columns that statements write.
    pub(crate) fn written(&self) -> impl Iterator<Item = &Column> + Clone {
        self.columns.iter().filter(|column| column.writing != Writing::Never)
    }

    /// The columns that an update of a row writes.
    pub(crate) fn updated(&self) -> impl Iterator<Item = &Column> + Clone {
        let keys: Vec<&str> = self.key().map(|column| column.name.as_str()).collect();
        self.written().filter(move |column| !keys.contains(&column.name.as_str()))
    }

    /// Whether an insert can say all of these columns, and `ON CONFLICT` name them.
    pub(crate) fn has_upsert(&self, unique: &Unique) -> bool {
        unique.is_arbiter && self.at(&unique.columns).all(|column| column.writing != Writing::Never)
    }

    /// What it lacks, of what a table usually has.
    pub(crate) fn missing(&self) -> Vec<Missing> {
        if self.access == Access::Read {
            return Vec::new();
        }
        if self.key.is_empty() {
            return vec![Missing::Key];
        }
        let is_made = |column: &Column| column.writing == Writing::Never;
        let update = self.updated().next().is_none().then_some(Missing::Update);
        let upsert = self.key().any(is_made).then_some(Missing::Upsert);
        update.into_iter().chain(upsert).collect()
    }
}
