//! A column of a table or view.

use crate::types::Type;

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
    pub(crate) fn selected(&self) -> String {
        self.selected_as(&self.sql)
    }

    /// What a `SELECT` takes that has another table beside it.
    pub(crate) fn selected_of(&self, alias: &str) -> String {
        self.selected_as(&format!("{alias}.{}", self.sql))
    }

    fn selected_as(&self, name: &str) -> String {
        match self.data_type.read.contains("{}") {
            true => self.data_type.read.replace("{}", name),
            false => format!("{name}{}", self.data_type.read),
        }
    }

    /// The Rust type of its field.
    pub(crate) fn rust(&self) -> String {
        match self.is_nullable {
            true => format!("Option<{}>", self.data_type.rust),
            false => self.data_type.rust.clone(),
        }
    }
}
