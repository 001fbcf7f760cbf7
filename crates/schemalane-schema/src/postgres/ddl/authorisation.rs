//! Owners and grants.

use super::comment::word;
use super::{qualified, quote};
use crate::{Grant, Kind, ObjectId};
use std::collections::{BTreeMap, BTreeSet};

/// Makes somebody the owner.
pub(crate) fn owner(id: &ObjectId, owner: &str) -> String {
    let what = match super::address(id) {
        Some(address) => address,
        None => format!("{} {}", word(id.kind), qualified(id)),
    };
    format!("ALTER {what} OWNER TO {}", quote(owner))
}

/// Whether a statement of ours names a role, and changes nothing but who may do what.
pub(crate) fn is_about_roles(sql: &str) -> bool {
    let is_owner = sql.starts_with("ALTER ") && sql.contains(" OWNER TO ");
    is_owner || ["GRANT ", "REVOKE ", "SET LOCAL ROLE "].iter().any(|start| sql.starts_with(start))
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
    // What everybody may do with a new type or routine, and somebody may have taken away.
    let is_public = matches!(id.kind, Kind::Enum | Kind::Domain | Kind::Composite | Kind::Routine);
    let revoke = is_public && !grants.iter().any(|grant| grant.grantee == "PUBLIC");
    let revoke = revoke.then(|| format!("REVOKE ALL ON {} FROM PUBLIC", on(id)));
    revoke.into_iter().chain(grant(id, grants)).collect()
}

/// Gives rights on an object, a statement for each who gets some.
pub(crate) fn grant<'g>(id: &ObjectId, grants: impl IntoIterator<Item = &'g Grant>) -> Vec<String> {
    let statement = |((grantee, grantable), rights): ((String, bool), String)| {
        let option = if grantable { " WITH GRANT OPTION" } else { "" };
        format!("GRANT {rights} ON {} TO {grantee}{option}", on(id))
    };
    grouped(grants, |grant| grant.grantable).into_iter().map(statement).collect()
}

/// Takes rights on an object away.
pub(crate) fn revoke<'g>(
    id: &ObjectId,
    grants: impl IntoIterator<Item = &'g Grant>,
) -> Vec<String> {
    let statement = |((grantee, _), rights): (_, String)| {
        format!("REVOKE {rights} ON {} FROM {grantee}", on(id))
    };
    grouped(grants, |_| false).into_iter().map(statement).collect()
}

/// Takes rights from the owner itself.
pub(crate) fn withhold<'r>(
    id: &ObjectId,
    owner: &str,
    rights: impl IntoIterator<Item = &'r String>,
) -> Option<String> {
    let rights: Vec<&str> = rights.into_iter().map(String::as_str).collect();
    let statement = || format!("REVOKE {} ON {} FROM {}", rights.join(", "), on(id), quote(owner));
    (!rights.is_empty()).then(statement)
}

/// Gives the owner what it has taken from itself.
pub(crate) fn give_back<'r>(
    id: &ObjectId,
    owner: &str,
    rights: impl IntoIterator<Item = &'r String>,
) -> Option<String> {
    let rights: Vec<&str> = rights.into_iter().map(String::as_str).collect();
    let statement = || format!("GRANT {} ON {} TO {}", rights.join(", "), on(id), quote(owner));
    (!rights.is_empty()).then(statement)
}

/// Lets somebody keep rights and no longer pass them on.
pub(crate) fn keep<'g>(id: &ObjectId, grants: impl IntoIterator<Item = &'g Grant>) -> Vec<String> {
    let statement = |((grantee, _), rights): (_, String)| {
        format!("REVOKE GRANT OPTION FOR {rights} ON {} FROM {grantee}", on(id))
    };
    grouped(grants, |_| false).into_iter().map(statement).collect()
}

/// The rights of each grantee in one text: `SELECT, UPDATE (a, b)`.
fn grouped<'g>(
    grants: impl IntoIterator<Item = &'g Grant>,
    apart: impl Fn(&Grant) -> bool,
) -> Vec<((String, bool), String)> {
    type Columns<'g> = BTreeSet<Option<&'g String>>;
    let mut groups: BTreeMap<(String, bool), BTreeMap<&str, Columns<'g>>> = BTreeMap::new();
    for grant in grants {
        let group = groups.entry((grantee(grant), apart(grant))).or_default();
        group.entry(&grant.privilege).or_default().insert(grant.column.as_ref());
    }
    let right = |(privilege, columns): (&str, Columns<'_>)| {
        let names: Vec<String> = columns.iter().flatten().map(|name| quote(name)).collect();
        let whole = columns.contains(&None).then(|| privilege.to_owned());
        let part = (!names.is_empty()).then(|| format!("{privilege} ({})", names.join(", ")));
        whole.into_iter().chain(part).collect::<Vec<_>>()
    };
    groups
        .into_iter()
        .map(|(key, rights)| {
            (key, rights.into_iter().flat_map(right).collect::<Vec<_>>().join(", "))
        })
        .collect()
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
