//! What the databases of one code come to.

use schemalane_schema::Schema;
use schemalane_source::Dialect;

/// What the databases of one code come to: the schema of one, or those of both.
#[derive(Clone, Copy, Debug)]
pub struct Schemas<'a>(pub(crate) Kept<'a>);

#[derive(Clone, Copy, Debug)]
pub(crate) enum Kept<'a> {
    One(&'a Schema),
    Both { sqlite: &'a Schema, postgres: &'a Schema },
}

impl<'a> Schemas<'a> {
    /// Two schemas that one code is for, in any order; `None` where both are of the same kind of database.
    #[must_use]
    pub const fn both(one: &'a Schema, other: &'a Schema) -> Option<Self> {
        match (one.dialect, other.dialect) {
            (Dialect::Sqlite, Dialect::Postgres) => {
                Some(Self(Kept::Both { sqlite: one, postgres: other }))
            }
            (Dialect::Postgres, Dialect::Sqlite) => {
                Some(Self(Kept::Both { sqlite: other, postgres: one }))
            }
            (Dialect::Sqlite, Dialect::Sqlite) | (Dialect::Postgres, Dialect::Postgres) => None,
        }
    }
}

impl<'a> From<&'a Schema> for Schemas<'a> {
    fn from(schema: &'a Schema) -> Self {
        Self(Kept::One(schema))
    }
}
