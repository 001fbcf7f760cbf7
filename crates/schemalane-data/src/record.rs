//! A row, and what is read from it.

use crate::{Cell, DecodeError, Field};
use sqlx::postgres::PgRow;
use sqlx::sqlite::{SqliteRow, SqliteValueRef};
use sqlx::{Column as _, Row as _, TypeInfo as _, ValueRef as _};
use std::cmp::Ordering;

/// What a row is called, for errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// The table, view or query.
    pub name: &'static str,
    /// The columns in their order.
    pub columns: &'static [&'static str],
}

/// What can be read from a row.
pub trait Record: Sized + Send {
    /// What its rows are called.
    const SHAPE: &'static Shape;

    /// Reads it from a row whose columns are those of the shape.
    ///
    /// # Errors
    ///
    /// A column is missing, or holds what the Rust type has no value for.
    fn decode(row: &Row<'_>) -> Result<Self, DecodeError>;
}

/// A row of a driver.
#[derive(Clone, Copy)]
pub struct Row<'r> {
    source: Source<'r>,
    shape: &'static Shape,
    first: usize,
}

#[derive(Clone, Copy)]
enum Source<'r> {
    Sqlite(&'r SqliteRow),
    Postgres(&'r PgRow),
}

const UNNAMED: &Shape = &Shape { name: "result", columns: &[] };

impl<'r> Row<'r> {
    /// A row of SQLite.
    #[must_use]
    pub const fn sqlite(row: &'r SqliteRow) -> Self {
        Self { source: Source::Sqlite(row), shape: UNNAMED, first: 0 }
    }

    /// A row of PostgreSQL.
    #[must_use]
    pub const fn postgres(row: &'r PgRow) -> Self {
        Self { source: Source::Postgres(row), shape: UNNAMED, first: 0 }
    }

    /// The record that begins at a column.
    ///
    /// # Errors
    ///
    /// As [`Record::decode`].
    pub fn record<T: Record>(&self, first: usize) -> Result<T, DecodeError> {
        T::decode(&Row { source: self.source, shape: T::SHAPE, first: self.first + first })
    }

    /// The record that the whole row is. Columns behind it are nobody's: a table has got them since, and a `*` gives them.
    ///
    /// # Errors
    ///
    /// As [`Record::decode`]; there are fewer columns, or more of them and not behind it, so that what is at a place is
    /// something else.
    pub fn whole<T: Record>(&self) -> Result<T, DecodeError> {
        match self.fits(T::SHAPE) {
            true => self.record(0),
            false => Err(DecodeError::OtherColumns {
                table: T::SHAPE.name,
                expected: T::SHAPE.columns.len(),
                found: self.width(),
            }),
        }
    }

    /// Whether its columns are those of a shape. Names count only where there are more: some are made by the server.
    fn fits(&self, shape: &Shape) -> bool {
        let expected = shape.columns.len();
        match self.width().cmp(&expected) {
            Ordering::Equal => true,
            Ordering::Less => false,
            Ordering::Greater => {
                let same = |(place, name): (usize, &&str)| match self.source {
                    Source::Sqlite(row) => row.column(place).name().eq_ignore_ascii_case(name),
                    Source::Postgres(row) => row.column(place).name().eq_ignore_ascii_case(name),
                };
                shape.columns.iter().enumerate().all(same)
            }
        }
    }

    /// The record that begins at a column, if this other column is not null.
    ///
    /// # Errors
    ///
    /// As [`Record::decode`].
    pub fn optional<T: Record>(
        &self,
        first: usize,
        compared: usize,
    ) -> Result<Option<T>, DecodeError> {
        match self.is_null(compared) {
            true => Ok(None),
            false => self.record(first).map(Some),
        }
    }

    /// The value of a column.
    ///
    /// # Errors
    ///
    /// The column is missing, or holds what the Rust type has no value for.
    pub fn get<T: Field>(&self, index: usize) -> Result<T, DecodeError> {
        match self.cell(index) {
            Some(cell) => T::read(cell).ok_or_else(|| self.invalid(index, type_name::<T>())),
            None => Err(self.missing(index, type_name::<T>())),
        }
    }

    /// Whether a column is null, or missing.
    #[must_use]
    pub fn is_null(&self, index: usize) -> bool {
        matches!(self.cell(index), None | Some(Cell::Null))
    }

    fn cell(&self, index: usize) -> Option<Cell<'r>> {
        let index = self.first + index;
        match self.source {
            Source::Sqlite(row) => {
                let value = row.try_get_raw(index).ok()?;
                Some(match Storage::of(&value) {
                    Storage::Null => Cell::Null,
                    Storage::Integer => Cell::Integer(decoded(value)?),
                    Storage::Real => Cell::Real(decoded(value)?),
                    Storage::Text => match decoded(value) {
                        Some(text) => Cell::Text(text),
                        None => Cell::Blob(decoded(row.try_get_raw(index).ok()?)?),
                    },
                    Storage::Blob => Cell::Blob(decoded(value)?),
                })
            }
            Source::Postgres(row) => {
                let value = row.try_get_raw(index).ok()?;
                Some(match value.as_bytes() {
                    Err(_) => Cell::Null,
                    Ok(bytes) => Cell::Postgres { oid: value.type_info().oid()?.0, bytes },
                })
            }
        }
    }

    /// How many columns the row has.
    fn width(&self) -> usize {
        match self.source {
            Source::Sqlite(row) => row.len(),
            Source::Postgres(row) => row.len(),
        }
    }

    fn name(&self, index: usize) -> &'static str {
        self.shape.columns.get(index).copied().unwrap_or("a column")
    }

    fn missing(&self, index: usize, expected: &'static str) -> DecodeError {
        let found = self.width();
        let (table, column) = (self.shape.name, self.name(index));
        DecodeError::MissingField { table, column, expected, found }
    }

    fn invalid(&self, index: usize, expected: &'static str) -> DecodeError {
        let place = self.first + index;
        let found = match (self.cell(index), self.source) {
            (Some(Cell::Null), _) => Some("NULL".to_owned()),
            (_, Source::Sqlite(row)) => {
                row.try_get_raw(place).ok().map(|value| value.type_info().name().to_owned())
            }
            (_, Source::Postgres(row)) => {
                row.try_get_raw(place).ok().map(|value| value.type_info().name().to_owned())
            }
        };
        let (table, column) = (self.shape.name, self.name(index));
        DecodeError::InvalidType { table, column, expected, found: found.unwrap_or_default() }
    }
}

/// What SQLite calls the storage class of a value.
enum Storage {
    Null,
    Integer,
    Real,
    Text,
    Blob,
}

impl Storage {
    fn of(value: &SqliteValueRef<'_>) -> Self {
        match value.type_info().name() {
            _ if value.is_null() => Self::Null,
            "INTEGER" => Self::Integer,
            "REAL" => Self::Real,
            "TEXT" => Self::Text,
            _ => Self::Blob,
        }
    }
}

fn type_name<T>() -> &'static str {
    std::any::type_name::<T>()
}

fn decoded<'r, T: sqlx::Decode<'r, sqlx::Sqlite>>(value: SqliteValueRef<'r>) -> Option<T> {
    T::decode(value).ok()
}
