//! A column of a table or view.

use crate::sql::parameter;
use crate::types::Type;
use schemalane_source::Dialect;

/// A column of a table or view.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    /// Its name, as the schema's facts have it.
    pub(crate) name: String,
    /// Its name, as it was written.
    pub(crate) written: String,
    /// Its name in SQL.
    pub(crate) sql: String,
    /// The field.
    pub(crate) field: String,
    /// Its type, as the database writes it.
    pub(crate) database_type: String,
    pub(crate) data_type: Type,
    pub(crate) is_nullable: bool,
    pub(crate) writing: Writing,
    pub(crate) comment: Option<String>,
}

/// What an insert says of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Writing {
    /// It must have a value.
    Required,
    /// It has a value, or is null.
    Nullable,
    /// It may be left to the database.
    Defaulted,
    /// The database makes its value.
    Never,
}

impl Column {
    /// What a `SELECT` takes.
    pub(crate) fn selected(&self, dialect: Dialect) -> String {
        self.selected_as(dialect, &self.sql)
    }

    /// What a `SELECT` takes that has another table beside it.
    pub(crate) fn selected_of(&self, dialect: Dialect, alias: &str) -> String {
        self.selected_as(dialect, &format!("{alias}.{}", self.sql))
    }

    fn selected_as(&self, dialect: Dialect, name: &str) -> String {
        let read = &self.data_type.read;
        match dialect {
            Dialect::Sqlite => name.to_owned(),
            Dialect::Postgres if read.contains("{}") => read.replace("{}", name),
            Dialect::Postgres => format!("{name}{read}"),
        }
    }

    /// The parameter of a number that is compared with it, or written to it.
    pub(crate) fn parameter(&self, dialect: Dialect, number: usize) -> String {
        parameter(dialect, number, &self.data_type.cast)
    }

    /// The Rust type of its field.
    pub(crate) fn rust(&self) -> String {
        match self.is_nullable {
            true => format!("Option<{}>", self.data_type.rust),
            false => self.data_type.rust.clone(),
        }
    }
}
