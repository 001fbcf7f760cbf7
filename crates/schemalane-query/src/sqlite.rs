//! SQLite: what its own `prepare` says, and what its grammar adds.
//!
//! SQLite says whether a query is one, what its columns are called, and which of them are columns of a table. It does not
//! say of what type anything else is, nor what can be null, nor anything of parameters. That comes from the query itself
//! as SQLite's grammar has it, with names resolved as SQLite does. Where the two do not agree on the columns of a query
//! everything can be null.

mod bare;
mod catalogue;
mod engine;
mod error;
mod function;
mod guard;
mod help;
mod kind;
mod lower;
mod name;
mod parameter;
mod scope;
mod value;

pub use error::Error;

use crate::algebra::{Fate, nullness};
use crate::{Analysis, Asked, Column, Refusal};
use catalogue::{Catalogue, Form};
use engine::Prepared;
use guard::Touched;
use kind::{Kind, Meaning};
use lower::{Lower, Lowered, Output};
use rusqlite::Connection;
use schemalane_schema::Schema;
use sqlite3_parser::ast::{Cmd, Stmt};
use sqlite3_parser::lexer::sql::Parser;
use sqlite3_parser::{Bump, FallibleIterator as _};
use value::{Flow, Part};

/// A database that queries can be asked of: nothing but its schema is ever executed.
#[derive(Debug)]
pub struct Database {
    connection: Connection,
    catalogue: Catalogue,
    touched: Touched,
}

impl Database {
    /// A database in memory, made of a schema.
    ///
    /// # Errors
    ///
    /// SQLite refuses the schema.
    pub fn new(schema: &Schema) -> Result<Self, Error> {
        let connection = Connection::open_in_memory()?;
        guard::enclose(&connection)?;
        for statement in schema.statements()? {
            let failed = |source| Error::Statement { statement: statement.to_owned(), source };
            connection.execute_batch(statement).map_err(failed)?;
        }
        Self::of(connection)
    }

    /// The database of a connection, which has the schema already. From then on it opens no other file.
    ///
    /// # Errors
    ///
    /// SQLite does not tell what is in it.
    pub fn of(connection: Connection) -> Result<Self, Error> {
        let touched = Touched::watch(&connection)?;
        let catalogue = Catalogue::read(&connection)?;
        Ok(Self { connection, catalogue, touched })
    }

    /// What a query is.
    ///
    /// # Errors
    ///
    /// SQLite refuses it, it is no query, or a parameter is used with two types.
    pub fn describe(&self, asked: &Asked<'_>) -> Result<Analysis, Refusal> {
        let bump = Bump::new();
        let statement = parsed(&bump, asked.sql)?;
        let prepared = engine::prepare(&self.connection, &self.catalogue, &self.touched, asked.sql)
            .map_err(|refusal| {
                help::helped(refusal, asked.sql, &self.connection, &self.catalogue)
            })?;
        let place = |written: &str| prepared.parameters.place(written);
        let mut lower = Lower::new(&self.connection, &self.catalogue, asked.parameters, &place);
        let lowered = statement.as_ref().and_then(|statement| lower.statement(statement));
        let count = prepared.parameters.count;
        let parameters = lower
            .uses
            .settle(count, asked.parameters)
            .map_err(|conflict| help::conflict(&conflict, asked.sql))?;
        let nullable: Vec<bool> = parameters.iter().map(|parameter| parameter.nullable).collect();
        let columns = match lowered.filter(|lowered| is_agreed(lowered, &prepared)) {
            Some(lowered) => {
                let fates = nullness(&lowered.query, &nullable);
                let outputs = lowered.columns.into_iter().zip(fates);
                let types = |flow: &Flow| parameters.get(flow.parameter)?.data_type.clone();
                let both = prepared.columns.iter().zip(outputs);
                both.map(|(column, (output, fate))| understood(column, output, fate, &types))
                    .collect()
            }
            None => {
                let one =
                    |column| self.not_understood(column, self.is_of_parts(asked.sql, &prepared));
                prepared.columns.iter().map(one).collect()
            }
        };
        Ok(Analysis { columns, parameters, access: prepared.access, tables: prepared.tables })
    }

