//! Owners and grants.

use super::comment::word;
use super::{qualified, quote};
use crate::{Grant, Kind, ObjectId};

/// Makes somebody the owner.
pub(crate) fn owner(id: &ObjectId, owner: &str) -> String {
    format!("ALTER {} {} OWNER TO {}", word(id.kind), qualified(id), quote(owner))
}

/// Gives others exactly these rights on a new object. Nothing where owners and grants are no facts: then there is no
/// owner.
pub(crate) fn grants(id: &ObjectId, owner: Option<&str>, grants: &[Grant]) -> Vec<String> {
    let is_known = matches!(
        id.kind,
        Kind::Schema
            | Kind::Enum
            | Kind::Domain
            | Kind::Composite
            | Kind::Sequence
            | Kind::Routine
            | Kind::Table
            | Kind::View
            | Kind::MaterializedView
    );
    if owner.is_none() || !is_known {
        return Vec::new();
    }
    let on = on(id);
    // What everybody may do with a new type or routine, and somebody may have taken away.
    let is_public = matches!(id.kind, Kind::Enum | Kind::Domain | Kind::Composite | Kind::Routine);
    let revoke = is_public && !grants.iter().any(|grant| grant.grantee == "PUBLIC");
    let revoke = revoke.then(|| format!("REVOKE ALL ON {on} FROM PUBLIC"));
    revoke.into_iter().chain(grants.iter().map(|grant| self::grant(&on, grant))).collect()
}

/// Gives somebody a right on what `on` names, such as `TABLE t`.
pub(crate) fn grant(on: &str, grant: &Grant) -> String {
    let option = if grant.grantable { " WITH GRANT OPTION" } else { "" };
    format!("GRANT {} ON {on} TO {}{option}", right(grant), grantee(grant))
}

/// Takes a right from somebody.
pub(crate) fn revoke(on: &str, grant: &Grant) -> String {
    format!("REVOKE {} ON {on} FROM {}", right(grant), grantee(grant))
}

fn right(grant: &Grant) -> String {
    match &grant.column {
        Some(column) => format!("{} ({})", grant.privilege, quote(column)),
        None => grant.privilege.clone(),
    }
}

fn grantee(grant: &Grant) -> String {
    if grant.grantee == "PUBLIC" { grant.grantee.clone() } else { quote(&grant.grantee) }
}

/// What `GRANT` names.
fn on(id: &ObjectId) -> String {
    let word = match id.kind {
        Kind::View | Kind::MaterializedView => "TABLE",
        Kind::Enum | Kind::Composite | Kind::Domain => "TYPE",
        kind => word(kind),
    };
    format!("{word} {}", qualified(id))
}
