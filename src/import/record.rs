//! One row of another tool's history, and how it is read.

use schemalane_source::Dialect;

use super::Importer;
use crate::{
    Error, Identifier,
    connection::{Connection, TextRow},
    history,
};

/// A row of another tool's history, in text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Record {
    /// Its version, as the tool writes it.
    pub(super) version: String,
    pub(super) name: Option<String>,
    /// Hexadecimal or decimal, as the tool has it.
    pub(super) checksum: Option<String>,
    /// When it was applied, in UTC, as our history takes it.
    pub(super) installed_on: Option<String>,
    /// How long it took, in milliseconds; 0 where the tool does not know.
    pub(super) execution_time: i32,
    pub(super) outcome: Outcome,
}

/// What the tool says of how it went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Outcome {
    #[default]
    Applied,
    Failed,
}

/// SQL expressions over a row `t` of the tool's table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Columns {
    pub(super) version: &'static str,
    pub(super) name: &'static str,
    pub(super) checksum: &'static str,
    /// The moment: a `timestamptz` on PostgreSQL, what `strftime` takes on SQLite.
    pub(super) moment: &'static str,
    pub(super) nanoseconds: &'static str,
    pub(super) success: &'static str,
}

/// What a tool does not keep.
pub(super) const ABSENT: &str = "NULL";

/// The other tool's table.
#[derive(Clone, Debug)]
pub(super) struct Theirs {
    pub(super) importer: Importer,
    pub(super) schema: Identifier,
    pub(super) table: Identifier,
}

impl Theirs {
    /// Its name, for people.
    pub(super) fn display(&self) -> String {
        format!("{}.{}", self.schema, self.table)
    }

    fn select(&self, dialect: Dialect) -> String {
        let Columns { version, name, checksum, moment, nanoseconds, success } =
            self.importer.columns(dialect);
        // As our own history is read: before the session is ours.
        let text = match dialect {
            Dialect::Postgres => "pg_catalog.text",
            Dialect::Sqlite => "TEXT",
        };
        let moment = match dialect {
            Dialect::Postgres => format!(
                "pg_catalog.to_char(pg_catalog.timezone('UTC', {moment}), \
                 'YYYY-MM-DD HH24:MI:SS.US\"+00\"')"
            ),
            Dialect::Sqlite => format!("strftime('%Y-%m-%d %H:%M:%f', {moment})"),
        };
        let columns = [version, name, checksum, &moment, nanoseconds, success]
            .map(|column| format!("CAST({column} AS {text})"))
            .join(", ");
        format!("SELECT {columns} FROM {}.{} AS t", self.schema.quoted(), self.table.quoted())
    }

    /// Reads every row; none where there is no such table.
    pub(super) async fn read(
        &self,
        connection: &mut Connection,
    ) -> Result<Option<Vec<Record>>, Error> {
        if let Connection::Sqlite(sqlite) = connection
            && sqlite.is_absent()
        {
            return Ok(None);
        }
        let select = self.select(connection.dialect());
        match connection.query(&[select]).await {
            Ok(rows) => Ok(Some(rows.into_iter().map(Record::new).collect())),
            Err(error) if history::names_missing_table(&error) => Ok(None),
            Err(source) => Err(Error::of_statement("read the other tool's history", source)),
        }
    }
}

impl Record {
    /// Takes a record from its cells, in the order of [`Theirs::select`].
    fn new(cells: TextRow) -> Self {
        let mut cells = cells.into_iter();
        let mut next = || cells.next().flatten();
        Self {
            version: next().unwrap_or_default(),
            name: next(),
            checksum: next(),
            installed_on: next(),
            execution_time: next().map_or(0, |nanoseconds| milliseconds(&nanoseconds)),
            outcome: match next().as_deref() {
                Some("false" | "f" | "0") => Outcome::Failed,
                _ => Outcome::Applied,
            },
        }
    }
}

/// A tool that was cut short has written that the time is -1.
fn milliseconds(nanoseconds: &str) -> i32 {
    let nanoseconds = nanoseconds.parse::<i64>().unwrap_or_default().max(0);
    i32::try_from(nanoseconds / 1_000_000).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_milliseconds_of_a_column_for_them() {
        for (nanoseconds, expected) in
            [("-1", 0), ("999999", 0), ("41500000", 41), ("9000000000000000000", i32::MAX)]
        {
            assert_eq!(milliseconds(nanoseconds), expected, "{nanoseconds}");
        }
    }
}
