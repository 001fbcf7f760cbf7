//! What a schema or the settings make impossible.

mod told;

use schemalane_source::{Dialect, Told};
use std::fmt;

/// One thing that is in the way. Its text is one line, with the way out at its end; [`told`](Self::told) has both
/// apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Problem {
    /// A column has a type of the database that no Rust type is known for.
    NoType {
        /// The table or view.
        object: String,
        /// The column.
        column: String,
        /// Its type; empty where it has none.
        database_type: String,
    },
    /// An attribute of a composite type that a column has is of a type that only a column can be read of.
    NoAttribute {
        /// The composite type.
        composite: String,
        /// The attribute.
        attribute: String,
        /// Its type.
        database_type: String,
    },
    /// A column has a type of the database that SeaORM has no type for.
    NoEntityType {
        /// The table.
        object: String,
        /// The column.
        column: String,
        /// Its type; empty where it has none.
        database_type: String,
    },
    /// Two objects, columns or functions come to one Rust name.
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
    EnumCollision {
        /// The Rust name.
        name: String,
        /// What has it.
        left: String,
        /// The column.
        column: String,
    },
    /// A column is to be an enum, and nothing lists its values.
    NoList {
        /// The column.
        column: String,
    },
    /// Two columns are to have one enum, and they have other values.
    OtherValues {
        /// The Rust name.
        name: String,
        /// The column.
        column: String,
    },
    /// A name has nothing that a Rust name can be made of.
    NoName {
        /// What it is.
        what: String,
        /// The key of `[codegen.names]` that gives it one.
        key: String,
    },
    /// A text of the settings is not the Rust that belongs there.
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
    /// A column or a parameter of a query has a type that no Rust type is known for, or none.
    NoQueryType {
        /// The file.
        file: String,
        /// The query.
        query: String,
        /// Which of the two it is.
        part: QueryPart,
        /// Its name.
        name: String,
        /// Its type; empty where it has none.
        database_type: String,
    },
    /// A column of a query has a name that no Rust name can be made of.
    NoQueryName {
        /// The file.
        file: String,
        /// The query.
        query: String,
        /// Which column, from 1.
        column: usize,
        /// Its name.
        name: String,
    },
    /// Two things of a file of queries come to one Rust name.
    QueryCollision {
        /// The file.
        file: String,
        /// The Rust name.
        name: String,
        /// What has it.
        left: String,
        /// What would have it too.
        right: String,
    },
    /// `@returns` of two queries names one type, and their rows differ.
    OtherRow {
        /// The file.
        file: String,
        /// The query.
        query: String,
        /// The one that has the type already.
        other: String,
        /// The type.
        row: String,
    },
    /// `@embed` names no row among the columns of a query.
    NoEmbed {
        /// The file.
        file: String,
        /// The query.
        query: String,
        /// What it names.
        name: String,
    },
    /// A query has a command that there is no function for yet.
    NoCommand {
        /// The query.
        query: String,
        /// The command.
        command: &'static str,
    },
    /// A file of queries says something for one database that it does not say for the other.
    QueriesDiffer {
        /// The file for SQLite.
        file: String,
        /// What differs.
        what: String,
        /// What it is in SQLite.
        sqlite: String,
        /// What it is in PostgreSQL.
        postgres: String,
    },
    /// Something that one of two databases has alone.
    Alone {
        /// What it is.
        what: String,
        /// The database that has it.
        dialect: Dialect,
        /// What settles it.
        way_out: WayOut,
    },
    /// Something that two databases have different.
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
    Needed {
        /// The column.
        key: String,
    },
    /// A key of the settings names nothing that there is.
    Unknown {
        /// The table of the settings; empty for `[codegen]` itself.
        section: &'static str,
        /// The key.
        key: String,
    },
}

/// What of a query is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum QueryPart {
    /// A column of its rows.
    Column,
    /// A parameter.
    Parameter,
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

/// Everything that is in the way, in ascending order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problems(pub(crate) Vec<Problem>);

impl Problems {
    /// The problems; there is at least one.
    #[must_use]
    pub fn as_slice(&self) -> &[Problem] {
        &self.0
    }

    /// What is said of each.
    pub fn told(&self) -> impl Iterator<Item = Told> {
        self.0.iter().map(Problem::told)
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<_> = self.told().map(|told| told.to_string()).collect();
        f.write_str(&lines.join("\n"))
    }
}

impl std::error::Error for Problem {}

impl std::error::Error for Problems {}
