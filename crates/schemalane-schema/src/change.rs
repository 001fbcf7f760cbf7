//! What differs between two schemas.

use crate::{Constraint, ObjectId};
use serde::Serialize;
use std::fmt;

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

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Create { id } => write!(f, "{id} is missing"),
            Self::Drop { id } => write!(f, "{id} is not wanted"),
            Self::Rename { from, to } => write!(f, "{from} is to be called {}", to.name),
            Self::Alter { id, differences } => {
                write!(f, "{id} differs: ")?;
                for (position, difference) in differences.iter().enumerate() {
                    if position > 0 {
                        f.write_str("; ")?;
                    }
                    write!(f, "{difference}")?;
                }
                Ok(())
            }
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
        /// What it is; `None` where there is nothing.
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
        /// The word for it, such as `comment` or `query`.
        property: String,
        /// What it is; `None` where there is nothing.
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
    /// SQLite's `ON CONFLICT` of `NOT NULL`, or the name of that constraint.
    OnConflict,
    /// PostgreSQL's storage, compression or statistics target.
    Storage,
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
            Self::Storage => "storage",
            Self::Comment => "comment",
        }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ColumnAdded { column } => write!(f, "column {column} is missing"),
            Self::ColumnDropped { column } => write!(f, "column {column} is not wanted"),
            Self::ColumnRenamed { from, to } => write!(f, "column {from} is to be called {to}"),
            Self::Column {
                aspect: Aspect::Name, before: Some(before), after: Some(after), ..
            } => write!(f, "column {before} is to be written {after}"),
            Self::Column { column, aspect, before, after } => {
                write!(f, "column {column} has {}", Turn(aspect.name(), before, after))
            }
            Self::ColumnOrder { columns } => {
                write!(f, "its columns shall be in the order {}", columns.join(", "))
            }
            Self::ConstraintAdded { constraint } => write!(f, "{} is missing", Named(constraint)),
            Self::ConstraintDropped { constraint } => {
                write!(f, "{} is not wanted", Named(constraint))
            }
            Self::ConstraintChanged { before, after } => write!(
                f,
                "{} is {}, wanted {}",
                Named(before),
                OneLine(&before.definition),
                OneLine(&after.definition)
            ),
            Self::ConstraintRenamed { from, to } => {
                write!(f, "constraint {from} is to be called {to}")
            }
            Self::Property { property, before, after } => {
                write!(f, "it has {}", Turn(property, before, after))
            }
        }
    }
}

/// `type integer, wanted bigint`, or `no default, wanted 0`.
struct Turn<'d>(&'d str, &'d Option<String>, &'d Option<String>);

impl fmt::Display for Turn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(what, before, after) = self;
        match before {
            Some(before) if before.is_empty() => write!(f, "{what}, wanted")?,
            Some(before) => write!(f, "{what} {}, wanted", OneLine(before))?,
            None => write!(f, "no {what}, wanted")?,
        }
        match after {
            Some(after) if after.is_empty() => write!(f, " with it"),
            Some(after) => write!(f, " {}", OneLine(after)),
            None => f.write_str(" none"),
        }
    }
}

/// A constraint by its kind and its name, or what it says.
struct Named<'c>(&'c Constraint);

impl fmt::Display for Named<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = self.0.rule.name();
        match &self.0.name {
            Some(name) => write!(f, "{what} {name}"),
            None => write!(f, "{what} {}", OneLine(&self.0.definition)),
        }?;
        match &self.0.on_conflict {
            Some(what) => write!(f, " ON CONFLICT {what}"),
            None => Ok(()),
        }
    }
}

/// A text in one line that does not fill the screen.
struct OneLine<'t>(&'t str);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const LIMIT: usize = 120;
        let line = self.0.split_whitespace().collect::<Vec<_>>().join(" ");
        match line.char_indices().nth(LIMIT) {
            Some((end, _)) => write!(f, "{}...", &line[..end]),
            None => f.write_str(&line),
        }
    }
}
