//! What is said of each problem: the fact, and the way out.

use super::{Problem, QueryPart, WayOut};
use schemalane_source::{Dialect, Told};
use std::fmt;

impl Problem {
    /// What is said of it: the fact, and the way out.
    #[must_use]
    pub fn told(&self) -> Told {
        match self {
            Self::NoType { object, column, database_type } => Told::new(format!(
                "{object}: column {column} is {}, which has no Rust type",
                named(database_type)
            ))
            .help(line(
                ".types",
                &key(object, column, database_type),
                "...",
                "a Rust type; \"String\" takes the database's own text",
            )),
            Self::NoAttribute { composite, attribute, database_type } => Told::new(format!(
                "type {composite}: attribute {attribute} is {database_type}, which has no Rust type within another"
            ))
            .help(line(".types", composite, "String", "the database's own text of the whole")),
            Self::NoEntityType { object, column, database_type } => Told::new(format!(
                "{object}: column {column} is {}, which has no type in a SeaORM entity",
                named(database_type)
            ))
            .help(line(
                ".entity_types",
                &key(object, column, database_type),
                "...",
                "a Rust type that SeaORM reads and writes",
            )),
            Self::Collision { name, left, right, key } => {
                Told::new(format!("{left} and {right} both come to `{name}` in Rust"))
                    .help(line(".names", key, "...", "another name"))
            }
            Self::EnumCollision { name, left, column } => Told::new(format!(
                "{left} and the enum of {column} both come to `{name}` in Rust"
            ))
            .help(line(".types", column, "enum ...", "with a name of its own")),
            Self::NoList { column } => Told::new(format!(
                "[codegen.types] {column:?} is to be an enum, and no list says its values"
            ))
            .help(format!(
                "on SQLite, write CHECK ({} IN ('a', 'b')) for a column of texts, or of numbers for whole ones, and \
                 without a collation; on PostgreSQL, a type of CREATE TYPE ... AS ENUM",
                column.rsplit('.').next().unwrap_or_default()
            )),
            Self::OtherValues { name, column } => Told::new(format!(
                "{column} has other values than the columns that are `{name}` already"
            ))
            .help(line(".types", column, "enum ...", "with a name of its own")),
            Self::NoName { what, key } => Told::new(format!("{what} has no name in Rust"))
                .help(line(".names", key, "...", "a name in Rust")),
            Self::NotRust { section, key, text, expected } => Told::new(format!(
                "[codegen{section}] {key:?} = {text:?}: this is not {expected}"
            ))
            .help("correct it in schemalane.toml"),
            Self::NoQueryType { file, query, part, name, database_type } => {
                untyped((file, query), *part, name, database_type)
            }
            Self::NoQueryName { file, query, column, name } => Told::new(format!(
                "{file}: {query}: column {column} is called {name:?}, which is no name in Rust"
            ))
            .help("give it another one in the query: ... AS name"),
            Self::QueryCollision { file, name, left, right } => Told::new(format!(
                "{file}: {left} and {right} both come to `{name}` in Rust"
            ))
            .help("give one of them another name: AS for a column, @returns for rows, or the query's own"),
            Self::OtherRow { file, query, other, row } => Told::new(format!(
                "{file}: {query} returns {row}, and its columns are not those of {other}, which returns it too"
            ))
            .help("take the same columns in both, or write another name behind @returns"),
            Self::NoEmbed { file, query, name } => Told::new(format!(
                "{file}: {query}: @embed {name}: no columns of the query are all those of the table {name}, with one \
                 that is not null"
            ))
            .help(format!("take them as {name}.*, or take the note out")),
            Self::NoCommand { query, command } => {
                Told::new(format!("{query}: there is no function for :{command} yet"))
                    .help("say :many for rows, or :execrows for a statement without")
            }
            Self::QueriesDiffer { file, what, sqlite, postgres } => Told::new(format!(
                "{file}: {what}: {sqlite} on SQLite, {postgres} on PostgreSQL"
            ))
            .help("write a cast that both take, or a file for each database, x.sqlite.sql and x.postgres.sql"),
            Self::Alone { what, dialect, way_out } => {
                Told::new(format!("{what} is in {} alone", database(*dialect)))
                    .help(way_out.to_string())
            }
            Self::Differs { what, sqlite, postgres, way_out } => {
                Told::new(format!("{what}: {sqlite} in SQLite, {postgres} in PostgreSQL"))
                    .help(way_out.to_string())
            }
            Self::Needed { key } => {
                Told::new(format!("[codegen] except names {key:?}, which every insert must say"))
                    .help("take it out of `except`, or give the column a default")
            }
            Self::Unknown { section, key } => {
                Told::new(format!("[codegen{section}] names {key:?}, which is not there"))
                    .help("correct the name in schemalane.toml, or take it out")
            }
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.told().line())
    }
}

impl fmt::Display for WayOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = match self {
            Self::Type { key, rust, meaning } => line(".types", key, rust, meaning),
            Self::EntityType { key } => {
                line(".entity_types", key, "...", "a Rust type that SeaORM has for both")
            }
            Self::Except { key } => {
                format!("under [codegen], say except = [{key:?}]  # there is no code for it")
            }
        };
        f.write_str(&line)
    }
}

/// A line of a table of `schemalane.toml`, which can be copied there as it stands.
fn line(section: &str, key: &str, value: &str, meaning: &str) -> String {
    format!("under [codegen{section}], say {key:?} = {value:?}  # {meaning}")
}

fn untyped((file, query): (&str, &str), part: QueryPart, name: &str, database_type: &str) -> Told {
    let (what, note) = match part {
        QueryPart::Column => ("column", "column"),
        QueryPart::Parameter => ("parameter", "param"),
    };
    let fact = match database_type {
        "" => format!("{file}: {query}: nothing says the type of the {what} {name}"),
        named => {
            format!("{file}: {query}: the {what} {name} is {named}, which has no Rust type here")
        }
    };
    let help = match (part, database_type) {
        (_, "") => format!("say it: -- @{note} {name}: TYPE"),
        (QueryPart::Column, _) => format!("cast it in the query, such as CAST({name} AS text)"),
        (QueryPart::Parameter, _) => format!("cast it in the query, such as CAST(:{name} AS text)"),
    };
    Told::new(fact).help(help)
}

const fn database(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Sqlite => "SQLite",
        Dialect::Postgres => "PostgreSQL",
    }
}

fn named(database_type: &str) -> &str {
    if database_type.is_empty() { "without a type" } else { database_type }
}

/// The type of the database where it has one, since that settles every column of it.
fn key(object: &str, column: &str, database_type: &str) -> String {
    match database_type {
        "" => format!("{object}.{column}"),
        database_type => database_type.to_owned(),
    }
}
