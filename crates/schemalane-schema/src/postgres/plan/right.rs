//! The owner and the rights of what is made anew.

use super::super::connection::quote;
use super::super::ddl;
use super::super::read::Authority;
use super::draft::Draft;
use super::lower::Ground;
use crate::{
    Details, Given, Grant, Hazard, HazardKind, Kind, Object, ObjectId, Rights, Sequence, Severity,
};
use std::collections::BTreeSet;

/// Gives an object that was just made what the one had that it stands for.
pub(super) fn restore(
    mut draft: Draft,
    before: &Object,
    after: &Object,
    authority: &Authority,
) -> Draft {
    let id = &after.id;
    let Some(rights) = &before.rights else {
        return draft.hazard(refused(id, "its owner and who may use it are not known".to_owned()));
    };
    let owner = if authority.may_give(&rights.owner, &id.schema) {
        if rights.owner != authority.role {
            draft.step.sql.push(ddl::owner(id, &rights.owner));
        }
        &rights.owner
    } else {
        draft = draft.hazard(
            refused(
                id,
                format!(
                    "it belongs to {} from then on, who may not give it back to {}",
                    authority.role, rights.owner
                ),
            )
            .way_out(format!("do it as {} or a superuser", rights.owner)),
        );
        &authority.role
    };
    let kept = rights
        .given
        .iter()
        .filter(|given| given.grant.column.as_ref().is_none_or(|column| has_column(after, column)));
    let (own, passed): (Vec<&Given>, Vec<&Given>) =
        kept.partition(|given| given.grantor == rights.owner);
    let own: Vec<&Grant> = own.into_iter().map(|given| &given.grant).collect();
    draft.step.sql.extend(exactly(id, owner, rights, &own, authority));
    pass_on(draft, id, rights, passed, authority)
}

/// What has the name of a new object, is of another kind of relations or types, and goes.
pub(super) fn predecessor<'g>(ground: &Ground<'g>, after: &Object) -> Option<&'g Object> {
    use Kind::{Composite, Domain, Enum, MaterializedView, Table, View};
    let family: &[Kind] = match after.id.kind {
        Table | View | MaterializedView => &[Table, View, MaterializedView],
        Enum | Domain | Composite => &[Enum, Domain, Composite],
        _ => &[],
    };
    let before = |kind: &Kind| {
        let id = ObjectId { kind: *kind, ..after.id.clone() };
        ground.actual.get(&id).filter(|_| ground.wanted.get(&id).is_none())
    };
    family.iter().find_map(before)
}

/// The rights that a sequence gives to others, for one that takes its place and belongs to a column.
pub(super) fn share(draft: Draft, before: &Object, authority: &Authority) -> Draft {
    give(draft, before, authority, |given, owner| given.grant.grantee != owner)
}

/// The rights on a column that comes back under its name.
pub(super) fn column(draft: Draft, before: &Object, name: &str, authority: &Authority) -> Draft {
    give(draft, before, authority, |given, _| given.grant.column.as_deref() == Some(name))
}

/// Gives again what the owner gave, and what others passed on, of the rights that are meant.
fn give(
    mut draft: Draft,
    before: &Object,
    authority: &Authority,
    is_meant: impl Fn(&Given, &str) -> bool,
) -> Draft {
    let Some(rights) = &before.rights else { return draft };
    let meant = rights.given.iter().filter(|given| is_meant(given, &rights.owner));
    let (own, passed): (Vec<&Given>, Vec<&Given>) =
        meant.partition(|given| given.grantor == rights.owner);
    draft.step.sql.extend(ddl::grant(&before.id, own.iter().map(|given| &given.grant)));
    pass_on(draft, &before.id, rights, passed, authority)
}

/// Takes away what a new object gives to others by default and nobody wants.
pub(super) fn only(
    id: &ObjectId,
    owner: &str,
    wanted: &[Grant],
    authority: &Authority,
) -> Vec<String> {
    // What everybody may do with a new type or routine is taken away where it is made.
    let is_public = matches!(id.kind, Kind::Routine | Kind::Enum | Kind::Domain | Kind::Composite);
    let born = authority.at_birth(id).iter().filter(|grant| {
        grant.grantee != owner
            && grant.grantee != authority.role
            && !(is_public && grant.grantee == "PUBLIC")
    });
    let (kept, gone): (Vec<&Grant>, Vec<&Grant>) =
        born.partition(|grant| wanted.iter().any(|other| grant.is_same_right(other)));
    let unshared = kept.into_iter().filter(|grant| grant.grantable && !wanted.contains(grant));
    let mut sql = ddl::revoke(id, gone);
    sql.extend(ddl::keep(id, unshared));
    sql
}

