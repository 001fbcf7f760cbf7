//! What the statements about a table are made of, where they depend on which columns are set.

use crate::{Dialect, Error, Sql, Value};

/// A column that can be written. Its name is as SQL has it, in quotes where it needs them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// The name.
    pub name: &'static str,
    /// What PostgreSQL casts a parameter with, such as `::uuid`; empty where it needs no cast.
    pub cast: &'static str,
}

/// A table, as statements need it. Names are as SQL has them, in quotes where they need them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Table {
    /// The name, with its schema where there are any.
    pub name: Sql,
    /// The columns that can be written.
    pub columns: &'static [Column],
    /// The primary key.
    pub key: &'static [Column],
    /// The columns of a row, as a statement gives them back.
    pub returning: Sql,
}

/// How many parameters a statement of SQLite has at most.
const SQLITE_PARAMETERS: usize = 32_766;
/// How many rows are inserted at once at most: more do not make it faster.
const SQLITE_ROWS: usize = 500;

/// A statement with its parameters.
pub(crate) struct Made {
    pub(crate) sql: String,
    pub(crate) values: Vec<Value>,
}

/// Those of the columns that are set, with their values.
type Given = (Vec<&'static Column>, Vec<Value>);

impl Table {
    /// The table of one database.
    pub(crate) fn on(&'static self, dialect: Dialect) -> Result<Statements, Error> {
        let text = |sql: Sql| sql.text(dialect).ok_or(Error::WrongDatabase { found: dialect });
        Ok(Statements {
            table: self,
            dialect,
            name: text(self.name)?,
            returning: text(self.returning)?,
        })
    }
}

/// The statements about a table of one database.
pub(crate) struct Statements {
    table: &'static Table,
    dialect: Dialect,
    name: &'static str,
    returning: &'static str,
}

impl Statements {
    fn given(&self, values: Vec<Option<Value>>) -> Given {
        let columns = self.table.columns.iter().zip(values);
        columns.filter_map(|(column, value)| Some((column, value?))).unzip()
    }

    /// Inserts a row and gives it back.
    pub(crate) fn insert(&self, values: Vec<Option<Value>>) -> Made {
        let (columns, values) = self.given(values);
        let sql = format!("{} RETURNING {}", self.insertion(&columns), self.returning);
        Made { sql, values }
    }

    /// Inserts a row, or changes the one that has the same key, and gives it back.
    pub(crate) fn upsert(&self, key: &[&str], values: Vec<Option<Value>>) -> Made {
        let (columns, values) = self.given(values);
        let changed: Vec<&str> =
            columns.iter().map(|column| column.name).filter(|name| !key.contains(name)).collect();
        // A row that nothing was done to would not be given back.
        let changed = if changed.is_empty() { &key[..key.len().min(1)] } else { &changed };
        let set: Vec<_> = changed.iter().map(|name| format!("{name} = excluded.{name}")).collect();
        let sql = format!(
            "{} ON CONFLICT ({}) DO UPDATE SET {} RETURNING {}",
            self.insertion(&columns),
            key.join(", "),
            set.join(", "),
            self.returning
        );
        Made { sql, values }
    }

    /// Changes the row of a key; nothing where no column is set.
    pub(crate) fn apply(&self, key: Vec<Value>, changes: Vec<Option<Value>>) -> Option<Made> {
        let (columns, mut values) = self.given(changes);
        if columns.is_empty() {
            return None;
        }
        let mut number = 0;
        let mut equals = |column: &Column| {
            number += 1;
            format!("{} = {}", column.name, parameter(self.dialect, number, column.cast))
        };
        let set: Vec<_> = columns.into_iter().map(&mut equals).collect();
        let found: Vec<_> = self.table.key.iter().map(&mut equals).collect();
        values.extend(key);
        let (set, found) = (set.join(", "), found.join(" AND "));
        Some(Made { sql: format!("UPDATE {} SET {set} WHERE {found}", self.name), values })
    }

    /// Inserts rows that set the same columns, with as few statements as the database allows.
    pub(crate) fn insert_many(&self, rows: Vec<Vec<Option<Value>>>) -> Vec<Made> {
        let mut statements = Vec::new();
        let mut rows = rows.into_iter().map(|row| self.given(row)).peekable();
        while let Some((columns, first)) = rows.next() {
            let most = match self.dialect {
                Dialect::Postgres => usize::MAX,
                Dialect::Sqlite => (SQLITE_PARAMETERS / columns.len().max(1)).clamp(1, SQLITE_ROWS),
            };
            let mut block = vec![first];
            // Rows without any column have no list to stand in.
            while !columns.is_empty() && block.len() < most {
                match rows.next_if(|(others, _)| *others == columns) {
                    Some((_, values)) => block.push(values),
                    None => break,
                }
            }
            statements.push(match (self.dialect, block.len()) {
                (_, 1) => Made {
                    sql: self.insertion(&columns),
                    values: block.into_iter().flatten().collect(),
                },
                (Dialect::Sqlite, count) => {
                    let row = vec!["?"; columns.len()].join(", ");
                    let rows = vec![format!("({row})"); count].join(", ");
                    Made {
                        sql: format!("{} VALUES {rows}", self.target(&columns)),
                        values: block.into_iter().flatten().collect(),
                    }
                }
                (Dialect::Postgres, _) => self.unnested(&columns, &block),
            });
        }
        statements
    }

    /// An array for each column, and a row for each of their elements.
    fn unnested(&self, columns: &[&Column], rows: &[Vec<Value>]) -> Made {
        let mut arrays = Vec::new();
        let mut names = Vec::new();
        let mut taken = Vec::new();
        let mut values = Vec::new();
        for (place, column) in columns.iter().enumerate() {
            let number = place + 1;
            let elements = || rows.iter().filter_map(|row| row.get(place));
            let kind = elements().next().map_or("text", |value| value.kind().postgres());
            arrays.push(format!("${number}::{kind}[]"));
            names.push(format!("c{number}"));
            taken.push(format!("u.c{number}{}", column.cast));
            values.push(Value::array(elements()));
        }
        let sql = format!(
            "{} SELECT {} FROM UNNEST({}) AS u({})",
            self.target(columns),
            taken.join(", "),
            arrays.join(", "),
            names.join(", ")
        );
        Made { sql, values }
    }

    fn target(&self, columns: &[&Column]) -> String {
        let names: Vec<_> = columns.iter().map(|column| column.name).collect();
        format!("INSERT INTO {} ({})", self.name, names.join(", "))
    }

    fn insertion(&self, columns: &[&Column]) -> String {
        if columns.is_empty() {
            return format!("INSERT INTO {} DEFAULT VALUES", self.name);
        }
        let parameters: Vec<_> = columns
            .iter()
            .zip(1..)
            .map(|(column, number)| parameter(self.dialect, number, column.cast))
            .collect();
        format!("{} VALUES ({})", self.target(columns), parameters.join(", "))
    }
}

fn parameter(dialect: Dialect, number: usize, cast: &str) -> String {
    match dialect {
        Dialect::Sqlite => format!("?{number}"),
        Dialect::Postgres => format!("${number}{cast}"),
    }
}
