//! What is known of the queries of a file, as `schemalane queries describe` writes it.

use serde::Serialize;

use super::{Described, DescribedColumn, DescribedParameter};
use crate::Access;
use crate::problem::Problem;

/// What is known of the queries of a file.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct FileDescription {
    /// The file.
    pub file: String,
    /// Its queries, in order.
    pub queries: Vec<QueryDescription>,
    /// What is wrong with them.
    pub errors: Vec<ErrorDescription>,
}

/// What is known of a query.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct QueryDescription {
    /// The name as the file has it.
    pub name: String,
    /// What its function gives, without the colon.
    pub command: &'static str,
    /// The statement as the engine gets it.
    pub sql: String,
    /// Whether it only reads.
    pub readonly: bool,
    /// The tables that it touches.
    pub tables: Vec<String>,
    /// The columns of its rows.
    pub columns: Vec<ColumnDescription>,
    /// Its parameters.
    pub params: Vec<ParameterDescription>,
}

/// What is known of a column.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct ColumnDescription {
    /// Its name, as the engine says it.
    pub name: String,
    /// Its type, as the database writes it.
    pub r#type: Option<String>,
    /// Its Rust type.
    pub rust: Option<String>,
    /// Whether it can be null.
    pub nullable: bool,
    /// `table.column`, where it is one.
    pub origin: Option<String>,
}

/// What is known of a parameter.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct ParameterDescription {
    /// Its name.
    pub name: String,
    /// Its type, as the database writes it, of a list that of an element.
    pub r#type: Option<String>,
    /// Its Rust type.
    pub rust: Option<String>,
    /// Whether it can be null.
    pub nullable: bool,
    /// Whether it is a list.
    pub list: bool,
}

/// What is wrong, and where.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct ErrorDescription {
    /// The file.
    pub file: String,
    /// The line, from 1; `None` where it is about the file as a whole.
    pub line: Option<u32>,
    /// The column in characters, from 1.
    pub column: Option<u32>,
    /// What is wrong, with the way out.
    pub message: String,
}

/// Something that has a type in Rust.
#[derive(Clone, Copy, Debug)]
pub enum Typed<'d> {
    /// A column.
    Column(&'d DescribedColumn),
    /// A parameter.
    Parameter(&'d DescribedParameter),
}

impl FileDescription {
    /// What is known of the queries of a file, and what is wrong with others: the problems of each query that is
    /// described come by themselves. `rust` says the Rust type of what has one.
    pub fn new<'d>(
        file: &str,
        described: &'d [Described],
        problems: &[Problem],
        rust: impl Fn(Typed<'d>) -> Option<String>,
    ) -> Self {
        let queries = described.iter().map(|it| QueryDescription::new(it, &rust)).collect();
        let own = described.iter().flat_map(|it| &it.problems);
        let mut errors: Vec<_> = problems.iter().chain(own).map(ErrorDescription::new).collect();
        errors.sort_by_key(|error| (error.line, error.column));
        Self { file: file.to_owned(), queries, errors }
    }
}

impl QueryDescription {
    fn new<'d>(described: &'d Described, rust: &impl Fn(Typed<'d>) -> Option<String>) -> Self {
        let column = |column: &'d DescribedColumn| ColumnDescription {
            name: column.name.clone(),
            r#type: column.data_type.clone(),
            rust: rust(Typed::Column(column)),
            nullable: column.nullable,
            origin: column.origin.as_ref().map(|it| format!("{}.{}", it.table, it.column)),
        };
        let parameter = |parameter: &'d DescribedParameter| ParameterDescription {
            name: parameter.name.to_string(),
            r#type: parameter.data_type.clone(),
            rust: rust(Typed::Parameter(parameter)),
            nullable: parameter.nullable,
            list: parameter.list,
        };
        let first = described.query.variants.first();
        Self {
            name: described.query.name.clone(),
            command: described.command.name(),
            sql: first.map_or_else(String::new, |variant| variant.question().rendered.sql),
            readonly: described.access == Access::Read,
            tables: described.tables.iter().cloned().collect(),
            columns: described.columns.iter().map(column).collect(),
            params: described.parameters.iter().map(parameter).collect(),
        }
    }
}

impl ErrorDescription {
    fn new(problem: &Problem) -> Self {
        let told = problem.kind.told();
        Self {
            file: problem.file.clone(),
            line: problem.place.map(|place| place.line),
            column: problem.place.map(|place| place.column),
            message: told.line().to_string(),
        }
    }
}
