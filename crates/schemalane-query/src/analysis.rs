//! What an engine is asked about a query, and what it answers.

use std::collections::BTreeSet;

/// A query as an engine is asked about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked<'q> {
    /// One statement, with parameters as the engine writes them: `$1` or `?1`.
    pub sql: &'q str,
    /// What is stated of each parameter, in the order of the numbers.
    pub parameters: &'q [Stated],
}

/// What a note or a spelling states of a parameter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stated {
    /// Its type, as the database writes it.
    pub data_type: Option<String>,
    /// Whether it can be null.
    pub nullable: Option<bool>,
    /// Whether it is a list, each element of the type: `IN (:ids)`. No element is null.
    pub list: bool,
}

/// What an engine says of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Analysis {
    /// The columns of its rows, in order; none where it gives no rows.
    pub columns: Vec<Column>,
    /// Its parameters, in the order of their numbers.
    pub parameters: Vec<Parameter>,
    /// Whether it writes.
    pub access: Access,
    /// The tables and views that it touches, as the catalogue calls them: `public.book`, or `book` on SQLite.
    pub tables: BTreeSet<String>,
}

/// A column of a query's rows.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Column {
    /// Its name; two may have one.
    pub name: String,
    /// Its type, as the database writes it; `None` where there is none that its values are known to have.
    pub data_type: Option<String>,
    /// Whether it can be null.
    pub nullable: bool,
    /// The column of a table that it is, unchanged but for rows that an outer join has left out.
    pub origin: Option<Origin>,
    /// The outer-joined row that it belongs to, by a number that nothing else of the query has: all columns of one
    /// number go null together where there is no such row.
    pub joined: Option<u32>,
    /// Whether it can be null where that row is there; the same as `nullable` where it belongs to none.
    pub nullable_in_row: bool,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin {
    /// The table or view, as the catalogue calls it: `public.book`, or `book` on SQLite.
    pub table: String,
    /// The column, as the catalogue calls it.
    pub column: String,
}

/// A parameter of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Parameter {
    /// Its type, as the database writes it, of a list that of an element; `None` where nothing says it.
    pub data_type: Option<String>,
    /// Whether it can be null: it goes where a null can go, or the query asks whether it is one.
    pub nullable: bool,
    /// The column that it is written to, or compared with.
    pub origin: Option<Origin>,
}

/// Whether a query writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// It only reads, and may go to a replica.
    Read,
    /// It writes, locks rows, or calls what might.
    Write,
}

/// Why an engine refuses a query.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
#[non_exhaustive]
pub struct Refusal {
    /// The engine's own words.
    pub message: String,
    /// The byte of the query that it is about, where the engine says it.
    pub offset: Option<usize>,
    /// The way out, where one is known.
    pub help: Option<String>,
}
