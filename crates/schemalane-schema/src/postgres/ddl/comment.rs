//! Comments.

use super::{literal, qualified, quote};
use crate::{Kind, ObjectId, Part};

/// `COMMENT ON` an object or a part of it; without a text the comment goes.
pub(crate) fn comment(id: &ObjectId, part: Option<&Part>, text: Option<&str>) -> String {
    let name = qualified(id);
    let what = match (part, id.kind) {
        (Some(Part::Column(column)), _) => format!("COLUMN {name}.{}", quote(column)),
        (Some(Part::Constraint(constraint)), Kind::Domain) => {
            format!("CONSTRAINT {} ON DOMAIN {name}", quote(constraint))
        }
        (Some(Part::Constraint(constraint)), _) => {
            format!("CONSTRAINT {} ON {name}", quote(constraint))
        }
        (None, Kind::Trigger | Kind::Policy) => {
            format!("{} {name} ON {}", word(id.kind), parent(id))
        }
        (None, Kind::Other) => super::address(id).unwrap_or(name),
        (None, kind) => format!("{} {name}", word(kind)),
    };
    format!("COMMENT ON {what} IS {}", text.map_or_else(|| "NULL".to_owned(), literal))
}

/// The word for a kind in a statement.
pub(crate) const fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Schema => "SCHEMA",
        Kind::Extension => "EXTENSION",
        Kind::Enum | Kind::Composite | Kind::Other => "TYPE",
        Kind::Domain => "DOMAIN",
        Kind::Sequence => "SEQUENCE",
        Kind::Routine => "ROUTINE",
        Kind::Table => "TABLE",
        Kind::View => "VIEW",
        Kind::MaterializedView => "MATERIALIZED VIEW",
        Kind::Index => "INDEX",
        Kind::Trigger => "TRIGGER",
        Kind::Policy => "POLICY",
    }
}

/// The table of a trigger or policy.
fn parent(id: &ObjectId) -> String {
    let table = id.table.as_deref().unwrap_or_default();
    qualified(&ObjectId::new(Kind::Table, &id.schema, table))
}
