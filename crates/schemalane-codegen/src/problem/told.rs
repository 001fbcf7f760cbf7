//! What is said of each problem: the fact, and the way out.

use super::{Problem, WayOut};
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
