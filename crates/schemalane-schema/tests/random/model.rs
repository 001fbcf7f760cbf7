//! A small model of a schema, as data that proptest can shrink.
//!
//! Everything lies in a slot and refers to others by the numbers of theirs. What refers to an empty slot is not
//! written, so anything can be taken out without asking who needs it.

use schemalane_source::Dialect;
use std::collections::BTreeMap;

/// Places for things that may not be there.
pub(crate) type Slots<T> = Vec<Option<T>>;

/// What is in a slot, if there is such a slot and it is not empty.
pub(crate) fn slot<T>(slots: &[Option<T>], number: u8) -> Option<&T> {
    slots.get(usize::from(number)).and_then(Option::as_ref)
}

#[derive(Clone, Debug)]
pub(crate) struct Schema {
    pub(crate) dialect: Dialect,
    pub(crate) tables: Slots<Table>,
    pub(crate) indexes: Slots<Index>,
    pub(crate) views: Slots<View>,
    pub(crate) triggers: Slots<Trigger>,
    pub(crate) types: Types,
    /// Names are quoted where they need not be, and comments are strewn in: it means the same.
    pub(crate) is_loud: bool,
    pub(crate) names: Names,
    /// What is called otherwise than before, which comments say.
    pub(crate) hints: Hints,
}

/// Which tables and columns have their second name, a bit for each place.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Names {
    pub(crate) tables: u8,
    pub(crate) columns: u8,
}

/// The old names of tables and columns, by their places.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hints {
    pub(crate) tables: BTreeMap<u8, String>,
    pub(crate) columns: BTreeMap<(u8, u8), String>,
}

#[derive(Clone, Debug)]
pub(crate) struct Table {
    pub(crate) columns: Slots<Column>,
    /// By how many places the columns are turned.
    pub(crate) turned: u8,
    pub(crate) primary: Option<Key>,
    pub(crate) uniques: Slots<Key>,
    pub(crate) checks: Slots<Check>,
    pub(crate) references: Slots<Reference>,
    pub(crate) traits: Traits,
    pub(crate) comment: Option<u8>,
    /// PostgreSQL: partitioned by the first column, with these parts.
    pub(crate) parts: Option<u8>,
}

/// What a table is or is not. Each database knows some of it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Traits {
    pub(crate) strict: bool,
    pub(crate) without_rowid: bool,
    pub(crate) autoincrement: bool,
    pub(crate) unlogged: bool,
    /// It lies in another schema.
    pub(crate) elsewhere: bool,
    pub(crate) row_security: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Column {
    /// A number of a type; each database has its list.
    pub(crate) kind: u8,
    pub(crate) not_null: bool,
    pub(crate) default: Option<u8>,
    pub(crate) collation: Option<u8>,
    pub(crate) generated: Option<Generated>,
    /// PostgreSQL: `ALWAYS`, `BY DEFAULT`, or serial.
    pub(crate) counter: Option<u8>,
    /// SQLite: what happens where `NOT NULL` is broken.
    pub(crate) conflict: Option<u8>,
    pub(crate) comment: Option<u8>,
}

#[derive(Clone, Debug)]
pub(crate) struct Generated {
    pub(crate) from: u8,
    pub(crate) template: u8,
    pub(crate) stored: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Key {
    pub(crate) columns: Vec<u8>,
    pub(crate) named: bool,
    pub(crate) descending: bool,
    /// SQLite: what happens where it is broken.
    pub(crate) conflict: Option<u8>,
}

#[derive(Clone, Debug)]
pub(crate) struct Check {
    pub(crate) column: u8,
    pub(crate) template: u8,
    pub(crate) named: bool,
}

/// A foreign key to the primary key of a table; it takes as many columns as that has.
#[derive(Clone, Debug)]
pub(crate) struct Reference {
    pub(crate) columns: [u8; 2],
    pub(crate) table: u8,
    pub(crate) action: u8,
    pub(crate) deferred: bool,
    pub(crate) named: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Index {
    pub(crate) table: u8,
    pub(crate) unique: bool,
    pub(crate) parts: Vec<Part>,
    /// A column and the condition on it.
    pub(crate) predicate: Option<(u8, u8)>,
    /// PostgreSQL: a column that is included.
    pub(crate) include: Option<u8>,
}

#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) column: u8,
    /// Beside the column itself, an expression of it.
    pub(crate) template: Option<u8>,
    pub(crate) descending: bool,
    pub(crate) collation: Option<u8>,
}

#[derive(Clone, Debug)]
pub(crate) struct View {
    /// A table, or a view with a smaller number.
    pub(crate) over: Source,
    pub(crate) columns: Vec<u8>,
    pub(crate) shape: u8,
    pub(crate) materialised: bool,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Source {
    Table(u8),
    View(u8),
}

#[derive(Clone, Debug)]
pub(crate) struct Trigger {
    pub(crate) on: Source,
    pub(crate) event: u8,
    pub(crate) column: u8,
    pub(crate) when: bool,
    pub(crate) body: u8,
    /// The table that the body touches.
    pub(crate) other: u8,
}

/// What PostgreSQL has beside tables.
#[derive(Clone, Debug, Default)]
pub(crate) struct Types {
    /// The labels of an enum, a bit for each.
    pub(crate) labels: Option<u8>,
    pub(crate) domain: Option<Domain>,
    pub(crate) sequence: Option<Sequence>,
    pub(crate) function: Option<u8>,
}

#[derive(Clone, Debug)]
pub(crate) struct Domain {
    pub(crate) base: u8,
    pub(crate) check: Option<u8>,
    pub(crate) not_null: bool,
    pub(crate) default: Option<u8>,
}

#[derive(Clone, Debug)]
pub(crate) struct Sequence {
    pub(crate) increment: u8,
    pub(crate) cycle: bool,
}

/// One row: the table, and a number for the value of each column.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) table: u8,
    pub(crate) seeds: Vec<u8>,
}
