//! What every object has: a comment, an owner, and those who may use it.

use super::super::ddl;
use super::draft::Draft;
use super::right;
use crate::{Grant, Hazard, HazardKind, Object, ObjectId, Severity};

/// The step for the comment.
pub(super) fn comment(before: &Object, after: &Object) -> Option<Draft> {
    let id = &after.id;
    let sql = ddl::comment(id, None, after.comment.as_deref());
    (before.comment != after.comment).then(|| Draft::new(id, format!("comment on {id}"), vec![sql]))
}

/// The steps for owner and grants, where these are facts.
pub(super) fn rights(before: &Object, after: &Object) -> Vec<Draft> {
    let id = &after.id;
    let mut drafts = Vec::new();
    if let (true, Some(owner)) = (before.owner != after.owner, &after.owner) {
        let sql = vec![ddl::owner(id, owner)];
        drafts.push(authorisation(Draft::new(id, format!("give {id} to {owner}"), sql), id));
    }
    // A column takes the rights on it along.
    let is_there = |grant: &&Grant| {
        grant.column.as_ref().is_none_or(|column| right::has_column(after, column))
    };
    // What was granted to somebody who owns it now is what an owner may do.
    let is_other = |grant: &&Grant| Some(&grant.grantee) != after.owner.as_ref();
    let gone = before.grants.iter().filter(|grant| !after.grants.contains(grant));
    let gone: Vec<&Grant> = gone.filter(is_there).filter(is_other).collect();
    // With a right on the whole table the server takes those on its columns away.
    let goes_along = |grant: &&Grant| {
        let whole = |other: &Grant| {
            other.column.is_none()
                && (&other.grantee, &other.privilege) == (&grant.grantee, &grant.privilege)
        };
        grant.column.is_some() && gone.iter().copied().any(whole)
    };
    let is_new = |grant: &&Grant| !before.grants.contains(grant) || goes_along(grant);
    let new: Vec<&Grant> = after.grants.iter().filter(is_new).collect();
    let mut sql = ddl::revoke(id, gone.iter().copied());
    if let Some(owner) = &after.owner {
        let back = before.withheld.iter().filter(|right| !after.withheld.contains(right));
        sql.extend(ddl::give_back(id, owner, back));
        let own = after.withheld.iter().filter(|right| !before.withheld.contains(right));
        sql.extend(ddl::withhold(id, owner, own));
    }
    sql.extend(ddl::grant(id, new));
    if !sql.is_empty() {
        drafts.push(authorisation(Draft::new(id, format!("change who may use {id}"), sql), id));
    }
    drafts
}

fn authorisation(draft: Draft, id: &ObjectId) -> Draft {
    draft.hazard(Hazard::new(
        HazardKind::Authorisation,
        id,
        Severity::Warning,
        "others may do something else with it than before",
    ))
}
