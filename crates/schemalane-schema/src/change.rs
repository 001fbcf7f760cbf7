//! What differs between two schemas.

mod excerpt;
mod sentence;

use crate::{Constraint, ObjectId};
use serde::Serialize;

/// A change to one object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Change {
    /// The object is wanted and not there.
    Create {
        /// The wanted object.
        id: ObjectId,
    },
    /// The object is there and not wanted.
    Drop {
        /// The actual object.
        id: ObjectId,
    },
    /// The object is wanted under another name, which a hint says. What else differs is an [`Change::Alter`] of the new
    /// name.
    Rename {
        /// The actual object.
        from: ObjectId,
        /// The wanted object.
        to: ObjectId,
    },
    /// The object is there and wanted, and its facts differ.
    Alter {
        /// The wanted object; where it is renamed too, this is the new name.
        id: ObjectId,
        /// What differs: never empty.
        differences: Vec<Difference>,
    },
}

impl Change {
    /// The object: the wanted one where there is one.
    #[must_use]
    pub const fn id(&self) -> &ObjectId {
        match self {
            Self::Create { id } | Self::Drop { id } | Self::Alter { id, .. } => id,
            Self::Rename { to, .. } => to,
        }
    }
}

/// What differs within one object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "difference", rename_all = "snake_case")]
pub enum Difference {
    /// A column is wanted and not there.
    ColumnAdded {
        /// Its name.
        column: String,
    },
    /// A column is there and not wanted.
    ColumnDropped {
        /// Its name.
        column: String,
    },
    /// A column is wanted under another name, which a hint says.
    ColumnRenamed {
        /// The actual name.
        from: String,
        /// The wanted name.
        to: String,
    },
    /// One fact of a column differs.
    Column {
        /// The column, by its wanted name.
        column: String,
        /// Which fact.
        aspect: Aspect,
        /// What it is; `None` where there is nothing, and empty where it is there and there is no more to say.
        before: Option<String>,
        /// What it shall be.
        after: Option<String>,
    },
    /// The columns are in another order, and the order was asked for.
    ColumnOrder {
        /// The wanted order.
        columns: Vec<String>,
    },
    /// A constraint is wanted and not there.
    ConstraintAdded {
        /// The wanted constraint.
        constraint: Constraint,
    },
    /// A constraint is there and not wanted.
    ConstraintDropped {
        /// The actual constraint.
        constraint: Constraint,
    },
    /// A constraint of the same name demands something else.
    ConstraintChanged {
        /// The actual constraint.
        before: Box<Constraint>,
        /// The wanted constraint.
        after: Box<Constraint>,
    },
    /// A constraint demands the same under another name.
    ConstraintRenamed {
        /// The actual name.
        from: String,
        /// The wanted name.
        to: String,
    },
    /// Any other fact differs.
    Property {
        /// The word for it, such as `comment`, `label 'open'` or `type of attribute street`.
        property: String,
        /// What it is; `None` where there is nothing, and empty where it is there and there is no more to say.
        before: Option<String>,
        /// What it shall be.
        after: Option<String>,
    },
}

/// A fact of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Aspect {
    /// Its name, where only the case differs.
    Name,
    /// Its type.
    Type,
    /// Whether it refuses nulls.
    NotNull,
    /// Its default.
    Default,
    /// Its collation.
    Collation,
    /// The expression that makes its value.
    Generated,
    /// The sequence that makes its value.
    Identity,
    /// SQLite's `ON CONFLICT` of `NOT NULL`.
    OnConflict,
    /// SQLite's names of `NOT NULL` and other properties.
    ConstraintNames,
    /// PostgreSQL's storage.
    Storage,
    /// PostgreSQL's compression.
    Compression,
    /// PostgreSQL's statistics target.
    Statistics,
    /// What PostgreSQL's planner is told of the values.
    Parameters,
    /// What `COMMENT ON` says.
    Comment,
}

impl Aspect {
    /// The word for it in a sentence.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Type => "type",
            Self::NotNull => "NOT NULL",
            Self::Default => "default",
            Self::Collation => "collation",
            Self::Generated => "generated value",
            Self::Identity => "identity",
            Self::OnConflict => "ON CONFLICT",
            Self::ConstraintNames => "constraint names",
            Self::Storage => "storage",
            Self::Compression => "compression",
            Self::Statistics => "statistics target",
            Self::Parameters => "parameters",
            Self::Comment => "comment",
        }
    }
}