/// From what a new object has to what the owner had granted.
fn exactly(
    id: &ObjectId,
    owner: &str,
    rights: &Rights,
    own: &[&Grant],
    authority: &Authority,
) -> Vec<String> {
    // With the object its rights change hands.
    let mut born: Vec<Grant> = authority
        .at_birth(id)
        .iter()
        .filter(|grant| grant.grantee == authority.role || grant.grantee != owner)
        .cloned()
        .map(|mut grant| {
            if grant.grantee == authority.role {
                owner.clone_into(&mut grant.grantee);
            }
            grant
        })
        .collect();
    let is_given = owner == rights.owner;
    // The owner may pass on everything, whatever is said of it.
    let own: Vec<&Grant> =
        own.iter().copied().filter(|grant| is_given || grant.grantee != owner).collect();
    if !is_given {
        born.retain(|grant| grant.grantee != owner);
    }
    let find = |grant: &Grant| own.iter().find(|other| grant.is_same_right(other));
    let gone = born.iter().filter(|grant| find(grant).is_none());
    let unshared = born
        .iter()
        .filter(|grant| grant.grantable && find(grant).is_some_and(|other| !other.grantable));
    let is_new = |grant: &&&Grant| {
        !born
            .iter()
            .any(|other| grant.is_same_right(other) && (other.grantable || !grant.grantable))
    };
    let mut sql = ddl::revoke(id, gone);
    sql.extend(ddl::keep(id, unshared));
    sql.extend(ddl::grant(id, own.iter().filter(is_new).copied()));
    sql
}

/// What others than the owner have passed on, each after what it needs.
fn pass_on(
    mut draft: Draft,
    id: &ObjectId,
    rights: &Rights,
    mut passed: Vec<&Given>,
    authority: &Authority,
) -> Draft {
    let mut holders: BTreeSet<&str> = rights
        .given
        .iter()
        .filter(|given| given.grantor == rights.owner && given.grant.grantable)
        .map(|given| given.grant.grantee.as_str())
        .collect();
    while !passed.is_empty() {
        let grantor = passed
            .iter()
            .map(|given| given.grantor.as_str())
            .find(|grantor| holders.contains(grantor))
            .unwrap_or(&passed[0].grantor);
        let (now, later): (Vec<&Given>, Vec<&Given>) =
            passed.iter().copied().partition(|given| given.grantor == grantor);
        let grants = ddl::grant(id, now.iter().map(|given| &given.grant));
        if authority.may_act_as(grantor) {
            draft.step.sql.push(format!("SET LOCAL ROLE {}", quote(grantor)));
            draft.step.sql.extend(grants);
            draft.step.sql.push("RESET ROLE".to_owned());
        } else {
            draft.step.sql.extend(grants);
            draft = draft.warning(
                HazardKind::Authorisation,
                id,
                format!(
                    "{} may not act as {grantor}, so that what {grantor} gave to others is given by the owner now",
                    authority.role
                ),
            );
        }
        let grantable = now.iter().filter(|given| given.grant.grantable);
        holders.extend(grantable.map(|given| given.grant.grantee.as_str()));
        passed = later;
    }
    draft
}

/// A sequence can only belong to a table of the same owner.
pub(super) fn of_table(
    ground: &Ground<'_>,
    object: &Object,
    sequence: &Sequence,
) -> Option<String> {
    let (table, _) = sequence.owned_by.as_ref()?;
    let owner = &ground.actual.get(table)?.rights.as_ref()?.owner;
    let is_other = object.owner.is_none() && *owner != ground.authority.role;
    is_other.then(|| ddl::owner(&object.id, owner))
}

pub(super) fn has_column(object: &Object, column: &str) -> bool {
    match &object.details {
        Details::View(view) => view.columns.iter().any(|other| other.name == column),
        Details::Table(table) => table.column(column).is_some(),
        _ => false,
    }
}

fn refused(id: &ObjectId, message: String) -> Hazard {
    Hazard::new(HazardKind::Authorisation, id, Severity::Refused, message)
}
