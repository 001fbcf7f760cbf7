//! Whether the role may do what the plan does. The copy does not say so: there everything is ours.

use super::super::read::Authority;
use super::draft::Draft;
use crate::{Details, Hazard, HazardKind, Kind, ObjectId, Schema, Severity};
use std::collections::BTreeSet;

/// Refuses, once for each object, what only its owner may do, and what needs the right to create in a schema. What a
/// later role may do is not known, so that an approval lets a plan be written for it.
pub(super) fn check(drafts: &mut [Draft], before: &Schema, authority: &Authority) {
    // What is dropped and comes back is ours.
    let mut passed: BTreeSet<ObjectId> = BTreeSet::new();
    for draft in drafts {
        let id = draft.step.object.clone();
        let Some(belongs_to) = owned(before, &id) else {
            refuse_to_create(draft, before, authority);
            continue;
        };
        if is_about_rights(draft) || passed.contains(belongs_to) {
            continue;
        }
        let Some(rights) = before.get(belongs_to).and_then(|object| object.rights.as_ref()) else {
            continue;
        };
        if authority.may_alter(&rights.owner) || drops_from_own_schema(draft, before, authority) {
            if is_dropped(draft) {
                passed.insert(id);
            }
            continue;
        }
        passed.insert(belongs_to.clone());
        let message = format!(
            "it belongs to {}, and {} may not do what only an owner may",
            rights.owner, authority.role
        );
        let way_out = format!("do it as {} or a superuser", rights.owner);
        draft.step.hazards.push(refusal(belongs_to, message).way_out(way_out));
    }
}

/// What is there and has an owner: the object, or the table that it is a part of.
fn owned<'s>(before: &'s Schema, id: &'s ObjectId) -> Option<&'s ObjectId> {
    let object = before.get(id)?;
    Some(match &object.details {
        Details::Index(index) => &index.table,
        Details::Trigger(trigger) => &trigger.table,
        Details::Policy(policy) => &policy.table,
        _ => id,
    })
}

/// Something new needs the right to create in its schema, where that is there already, and a schema in the database.
fn refuse_to_create(draft: &mut Draft, before: &Schema, authority: &Authority) {
    let id = &draft.step.object;
    let space = ObjectId::new(Kind::Schema, "", id.schema.clone());
    let place = if id.kind == Kind::Schema {
        (!authority.makes_schemas).then(|| "the database".to_owned())
    } else {
        let is_there = id.table.is_none() && before.get(&space).is_some();
        (is_there && !authority.may_create_in(&id.schema)).then(|| format!("schema {}", id.schema))
    };
    let creates = draft.step.sql.iter().any(|sql| sql.starts_with("CREATE "));
    let Some(place) = place.filter(|_| creates) else { return };
    let message = format!("{} may not create anything in {place}", authority.role);
    let way_out = format!("grant it CREATE on {place}, or do it as a role that may");
    let hazard = refusal(id, message).way_out(way_out);
    draft.step.hazards.push(hazard);
}

/// Who owns a schema may drop what lies in it, but not a part of a table.
fn drops_from_own_schema(draft: &Draft, before: &Schema, authority: &Authority) -> bool {
    let id = &draft.step.object;
    let space = ObjectId::new(Kind::Schema, "", id.schema.clone());
    let rights = before.get(&space).and_then(|object| object.rights.as_ref());
    is_dropped(draft)
        && id.table.is_none()
        && rights.is_some_and(|rights| authority.may_alter(&rights.owner))
}

fn is_dropped(draft: &Draft) -> bool {
    draft.step.sql.iter().all(|sql| sql.starts_with("DROP "))
}

/// Rights can be passed on by others than the owner.
fn is_about_rights(draft: &Draft) -> bool {
    let is_about_rights = |sql: &String| sql.starts_with("GRANT ") || sql.starts_with("REVOKE ");
    draft.step.sql.iter().all(is_about_rights)
}

fn refusal(object: &ObjectId, message: String) -> Hazard {
    Hazard::new(HazardKind::Authorisation, object, Severity::Refused, message)
}
