//! A SeaORM entity of a table.

use crate::types::entity::EntityType;
use schemalane_schema::Action;

/// A SeaORM entity of a table.
#[derive(Clone, Debug)]
pub(crate) struct Entity {
    /// The place of the table in the model.
    pub(crate) table: usize,
    /// Its schema, where the database has schemas.
    pub(crate) schema: Option<String>,
    /// Its name in the database.
    pub(crate) name: String,
    pub(crate) fields: Vec<Field>,
    pub(crate) ways: Vec<Way>,
}

/// A column of an entity.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    /// The place of the column in its table.
    pub(crate) column: usize,
    /// The field.
    pub(crate) name: String,
    /// The column's name, where SeaORM would not find it by the field's.
    pub(crate) column_name: Option<String>,
    pub(crate) data_type: EntityType,
    pub(crate) is_nullable: bool,
    pub(crate) key: Key,
    pub(crate) unique: Option<Unique>,
}

/// What a column is to the primary key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    /// It is no part of it.
    None,
    /// It is the key, and the database counts it.
    Counted,
    /// It is a part of it.
    Part,
}

/// The unique columns that a column is one of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Unique {
    /// It alone.
    Alone,
    /// Several together, which have this name.
    Together(String),
}

/// A way to the rows of another entity.
#[derive(Clone, Debug)]
pub(crate) struct Way {
    /// The field.
    pub(crate) field: String,
    /// The place of the other table in the model.
    pub(crate) table: usize,
    /// Its variant of `Relation`, where SeaORM would not name it by the other module.
    pub(crate) variant: Option<String>,
    pub(crate) kind: WayKind,
}

/// What a way follows.
#[derive(Clone, Debug)]
pub(crate) enum WayKind {
    /// A foreign key of its own.
    BelongsTo {
        /// Whether a row may be without.
        is_optional: bool,
        /// Its columns, and those that they refer to, as SeaORM's macros take them.
        from: Vec<String>,
        to: Vec<String>,
        on_delete: Action,
        on_update: Action,
    },
    /// A foreign key of the other, by its variant where that has a name of its own: of at most one row.
    HasOne { by: Option<String> },
    /// A foreign key of the other, by its variant where that has a name of its own.
    HasMany { by: Option<String> },
    /// A table of pairs, by the place of that table.
    Through(usize),
}
