//! What a table of two databases has in common.

use crate::model::{Column, Enumeration, Table, Unique, Writing};
use crate::types::common::{holds, holds_digits};
use crate::{Problem, Settings, WayOut};
use schemalane_source::Dialect;

use super::super::key_label;

/// The table of PostgreSQL with what SQLite's makes of it: names in SQL are the same for both.
pub(super) fn common(
    sqlite: &Table,
    postgres: Table,
    enums: &[Enumeration],
    settings: &Settings,
    problems: &mut Vec<Problem>,
) -> Table {
    let label = postgres.label.clone();
    if sqlite.access != postgres.access {
        problems.push(Problem::Differs {
            what: label.clone(),
            sqlite: format!("a {}", sqlite.kind),
            postgres: format!("a {}", postgres.kind),
            way_out: WayOut::Except { key: label },
        });
        return postgres;
    }
    let is_key = |table: &Table, column: &Column| table.key().any(|it| it.name == column.name);
    let mut merge = Merge { label: &label, enums, settings, problems };
    for column in &sqlite.columns {
        if !postgres.columns.iter().any(|other| is_same(column, other)) {
            merge.alone(column, Dialect::Sqlite);
        }
    }
    let columns = postgres.columns.iter().map(|column| {
        let Some(other) = sqlite.columns.iter().find(|other| is_same(column, other)) else {
            merge.alone(column, Dialect::Postgres);
            return column.clone();
        };
        let side = if is_key(&postgres, column) { Part::Key } else { Part::Value };
        merge.column(other, column, side)
    });
    let columns: Vec<Column> = columns.collect();
    merge.keys(sqlite, &postgres);
    let uniques = merge.uniques(sqlite, &postgres);
    let comment = postgres.comment.clone().or_else(|| sqlite.comment.clone());
    let named = if settings.names.contains_key(&label) { &postgres } else { sqlite };
    let (module, row) = (named.module.clone(), named.row.clone());
    Table { columns, uniques, comment, module, row, ..postgres }
}

fn is_same(left: &Column, right: &Column) -> bool {
    left.name.eq_ignore_ascii_case(&right.name)
}

/// What a column is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// It belongs to the primary key.
    Key,
    /// It does not.
    Value,
}

struct Merge<'a> {
    label: &'a str,
    enums: &'a [Enumeration],
    settings: &'a Settings,
    problems: &'a mut Vec<Problem>,
}

