//! A query that becomes a function.

use super::Databases;
use crate::types::Type;

/// The queries of a file, which become a module.
#[derive(Clone, Debug)]
pub(crate) struct QueryFile {
    /// The module.
    pub(crate) module: String,
    /// In the order of the file.
    pub(crate) queries: Vec<Query>,
    /// The types of rows that no table has, in the order of their names.
    pub(crate) rows: Vec<QueryRow>,
}

impl QueryFile {
    /// The name of its file, without `.rs`.
    pub(crate) fn file_stem(&self) -> &str {
        self.module.trim_start_matches("r#")
    }
}

/// A query that becomes a function.
#[derive(Clone, Debug)]
pub(crate) struct Query {
    /// Its name, as it was written.
    pub(crate) name: String,
    /// The function.
    pub(crate) function: String,
    /// The type that takes its parameters, where they are too many to stand one after the other.
    pub(crate) taking: Option<String>,
    /// The lines of its documentation.
    pub(crate) docs: Vec<String>,
    pub(crate) answer: Answer,
    pub(crate) parameters: Vec<Parameter>,
    /// The orders that a caller can choose, where there are some.
    pub(crate) order: Option<Order>,
    /// Its texts: one for each choice that a caller has, the whole statement first.
    pub(crate) texts: Vec<Text>,
    /// Whether it only reads.
    pub(crate) is_reading: bool,
    /// The tables that it touches.
    pub(crate) tables: Vec<String>,
}

/// The orders that a caller can choose.
#[derive(Clone, Debug)]
pub(crate) struct Order {
    /// Its type.
    pub(crate) name: String,
    /// The variants beside that for the order of the file, with what each is.
    pub(crate) choices: Vec<(String, String)>,
}

/// A text of a query.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    /// The optional parameters that are given, by their places.
    pub(crate) given: Vec<usize>,
    /// The order, by its place among the choices; `None` for that of the file.
    pub(crate) order: Option<usize>,
    /// The parameters in the order of their numbers, by their places.
    pub(crate) values: Vec<usize>,
    /// The text, with casts.
    pub(crate) sql: Texts,
}

/// A text for each database that there is code for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Texts {
    pub(crate) sqlite: String,
    pub(crate) postgres: String,
}

impl Texts {
    pub(crate) fn of(&self, dialect: schemalane_source::Dialect) -> &str {
        match dialect {
            schemalane_source::Dialect::Sqlite => &self.sqlite,
            schemalane_source::Dialect::Postgres => &self.postgres,
        }
    }
}

/// What a function gives.
#[derive(Clone, Debug)]
pub(crate) enum Answer {
    /// The one row: the path of its type, from the module of the query.
    One(String),
    /// The row, if there is one.
    Optional(String),
    /// Every row.
    Many(String),
    /// How many rows were changed.
    Changed,
    /// Nothing.
    Nothing,
}

/// A parameter of a function.
#[derive(Clone, Debug)]
pub(crate) struct Parameter {
    /// The name in Rust.
    pub(crate) name: String,
    pub(crate) data_type: Type,
    pub(crate) is_nullable: bool,
    /// Whether it is a list of such values.
    pub(crate) is_list: bool,
    /// Whether its condition is left out where it is not given.
    pub(crate) is_optional: bool,
    /// A line about it.
    pub(crate) doc: Option<String>,
}

/// The row of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct QueryRow {
    /// Its type.
    pub(crate) name: String,
    /// The query, for messages and errors.
    pub(crate) label: String,
    pub(crate) fields: Vec<Field>,
}

/// A field of a query's row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Field {
    /// The name in Rust.
    pub(crate) name: String,
    /// The column, or the row of a table.
    pub(crate) label: String,
    /// The place of its column, or of the first one.
    pub(crate) first: usize,
    /// The names of its columns.
    pub(crate) columns: Vec<String>,
    pub(crate) holds: Holds,
    /// A line about it.
    pub(crate) doc: Option<String>,
}

/// What a field holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Holds {
    /// A value: its Rust type, without `Option`.
    Value { rust: String, is_nullable: bool },
    /// The row of a table: its type.
    Row { rust: String },
    /// The row of a table that may be absent: it is there where this column is not null.
    OptionalRow { rust: String, compared: usize },
}

/// What all queries come to.
#[derive(Clone, Debug)]
pub(crate) struct Queries {
    pub(crate) databases: Databases,
    /// In the order of their modules.
    pub(crate) files: Vec<QueryFile>,
}

impl Field {
    /// Its Rust type.
    pub(crate) fn rust(&self) -> String {
        match &self.holds {
            Holds::Value { rust, is_nullable: false } | Holds::Row { rust } => rust.clone(),
            Holds::Value { rust, is_nullable: true } | Holds::OptionalRow { rust, .. } => {
                format!("Option<{rust}>")
            }
        }
    }
}
