//! An object of a database.

use super::{
    Composite, Domain, Enum, Extension, Index, ObjectId, Policy, Rights, Routine, Sequence, Table,
    Trigger, View,
};
use serde::Serialize;
use std::collections::BTreeSet;
use std::fmt;

/// An object: its name, its facts, and how to make it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Object {
    /// What names it.
    pub id: ObjectId,
    /// The name as it was written; on SQLite its case may differ from the id's.
    pub name: String,
    /// What it is made of.
    pub details: Details,
    /// What `COMMENT ON` says of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// Who owns it; only where owners and grants are compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// Who may do what with it; only where owners and grants are compared. In ascending order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub grants: Vec<Grant>,
    /// The rights that its owner has taken from itself; only where owners and grants are compared. In ascending order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub withheld: Vec<String>,
    /// Who owns it and who may do what with it, whether that is compared or not.
    #[serde(skip)]
    pub(crate) rights: Option<Rights>,
    /// The statements that make it, without a final `;`. Not a fact: it is not compared.
    #[serde(skip)]
    pub create: Vec<String>,
    /// The statements that can only run once all objects are there, such as those that add a foreign key. Not compared.
    #[serde(skip)]
    pub finish: Vec<String>,
    /// What it needs. Not compared.
    #[serde(skip)]
    pub depends_on: BTreeSet<Dependency>,
    /// Where a schema file makes it. Not compared.
    #[serde(skip)]
    pub origin: Option<Origin>,
}

impl Object {
    /// An object without comment, owner, dependencies or origin.
    pub fn new(
        id: ObjectId,
        name: impl Into<String>,
        details: Details,
        create: Vec<String>,
    ) -> Self {
        Self {
            id,
            name: name.into(),
            details,
            comment: None,
            owner: None,
            grants: Vec::new(),
            withheld: Vec::new(),
            rights: None,
            create,
            finish: Vec::new(),
            depends_on: BTreeSet::new(),
            origin: None,
        }
    }

    /// The table, if it is one.
    #[must_use]
    pub const fn as_table(&self) -> Option<&Table> {
        match &self.details {
            Details::Table(table) => Some(table),
            _ => None,
        }
    }
}

/// What an object is made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Details {
    /// A schema has nothing but its name.
    Schema,
    /// An extension.
    Extension(Extension),
    /// An enumerated type.
    Enum(Enum),
    /// A domain.
    Domain(Domain),
    /// A composite type.
    Composite(Composite),
    /// A sequence.
    Sequence(Sequence),
    /// A function, procedure or aggregate.
    Routine(Routine),
    /// A table.
    Table(Table),
    /// A view, or a materialised view.
    View(View),
    /// An index.
    Index(Index),
    /// A trigger.
    Trigger(Trigger),
    /// A policy.
    Policy(Policy),
    /// An object of a kind that is compared by its text: where two differ, it is made anew, or for most kinds the plan
    /// is refused with a sentence.
    Other {
        /// The word for it, such as `rule` or `event trigger`.
        what: String,
        /// Its text as the database has it.
        definition: String,
    },
}

/// A part of a table that something depends on, or that depends on something.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// A column, by its name.
    Column(String),
    /// A constraint, by its name.
    Constraint(String),
}

/// That an object, or a part of it, needs another object, or a part of that.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Dependency {
    /// The part that needs it; `None` for the object as a whole.
    pub of: Option<Part>,
    /// What is needed.
    pub on: ObjectId,
    /// The part that is needed; `None` for the object as a whole.
    pub part: Option<Part>,
}

impl Dependency {
    /// A whole object needs another.
    #[must_use]
    pub const fn on(on: ObjectId) -> Self {
        Self { of: None, on, part: None }
    }

    /// A whole object needs a column of another.
    pub fn on_column(on: ObjectId, column: impl Into<String>) -> Self {
        Self { of: None, on, part: Some(Part::Column(column.into())) }
    }
}

/// A right that somebody has on an object.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Grant {
    /// The role; `PUBLIC` for everybody.
    pub grantee: String,
    /// The right, such as `SELECT`.
    pub privilege: String,
    /// The column, where it is a right on one column only.
    pub column: Option<String>,
    /// Whether it can be passed on.
    pub grantable: bool,
}

impl Grant {
    /// Whether it gives the same, be it to pass on or not.
    pub(crate) fn is_same_right(&self, other: &Self) -> bool {
        (&self.grantee, &self.privilege, &self.column)
            == (&other.grantee, &other.privilege, &other.column)
    }
}

/// As `GRANT` has it: `SELECT (nickname) for clerk`.
impl fmt::Display for Grant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { grantee, privilege, column, grantable } = self;
        f.write_str(privilege)?;
        if let Some(column) = column {
            write!(f, " ({column})")?;
        }
        write!(f, " for {grantee}{}", if *grantable { " WITH GRANT OPTION" } else { "" })
    }
}

/// Where in the schema files something is said.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Origin {
    /// The file, as it was found from the schema's folder on.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}