impl Merge<'_> {
    fn alone(&mut self, column: &Column, dialect: Dialect) {
        let key = format!("{}.{}", self.label, column.written);
        self.problems.push(Problem::Alone {
            what: format!("column {key}"),
            dialect,
            way_out: match column.writing {
                // An insert would fail without it.
                Writing::Required => WayOut::Except { key: self.label.to_owned() },
                Writing::Nullable | Writing::Defaulted | Writing::Never => WayOut::Except { key },
            },
        });
    }

    fn column(&mut self, sqlite: &Column, postgres: &Column, part: Part) -> Column {
        let key = format!("{}.{}", self.label, postgres.written);
        let mut common = postgres.clone();
        common.comment = common.comment.or_else(|| sqlite.comment.clone());
        if !self.settings.names.contains_key(&key) {
            // SQLite keeps the capitals that tell words apart.
            common.field.clone_from(&sqlite.field);
        }
        if !self.is_one_type(sqlite, postgres) {
            self.problems.push(Problem::Differs {
                what: format!("column {key}"),
                sqlite: described(sqlite),
                postgres: described(postgres),
                way_out: WayOut::Type {
                    key: key.clone(),
                    rust: "...".to_owned(),
                    meaning: "a Rust type that both columns can hold",
                },
            });
        }
        // SQLite takes nulls in keys that nobody puts there.
        let is_settled = part == Part::Key || self.settings.types.contains_key(&key);
        if sqlite.is_nullable != postgres.is_nullable && !is_settled {
            let takes = |is_nullable| if is_nullable { "takes nulls" } else { "refuses nulls" };
            self.problems.push(Problem::Differs {
                what: format!("column {key}"),
                sqlite: takes(sqlite.is_nullable).to_owned(),
                postgres: takes(postgres.is_nullable).to_owned(),
                way_out: WayOut::Type {
                    key: key.clone(),
                    rust: format!("Option<{}>", postgres.data_type.rust),
                    meaning: "or without Option: a null is an error then",
                },
            });
        }
        common.is_nullable = sqlite.is_nullable && postgres.is_nullable;
        match writing(sqlite.writing, postgres.writing) {
            Some(writing) => common.writing = writing,
            None => self.problems.push(Problem::Differs {
                what: format!("column {key}"),
                sqlite: made(sqlite.writing).to_owned(),
                postgres: made(postgres.writing).to_owned(),
                way_out: WayOut::Except { key: self.label.to_owned() },
            }),
        }
        if common.writing == Writing::Nullable && !common.is_nullable {
            common.writing = Writing::Required;
        }
        common
    }

    fn is_one_type(&self, sqlite: &Column, postgres: &Column) -> bool {
        let (left, right) = (&sqlite.data_type.rust, &postgres.data_type.rust);
        is_one(left, right, self.enums, self.settings)
            || (left == "f64" && holds_digits(&sqlite.database_type, &postgres.database_type))
    }

    fn keys(&mut self, sqlite: &Table, postgres: &Table) {
        let (left, right) = (columns(sqlite.key()), columns(postgres.key()));
        if !left.eq_ignore_ascii_case(&right) {
            let named = |names: String| if names.is_empty() { "none".to_owned() } else { names };
            self.problems.push(Problem::Differs {
                what: format!("primary key of {}", self.label),
                sqlite: named(left),
                postgres: named(right),
                way_out: WayOut::Except { key: self.label.to_owned() },
            });
        }
    }

    /// The unique keys; what one database has alone is told.
    fn uniques(&mut self, sqlite: &Table, postgres: &Table) -> Vec<Unique> {
        let names = |table: &Table, unique: &Unique| {
            let mut names: Vec<_> =
                table.at(&unique.columns).map(|column| column.name.to_ascii_lowercase()).collect();
            names.sort();
            names
        };
        let mut find = |table: &Table, unique: &Unique, other: &Table, dialect| {
            let wanted = names(table, unique);
            let found = other.uniques.iter().find(|it| names(other, it) == wanted);
            if found.is_none() {
                let key = key_label(self.label, table.at(&unique.columns));
                self.problems.push(Problem::Alone {
                    what: format!("unique key {key}"),
                    dialect,
                    way_out: WayOut::Except { key },
                });
            }
            found.cloned()
        };
        for unique in &sqlite.uniques {
            find(sqlite, unique, postgres, Dialect::Sqlite);
        }
        let common = postgres.uniques.iter().filter_map(|unique| {
            let other = find(postgres, unique, sqlite, Dialect::Postgres)?;
            let is_arbiter = unique.is_arbiter && other.is_arbiter;
            Some(Unique { columns: unique.columns.clone(), is_arbiter })
        });
        common.collect()
    }
}

/// Whether SQLite holds in one Rust type every value of PostgreSQL's.
pub(super) fn is_one(
    sqlite: &str,
    postgres: &str,
    enums: &[Enumeration],
    settings: &Settings,
) -> bool {
    let is_enum = || enums.iter().any(|it| format!("super::{}", it.rust) == *postgres);
    sqlite == postgres || holds(sqlite, postgres, settings) || (sqlite == "String" && is_enum())
}

/// What an insert says of a column, so that both databases take it; `None` where there is nothing.
const fn writing(sqlite: Writing, postgres: Writing) -> Option<Writing> {
    match (sqlite, postgres) {
        (Writing::Never, Writing::Never | Writing::Defaulted)
        | (Writing::Defaulted, Writing::Never) => Some(Writing::Never),
        (Writing::Never, Writing::Required | Writing::Nullable)
        | (Writing::Required | Writing::Nullable, Writing::Never) => None,
        (Writing::Required, _) | (_, Writing::Required) => Some(Writing::Required),
        (Writing::Defaulted, _) | (_, Writing::Defaulted) => Some(Writing::Defaulted),
        (Writing::Nullable, Writing::Nullable) => Some(Writing::Nullable),
    }
}

const fn made(writing: Writing) -> &'static str {
    match writing {
        Writing::Never => "made by the database alone",
        Writing::Required | Writing::Nullable | Writing::Defaulted => "said by inserts",
    }
}

fn described(column: &Column) -> String {
    match column.database_type.as_str() {
        "" => format!("without a type ({})", column.data_type.rust),
        name => format!("{name} ({})", column.data_type.rust),
    }
}

fn columns<'a>(columns: impl Iterator<Item = &'a Column>) -> String {
    columns.map(|column| column.written.as_str()).collect::<Vec<_>>().join(", ")
}
