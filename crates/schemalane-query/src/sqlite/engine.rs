//! What SQLite itself says of a statement, without running it.

use super::catalogue::{Catalogue, Form, qualified};
use super::guard::Touched;
use super::kind::Kind;
use crate::{Access, Origin, Refusal};
use rusqlite::{Connection, Statement};
use std::collections::{BTreeMap, BTreeSet};

/// What it says.
#[derive(Debug)]
pub(super) struct Prepared {
    pub(super) columns: Vec<EngineColumn>,
    pub(super) parameters: Parameters,
    pub(super) access: Access,
    pub(super) tables: BTreeSet<String>,
}

/// A column of the result.
#[derive(Debug)]
pub(super) struct EngineColumn {
    pub(super) name: String,
    /// The schema, table and column that it is.
    origin: Option<(String, String, String)>,
}

/// The places of parameters by their texts.
#[derive(Debug)]
pub(super) struct Parameters {
    pub(super) count: usize,
    named: BTreeMap<String, usize>,
}

impl Parameters {
    fn of(statement: &Statement<'_>) -> Self {
        let count = statement.parameter_count();
        let name = |index: usize| statement.parameter_name(index).map(str::to_owned);
        let named = (1..=count).filter_map(|index| Some((name(index)?, index - 1))).collect();
        Self { count, named }
    }

    /// The place of a parameter, from 0, by its number or its name with the mark before it. One that has neither has
    /// none.
    pub(super) fn place(&self, written: &str) -> Option<usize> {
        match written.parse::<usize>() {
            Ok(number) => number.checked_sub(1).filter(|place| *place < self.count),
            Err(_) => self.named.get(written).copied(),
        }
    }
}

/// Asks SQLite.
pub(super) fn prepare(
    connection: &Connection,
    catalogue: &Catalogue,
    touched: &Touched,
    sql: &str,
) -> Result<Prepared, Refusal> {
    touched.take();
    let statement = connection.prepare(sql).map_err(|error| refusal(&error))?;
    let tables = touched.take().into_iter().filter_map(|(schema, name)| {
        let entry = catalogue.entry(schema.as_deref(), &name)?;
        (entry.form != Form::Shadow).then(|| qualified(&entry.schema, &entry.name))
    });
    let columns = statement.columns_with_metadata().into_iter().map(|column| EngineColumn {
        name: column.name().to_owned(),
        origin: column.table_name().zip(column.origin_name()).map(|(table, origin)| {
            let schema = column.database_name().unwrap_or("main");
            (schema.to_owned(), table.to_owned(), origin.to_owned())
        }),
    });
    Ok(Prepared {
        columns: columns.collect(),
        parameters: Parameters::of(&statement),
        access: if statement.readonly() { Access::Read } else { Access::Write },
        tables: tables.collect(),
    })
}

impl EngineColumn {
    /// The type that the schema declares, and the column of a table that it is.
    pub(super) fn declared(
        &self,
        connection: &Connection,
        catalogue: &Catalogue,
    ) -> (Kind, Option<Origin>) {
        let Some((schema, table, column)) = &self.origin else { return (Kind::Unknown, None) };
        let Some(table) = catalogue.table(connection, Some(schema), table) else {
            return (Kind::Unknown, None);
        };
        let place = table.place(column);
        let kind = match place.map(|place| table.columns.get(place)) {
            Some(Some(column)) => Kind::declared(&column.declared),
            Some(None) => Kind::of("INTEGER"),
            None => Kind::Unknown,
        };
        let origin = Origin { table: table.qualified(), column: column.clone() };
        let is_column = place.is_some_and(|place| place < table.columns.len());
        (kind, (table.form != Form::Module && is_column).then_some(origin))
    }
}

/// SQLite's own words, and the byte that they are about.
pub(super) fn refusal(error: &rusqlite::Error) -> Refusal {
    let (message, offset) = match error {
        rusqlite::Error::SqlInputError { msg, offset, .. } => {
            (msg.clone(), usize::try_from(*offset).ok())
        }
        rusqlite::Error::SqliteFailure(_, Some(message)) => (message.clone(), None),
        other => (other.to_string(), None),
    };
    Refusal { message, offset, help: None }
}
