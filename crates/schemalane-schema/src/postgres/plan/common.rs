//! What every object has: a comment, an owner, and those who may use it.

use super::super::connection::{qualified, quote};
use super::super::ddl;
use super::draft::Draft;
use crate::{Details, Hazard, HazardKind, Kind, Object, ObjectId, Severity};

/// The steps for comment, owner and grants.
pub(super) fn alter(before: &Object, after: &Object) -> Vec<Draft> {
    let id = &after.id;
    let mut drafts = Vec::new();
    if before.comment != after.comment {
        let sql = ddl::comment(id, None, after.comment.as_deref());
        drafts.push(Draft::new(id, format!("comment on {id}"), vec![sql]));
    }
    let word = match &after.details {
        Details::Routine(routine) => routine.what.to_uppercase(),
        _ => ddl::word(id.kind).to_owned(),
    };
    let name = qualified(id);
    if let (true, Some(owner)) = (before.owner != after.owner, &after.owner) {
        let sql = format!("ALTER {word} {name} OWNER TO {}", quote(owner));
        drafts.push(authorisation(Draft::new(id, format!("give {id} to {owner}"), vec![sql]), id));
    }
    let on = match id.kind {
        Kind::View | Kind::MaterializedView => format!("TABLE {name}"),
        _ => format!("{word} {name}"),
    };
    let gone = before.grants.iter().filter(|grant| !after.grants.contains(grant));
    let new = after.grants.iter().filter(|grant| !before.grants.contains(grant));
    let sql: Vec<String> = gone
        .map(|grant| ddl::revoke(&on, grant))
        .chain(new.map(|grant| ddl::grant(&on, grant)))
        .collect();
    if !sql.is_empty() {
        drafts.push(authorisation(Draft::new(id, format!("change who may use {id}"), sql), id));
    }
    drafts
}

fn authorisation(draft: Draft, id: &ObjectId) -> Draft {
    draft.hazard(Hazard::new(
        HazardKind::Authorisation,
        id.short(),
        Severity::Warning,
        "others may do something else with it than before",
    ))
}