    /// Whether a query may be a compound somewhere, of which SQLite tells the types of one part: so may any view.
    fn is_of_parts(&self, sql: &str, prepared: &Prepared) -> bool {
        let lower = sql.to_ascii_lowercase();
        let is_view = |name: &String| {
            let (schema, name) = match name.split_once('.') {
                Some((schema, name)) => (Some(schema), name),
                None => (None, name.as_str()),
            };
            self.catalogue.entry(schema, name).is_none_or(|entry| entry.form == Form::View)
        };
        lower.contains("union")
            || lower.contains("intersect")
            || prepared.tables.iter().any(is_view)
    }

    /// A column of a query that SQLite accepts and this does not understand.
    fn not_understood(&self, column: &engine::EngineColumn, is_of_parts: bool) -> Column {
        let (kind, origin) = match is_of_parts {
            true => (Kind::Unknown, None),
            false => column.declared(&self.connection, &self.catalogue),
        };
        Column {
            name: column.name.clone(),
            data_type: kind.name().map(str::to_owned),
            nullable: true,
            origin,
            joined: None,
            nullable_in_row: true,
        }
    }
}

/// What was found of a column. One that is a parameter has its type. SQLite's own origin is that of one part of a
/// compound, and so it is not asked.
fn understood(
    column: &engine::EngineColumn,
    output: Output,
    fate: Fate,
    types: &dyn Fn(&Flow) -> Option<String>,
) -> Column {
    let value = output.value;
    let open = match (&value.kind, value.flows.as_slice()) {
        (Kind::Open, [flow]) => types(flow).filter(|name| is_of(flow.part, name)),
        _ => None,
    };
    Column {
        name: column.name.clone(),
        data_type: open.or_else(|| value.kind.name().map(str::to_owned)),
        nullable: fate.nullable,
        origin: value.origin,
        joined: fate.joined.map(|source| source.0),
        nullable_in_row: fate.nullable_in_row,
    }
}

/// Whether a value that a parameter goes into has the parameter's type.
fn is_of(part: Part, name: &str) -> bool {
    match part {
        Part::Whole | Part::Typed => true,
        Part::Operand => matches!(Meaning::of(name), Some(Meaning::Integer | Meaning::Real)),
        Part::Null => false,
    }
}

/// Whether SQLite and this have found the same columns.
fn is_agreed(lowered: &Lowered, prepared: &Prepared) -> bool {
    let is_same = |(output, column): (&Output, &engine::EngineColumn)| {
        output.name.as_ref().is_none_or(|name| name::same(name, unnumbered(name, &column.name)))
    };
    lowered.columns.len() == prepared.columns.len()
        && lowered.columns.iter().zip(&prepared.columns).all(is_same)
}

/// A name without the number that SQLite gives to the second of one name in joined tables in brackets.
fn unnumbered<'n>(name: &str, column: &'n str) -> &'n str {
    let is_number = |rest: &&str| rest.bytes().all(|byte| byte.is_ascii_digit());
    match column.rsplit_once(':').filter(|(_, rest)| is_number(rest)) {
        Some((before, _)) if !name.contains(':') => before,
        _ => column,
    }
}

/// The one statement that there is; `None` where the grammar here does not know what SQLite may know.
fn parsed<'b>(bump: &'b Bump, sql: &'b str) -> Result<Option<Stmt<'b>>, Refusal> {
    let mut parser = Parser::new(bump, sql.as_bytes());
    let first = match parser.next() {
        Ok(Some(first)) => first,
        Ok(None) => return Err(help::nothing()),
        Err(_) => return Ok(None),
    };
    let statement = match first {
        Cmd::Stmt(statement) => statement,
        Cmd::Explain(_) | Cmd::ExplainQueryPlan(_) => return Err(help::no_query()),
    };
    match statement {
        Stmt::Select(_) | Stmt::Insert { .. } | Stmt::Update { .. } | Stmt::Delete { .. } => {}
        _ => return Err(help::no_query()),
    }
    match parser.next() {
        Ok(None) | Err(_) => Ok(Some(statement)),
        Ok(Some(_)) => Err(help::several()),
    }
}
