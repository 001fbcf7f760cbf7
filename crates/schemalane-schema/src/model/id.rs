//! What names an object.

use serde::Serialize;
use std::fmt;

/// The kinds of objects that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A namespace of PostgreSQL.
    Schema,
    /// An extension of PostgreSQL.
    Extension,
    /// An enumerated type.
    Enum,
    /// A domain.
    Domain,
    /// A composite type.
    Composite,
    /// A sequence that no identity column owns.
    Sequence,
    /// A function, a procedure or an aggregate; its name has the types of its arguments.
    Routine,
    /// A table, also a partitioned or a virtual one.
    Table,
    /// A view.
    View,
    /// A materialised view.
    MaterializedView,
    /// An index that no constraint owns.
    Index,
    /// A trigger.
    Trigger,
    /// A policy of row level security.
    Policy,
    /// Anything that is compared by its text: see [`super::Details::Other`].
    Other,
}

impl Kind {
    /// The word for it in a sentence.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Schema => "schema",
            Self::Extension => "extension",
            Self::Enum => "enum",
            Self::Domain => "domain",
            Self::Composite => "composite type",
            Self::Sequence => "sequence",
            Self::Routine => "routine",
            Self::Table => "table",
            Self::View => "view",
            Self::MaterializedView => "materialised view",
            Self::Index => "index",
            Self::Trigger => "trigger",
            Self::Policy => "policy",
            Self::Other => "object",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// What names an object within a database.
///
/// On SQLite names are folded to lower case, as SQLite compares them, and `schema` is empty. On PostgreSQL they are as
/// the catalogue has them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct ObjectId {
    /// What it is.
    pub kind: Kind,
    /// The schema that holds it; empty on SQLite, and for a schema or an extension.
    pub schema: String,
    /// The table of a trigger or a policy on PostgreSQL, where such a name is unique only within its table.
    pub table: Option<String>,
    /// Its name; that of a routine has the types of its arguments, `area(integer, integer)`.
    pub name: String,
}

impl ObjectId {
    /// An object of a schema; an empty one for SQLite.
    pub fn new(kind: Kind, schema: impl Into<String>, name: impl Into<String>) -> Self {
        Self { kind, schema: schema.into(), table: None, name: name.into() }
    }

    /// A trigger or policy of a table in the same schema.
    pub fn on_table(
        kind: Kind,
        schema: impl Into<String>,
        table: impl Into<String>,
        name: impl Into<String>,
    ) -> Self {
        Self { kind, schema: schema.into(), table: Some(table.into()), name: name.into() }
    }

    /// The name as approvals and messages write it: without `public.`, with the table before a trigger or policy.
    #[must_use]
    pub fn short(&self) -> String {
        let mut text = String::new();
        if !self.schema.is_empty() && self.schema != "public" {
            text.push_str(&self.schema);
            text.push('.');
        }
        if let Some(table) = &self.table {
            text.push_str(table);
            text.push('.');
        }
        text + &self.name
    }
}

impl fmt::Display for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            // Its name says what it is.
            Kind::Other => f.write_str(&self.short()),
            kind => write!(f, "{kind} {}", self.short()),
        }
    }
}
