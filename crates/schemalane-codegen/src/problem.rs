//! What a schema or the settings make impossible.

use schemalane_source::Dialect;
use std::fmt;

/// One thing that is in the way, and the line of `schemalane.toml` that is the way out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// A column has a type of the database that no Rust type is known for.
    #[error(
        "{object}: column {column} is {}, which has no Rust type\n  \
         [codegen.types]\n  {:?} = \"...\"  # a Rust type; \"String\" takes the database's own text",
        named(database_type),
        key(object, column, database_type)
    )]
    NoType {
        /// The table or view.
        object: String,
        /// The column.
        column: String,
        /// Its type; empty where it has none.
        database_type: String,
    },
    /// An attribute of a composite type that a column has is of a type that only a column can be read of.
    #[error(
        "type {composite}: attribute {attribute} is {database_type}, which has no Rust type within another\n  \
         [codegen.types]\n  {composite:?} = \"String\"  # the database's own text of the whole"
    )]
    NoAttribute {
        /// The composite type.
        composite: String,
        /// The attribute.
        attribute: String,
        /// Its type.
        database_type: String,
    },
    /// A column has a type of the database that SeaORM has no type for.
    #[error(
        "{object}: column {column} is {}, which has no type in a SeaORM entity\n  \
         [codegen.entity_types]\n  {:?} = \"...\"  # a Rust type that SeaORM reads and writes",
        named(database_type),
        key(object, column, database_type)
    )]
    NoEntityType {
        /// The table.
        object: String,
        /// The column.
        column: String,
        /// Its type; empty where it has none.
        database_type: String,
    },
    /// Two objects, columns or functions come to one Rust name.
    #[error(
        "{left} and {right} both come to `{name}` in Rust\n  \
         [codegen.names]\n  {key:?} = \"...\""
    )]
    Collision {
        /// The Rust name.
        name: String,
        /// What has it.
        left: String,
        /// What would have it too.
        right: String,
        /// The key of `[codegen.names]` that gives the second another name.
        key: String,
    },
    /// The enum of a column comes to a name that something else has.
    #[error(
        "{left} and the enum of {column} both come to `{name}` in Rust\n  \
         [codegen.types]\n  {column:?} = \"enum ...\"  # with a name of its own"
    )]
    EnumCollision {
        /// The Rust name.
        name: String,
        /// What has it.
        left: String,
        /// The column.
        column: String,
    },
    /// A column is to be an enum, and nothing lists its values.
    #[error(
        "[codegen.types] {column:?} is to be an enum, and no list says its values\n  \
         on SQLite: CHECK ({} IN ('a', 'b')) of a column of texts, or of numbers for whole ones, and without a \
         collation; on PostgreSQL: a type of CREATE TYPE ... AS ENUM",
        column.rsplit('.').next().unwrap_or_default()
    )]
    NoList {
        /// The column.
        column: String,
    },
    /// Two columns are to have one enum, and they have other values.
    #[error(
        "{column} has other values than the columns that are `{name}` already\n  \
         [codegen.types]\n  {column:?} = \"enum ...\"  # with a name of its own"
    )]
    OtherValues {
        /// The Rust name.
        name: String,
        /// The column.
        column: String,
    },
    /// A name has nothing that a Rust name can be made of.
    #[error("{what} has no name in Rust\n  [codegen.names]\n  {key:?} = \"...\"")]
    NoName {
        /// What it is.
        what: String,
        /// The key of `[codegen.names]` that gives it one.
        key: String,
    },
    /// A text of the settings is not the Rust that belongs there.
    #[error("[codegen{section}] {key:?} = {text:?}: this is not {expected}")]
    NotRust {
        /// The table of the settings, `.types` or `.names`; empty for `[codegen]` itself.
        section: &'static str,
        /// The key.
        key: String,
        /// The text.
        text: String,
        /// What belongs there.
        expected: &'static str,
    },
    /// Something that one of two databases has alone.
    #[error("{what} is in {} alone\n  {way_out}", database(*dialect))]
    Alone {
        /// What it is.
        what: String,
        /// The database that has it.
        dialect: Dialect,
        /// What settles it.
        way_out: WayOut,
    },
    /// Something that two databases have different.
    #[error("{what}: {sqlite} in SQLite, {postgres} in PostgreSQL\n  {way_out}")]
    Differs {
        /// What it is.
        what: String,
        /// What it is in SQLite.
        sqlite: String,
        /// What it is in PostgreSQL.
        postgres: String,
        /// What settles it.
        way_out: WayOut,
    },
    /// A column that `except` names, though an insert must say it.
    #[error("[codegen] except names {key:?}, which every insert must say")]
    Needed {
        /// The column.
        key: String,
    },
    /// A key of the settings names nothing that there is.
    #[error("[codegen{section}] names {key:?}, which is not there")]
    Unknown {
        /// The table of the settings; empty for `[codegen]` itself.
        section: &'static str,
        /// The key.
        key: String,
    },
}

/// The line of `schemalane.toml` that settles a difference of two databases.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum WayOut {
    /// A Rust type for a column or a type of the database, and what it means.
    Type {
        /// The key of `[codegen.types]`.
        key: String,
        /// The Rust type.
        rust: String,
        /// What it means, beside it.
        meaning: &'static str,
    },
    /// A Rust type for a column of a SeaORM entity.
    EntityType {
        /// The key of `[codegen.entity_types]`.
        key: String,
    },
    /// There is no code for it.
    Except {
        /// What `except` names.
        key: String,
    },
}

impl fmt::Display for WayOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Type { key, rust, meaning } => {
                write!(f, "[codegen.types]\n  {key:?} = {rust:?}  # {meaning}")
            }
            Self::EntityType { key } => {
                write!(
                    f,
                    "[codegen.entity_types]\n  {key:?} = \"...\"  # a Rust type that SeaORM has for both"
                )
            }
            Self::Except { key } => {
                write!(f, "[codegen]\n  except = [{key:?}]  # there is no code for it")
            }
        }
    }
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

/// Everything that is in the way, in ascending order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problems(pub(crate) Vec<Problem>);

impl Problems {
    /// The problems; there is at least one.
    #[must_use]
    pub fn as_slice(&self) -> &[Problem] {
        &self.0
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, problem) in self.0.iter().enumerate() {
            if place > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}
