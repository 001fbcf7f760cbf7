//! What somebody allows a plan to do.

use super::name::{Name, Slip};
use super::{Hazard, HazardKind};
use crate::Address;
use std::fmt;
use std::str::FromStr;

/// That one hazard of one object, or of a part of one, is approved: `delete-data:users.nickname`.
///
/// What people type has the names of SQL: `delete-data:"Users"."nick.name"`, with or without the schema, and where that
/// could mean more than one thing with a word for what it is, `delete-data:column:public.users.nickname`. Names are
/// compared as the database does. What still means more than one thing approves none of them.
///
/// ```
/// use schemalane_schema::{Address, Approval, HazardKind, Kind, ObjectId};
///
/// let approval: Approval = "delete-data:users.nickname".parse()?;
/// assert_eq!(approval.kind(), HazardKind::DeleteData);
/// assert_eq!(approval.to_string(), "delete-data:users.nickname");
///
/// let users = ObjectId::new(Kind::Table, "public", "users");
/// let approval = Approval::new(HazardKind::DeleteData, Address::column(&users, "nickname"));
/// assert_eq!(approval.to_string(), "delete-data:column:public.users.nickname");
/// # Ok::<(), schemalane_schema::ApprovalError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    kind: HazardKind,
    pub(super) meaning: Meaning,
}

/// What an approval is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// This, and nothing else.
    Exact(Address),
    /// What the name means in a plan.
    Named { name: Name, text: String },
}

impl Approval {
    /// Approves a hazard of one object, or of a part of one.
    pub fn new(kind: HazardKind, about: impl Into<Address>) -> Self {
        Self { kind, meaning: Meaning::Exact(about.into()) }
    }

    /// Approves a hazard that a plan has.
    #[must_use]
    pub fn of(hazard: &Hazard) -> Self {
        Self::new(hazard.kind, hazard.about.clone())
    }

    /// The kind of hazard.
    #[must_use]
    pub const fn kind(&self) -> HazardKind {
        self.kind
    }
}

/// As it was typed, else with all that it means.
impl fmt::Display for Approval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.meaning {
            Meaning::Exact(address) => write!(f, "{}:{address}", self.kind),
            Meaning::Named { text, .. } => write!(f, "{}:{text}", self.kind),
        }
    }
}

impl FromStr for Approval {
    type Err = ApprovalError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let no_object = || ApprovalError::NoObject { text: text.to_owned() };
        let (kind, object) = text.split_once(':').ok_or_else(no_object)?;
        let kind = kind.trim();
        let kind = kind.parse().map_err(|_| ApprovalError::Kind { kind: kind.to_owned() })?;
        let object = object.trim();
        if object.is_empty() {
            return Err(no_object());
        }
        let name = Name::parse(object).map_err(|slip| match slip {
            Slip::Word(word) => ApprovalError::Word { word },
            Slip::Bare(name) => ApprovalError::Bare { name },
            Slip::Quote | Slip::Empty => ApprovalError::Name { text: object.to_owned() },
        })?;
        Ok(Self { kind, meaning: Meaning::Named { name, text: object.to_owned() } })
    }
}

/// The text is no [`Approval`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ApprovalError {
    /// It names no object.
    #[error(
        "`{text}` names no object: an approval is for one, such as `delete-data:users.nickname`"
    )]
    NoObject {
        /// The text.
        text: String,
    },
    /// It names no hazard.
    #[error("`{kind}` is no hazard: there are {}", list(HazardKind::ALL.iter().map(|kind| kind.code())))]
    Kind {
        /// What stands there.
        kind: String,
    },
    /// What should say what the object is, does not.
    #[error(
        "`{word}` does not say what an object is: there are {}; a name with a colon stands in double quotes",
        list(Address::words())
    )]
    Word {
        /// What stands there.
        word: String,
    },
    /// A name needs quotes.
    #[error("`{name}` is no name without quotes: write it as SQL does, `{}`", in_quotes(name))]
    Bare {
        /// What stands there.
        name: String,
    },
    /// It is no name.
    #[error(
        "`{text}` is no name: write it as SQL does, such as `users.nickname` or `\"users\".\"nick.name\"`"
    )]
    Name {
        /// What stands there.
        text: String,
    },
}

fn in_quotes(name: &str) -> String {
    format!("\"{}\"", name.trim().replace('"', "\"\""))
}

fn list<'w>(words: impl Iterator<Item = &'w str>) -> String {
    words.collect::<Vec<_>>().join(", ")
}
