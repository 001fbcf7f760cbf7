//! A constraint of a table.

use super::ObjectId;
use serde::Serialize;
use std::collections::BTreeMap;

/// A constraint of a table, wherever in the statement it was written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Constraint {
    /// What it demands.
    pub rule: Rule,
    /// Its name: on PostgreSQL every constraint has one, on SQLite only where the text says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether and when it can wait for the end of the transaction.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deferrable: Option<Deferrable>,
    /// SQLite: `ON CONFLICT` and what follows it, where that is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_conflict: Option<String>,
    /// PostgreSQL: whether it was added `NOT VALID` and never validated.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub not_valid: bool,
    /// PostgreSQL: the text of `pg_get_constraintdef`. SQLite: the tokens of what the other fields do not say.
    pub definition: String,
    /// PostgreSQL: the storage parameters of its index.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub parameters: BTreeMap<String, String>,
    /// PostgreSQL: whether the table was clustered by its index.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub clustered: bool,
    /// What `COMMENT ON CONSTRAINT` says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl Constraint {
    /// The columns of a primary key or `UNIQUE`.
    pub(crate) fn columns(&self) -> impl Iterator<Item = &str> {
        let columns = match &self.rule {
            Rule::PrimaryKey { columns } | Rule::Unique { columns, .. } => columns.as_slice(),
            Rule::Check { .. } | Rule::ForeignKey { .. } | Rule::Exclude { .. } => &[],
        };
        columns.iter().map(|part| part.column.as_str())
    }

    /// Whether an index keeps it. One that is not valid is there on a partitioned table alone.
    pub(crate) const fn is_key(&self) -> bool {
        match self.rule {
            Rule::PrimaryKey { .. } | Rule::Unique { .. } | Rule::Exclude { .. } => true,
            Rule::Check { .. } | Rule::ForeignKey { .. } => false,
        }
    }
}

/// What a constraint demands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// `PRIMARY KEY`.
    PrimaryKey {
        /// The columns in the key's order.
        columns: Vec<KeyPart>,
    },
    /// `UNIQUE`.
    Unique {
        /// The columns in the key's order.
        columns: Vec<KeyPart>,
        /// `NULLS NOT DISTINCT`.
        nulls_not_distinct: bool,
    },
    /// `CHECK`.
    Check {
        /// Canonical text of the expression without outer parentheses.
        expression: String,
    },
    /// `FOREIGN KEY`.
    ForeignKey {
        /// The columns that refer.
        columns: Vec<String>,
        /// The table that is referred to.
        table: ObjectId,
        /// The columns that are referred to; empty where SQLite's text leaves them to the primary key.
        references: Vec<String>,
        /// What happens when the row is deleted.
        on_delete: Action,
        /// What happens when its key is updated.
        on_update: Action,
        /// What nulls mean.
        matching: Match,
    },
    /// PostgreSQL's `EXCLUDE`.
    Exclude {
        /// What two rows are compared by.
        parts: Vec<ExcludePart>,
        /// The canonical text behind `WHERE`, without outer parentheses.
        #[serde(skip_serializing_if = "Option::is_none")]
        predicate: Option<String>,
    },
}

impl Rule {
    /// The words for it in a sentence.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::PrimaryKey { .. } => "primary key",
            Self::Unique { .. } => "unique constraint",
            Self::Check { .. } => "check",
            Self::ForeignKey { .. } => "foreign key",
            Self::Exclude { .. } => "exclusion constraint",
        }
    }
}

/// A column of a key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct KeyPart {
    /// The column.
    pub column: String,
    /// SQLite: whether the order is descending.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub descending: bool,
    /// SQLite: the collation, where it is not the column's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub collation: Option<String>,
}

impl KeyPart {
    /// A column in ascending order with its own collation.
    pub fn new(column: impl Into<String>) -> Self {
        Self { column: column.into(), descending: false, collation: None }
    }
}

/// What two rows are compared by, and how: they are in each other's way where every comparison is true.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ExcludePart {
    /// The column's name in SQL, or the canonical text of an expression.
    pub expression: String,
    /// The operator with its schema, such as `pg_catalog.&&`.
    pub operator: String,
}

/// When a constraint that can wait is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Deferrable {
    /// `DEFERRABLE INITIALLY IMMEDIATE`.
    Immediate,
    /// `DEFERRABLE INITIALLY DEFERRED`.
    Deferred,
}

/// What a foreign key does when its row goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// `NO ACTION`.
    #[default]
    NoAction,
    /// `RESTRICT`.
    Restrict,
    /// `CASCADE`.
    Cascade,
    /// `SET NULL`.
    SetNull,
    /// `SET DEFAULT`.
    SetDefault,
}

/// What a foreign key makes of nulls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Match {
    /// `MATCH SIMPLE`.
    #[default]
    Simple,
    /// `MATCH FULL`.
    Full,
    /// `MATCH PARTIAL`, which only SQLite's text can say.
    Partial,
}
