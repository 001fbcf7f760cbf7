//! Objects that are no tables, and what every object has.

use super::super::connection::{qualified, quote};
use super::super::ddl;
use super::super::read::Authority;
use super::draft::{Draft, Force};
use super::property::{moved, parameters};
use super::right;
use crate::{
    Details, Difference, Extension, HazardKind, Kind, Object, ObjectId, Part, Policy, Routine,
    Schema, Trigger, View,
};

/// The step that makes an object.
pub(super) fn create(object: &Object, authority: &Authority) -> Draft {
    let id = &object.id;
    let mut draft = Draft::new(id, format!("create {id}"), object.create.clone());
    if let Some(owner) = &object.owner {
        draft.step.sql.extend(right::only(id, owner, &object.grants, authority));
    }
    let draft = remarks(draft, object);
    match (&object.details, ddl::Remake::of(id)) {
        (Details::Routine(_), _) => untracked(draft, id),
        (_, Some(remake @ (ddl::Remake::Rule | ddl::Remake::EventTrigger))) => {
            draft.note(HazardKind::BehaviourChange, id, remake.behaviour())
        }
        _ => draft,
    }
}

/// The step that makes an object anew, with the owner and the rights that it had.
pub(super) fn recreate(before: &Object, after: &Object, authority: &Authority) -> Draft {
    let id = &after.id;
    let sql = ddl::without_rights(after);
    let draft = remarks(Draft::new(id, format!("create {id} anew"), sql), after);
    match &after.details {
        Details::View(_) => {
            let draft = right::restore(draft, before, after, authority);
            if id.kind == Kind::View {
                return draft;
            }
            draft.warning(
                HazardKind::BehaviourChange,
                id,
                "it is emptied and filled again by its query, while others wait for it",
            )
        }
        Details::Routine(_) => right::restore(draft, before, after, authority),
        Details::Other { .. } => {
            // A rule belongs to its table.
            let draft = match before.rights {
                Some(_) => right::restore(draft, before, after, authority),
                None => draft,
            };
            match ddl::Remake::of(id) {
                Some(remake) => draft.warning(HazardKind::BehaviourChange, id, remake.behaviour()),
                None => draft,
            }
        }
        _ => draft,
    }
}

/// What there is to say whenever an object is made.
fn remarks(mut draft: Draft, object: &Object) -> Draft {
    let id = &object.id;
    draft.step.origin.clone_from(&object.origin);
    match &object.details {
        Details::Index(index) => super::index::built(draft, object, index),
        Details::Trigger(trigger) => draft.lock("SHARE ROW EXCLUSIVE", &trigger.table).note(
            HazardKind::BehaviourChange,
            id,
            "it fires from then on",
        ),
        Details::Policy(policy) => draft.lock("ACCESS EXCLUSIVE", &policy.table).note(
            HazardKind::Authorisation,
            id,
            "other rows may be seen than before",
        ),
        Details::Table(table) => match table.partition() {
            Some(partition) => draft.lock("ACCESS EXCLUSIVE", &partition.parent),
            None => draft,
        },
        _ => draft,
    }
}

/// The body of a function says more than the catalogue knows.
fn untracked(draft: Draft, id: &ObjectId) -> Draft {
    draft.note(
        HazardKind::UntrackedDependency,
        id,
        "what its body uses is not known to the database, and not looked at",
    )
}

/// The steps that change an object in place.
pub(super) fn alter(
    before: &Object,
    after: &Object,
    differences: &[Difference],
    actual: &Schema,
    wanted: &Schema,
) -> Vec<Draft> {
    let id = &after.id;
    match (&before.details, &after.details) {
        (Details::Enum(before), Details::Enum(after)) => {
            super::types::add_labels(id, before, after)
        }
        (Details::Domain(before), Details::Domain(after)) => {
            super::types::domain(id, before, after, differences, actual)
        }
        (Details::Composite(before), Details::Composite(after)) => {
            super::composite::alter(id, before, after, actual)
        }
        (Details::Sequence(before), Details::Sequence(after)) => {
            super::sequence::alter(id, before, after, wanted)
        }
        (Details::Extension(before), Details::Extension(after)) => extension(id, before, after),
        (Details::Routine(one), Details::Routine(other)) => routine(after, one, other, actual),
        (Details::View(one), Details::View(other)) => view(after, one, other),
        (Details::Index(before), Details::Index(index)) => {
            super::index::alter(after, before, index, wanted)
        }
        (Details::Trigger(one), Details::Trigger(other)) => trigger(id, one, other),
        (Details::Policy(one), Details::Policy(other)) => policy(id, one, other),
        _ => Vec::new(),
    }
}

fn extension(id: &ObjectId, before: &Extension, after: &Extension) -> Vec<Draft> {
    let head = format!("ALTER EXTENSION {}", quote(&id.name));
    let mut drafts = Vec::new();
    if before.schema != after.schema {
        let sql = format!("{head} SET SCHEMA {}", quote(&after.schema));
        drafts.push(Draft::new(id, format!("move {id} to schema {}", after.schema), vec![sql]));
    }
    if let (true, Some(version)) = (before.version != after.version, &after.version) {
        let sql = format!("{head} UPDATE TO {}", super::super::connection::literal(version));
        let actual = before.version.as_deref().unwrap_or("another version");
        drafts.push(Draft::new(id, format!("update {id} to {version}"), vec![sql]).warning(
            HazardKind::ExtensionVersion,
            id,
            format!("from {actual} to {version}: read what its release notes say"),
        ));
    }
    drafts
}

fn routine(object: &Object, before: &Routine, after: &Routine, actual: &Schema) -> Vec<Draft> {
    if before == after {
        return Vec::new();
    }
    let id = &object.id;
    // Its comment has a step of its own, where it changes.
    let sql = object.create.iter().take(1).map(|sql| {
        if sql.starts_with("CREATE OR REPLACE") {
            sql.clone()
        } else {
            sql.replacen("CREATE ", "CREATE OR REPLACE ", 1)
        }
    });
    let draft = Draft::new(id, format!("replace {id}"), sql.collect())
        .otherwise(Force::Recreate(id.clone()))
        .warning(HazardKind::BehaviourChange, id, "what calls it gets the new body");
    vec![untracked(super::outdated::warn(draft, id, actual), id)]
}

fn view(object: &Object, before: &View, after: &View) -> Vec<Draft> {
    let id = &object.id;
    let mut drafts = Vec::new();
    let word = ddl::word(id.kind);
    let head = format!("ALTER {word} {}", qualified(id));
    if before.query != after.query || before.columns.len() != after.columns.len() {
        let sql = object
            .create
            .iter()
            .take(1)
            .map(|sql| sql.replacen("CREATE VIEW", "CREATE OR REPLACE VIEW", 1));
        drafts.push(
            Draft::new(id, format!("replace {id}"), sql.collect())
                .otherwise(Force::Recreate(id.clone()))
                .lock("ACCESS EXCLUSIVE", id)
                .note(HazardKind::BehaviourChange, id, "its rows come from another query"),
        );
        // Replacing takes the options that the statement says, and no others.
    } else {
        drafts.extend(parameters(id, &head, &before.options, &after.options));
    }
    if before.tablespace != after.tablespace {
        drafts.push(moved(id, &head, after.tablespace.as_deref()));
    }
    for column in &after.columns {
        let actual = before.columns.iter().find(|other| other.name == column.name);
        let name = &column.name;
        if actual.and_then(|actual| actual.default.as_ref()) != column.default.as_ref() {
            let action = match &column.default {
                Some(default) => format!("SET DEFAULT {default}"),
                None => "DROP DEFAULT".to_owned(),
            };
            let sql = format!("{head} ALTER COLUMN {} {action}", quote(name));
            drafts.push(Draft::new(
                id,
                format!("change the default of column {name} of {id}"),
                vec![sql],
            ));
        }
        if actual.and_then(|actual| actual.comment.as_ref()) != column.comment.as_ref() {
            let part = Part::Column(name.clone());
            let sql = ddl::comment(id, Some(&part), column.comment.as_deref());
            drafts.push(Draft::new(id, format!("comment on column {name} of {id}"), vec![sql]));
        }
    }
    drafts
}

fn trigger(id: &ObjectId, before: &Trigger, after: &Trigger) -> Vec<Draft> {
    if before.firing == after.firing {
        return Vec::new();
    }
    vec![
        Draft::new(id, format!("change when {id} fires"), vec![ddl::firing(id, after)])
            .lock("SHARE ROW EXCLUSIVE", &after.table)
            .warning(HazardKind::BehaviourChange, id, "it fires at other times than before"),
    ]
}

fn policy(id: &ObjectId, before: &Policy, after: &Policy) -> Vec<Draft> {
    if before == after {
        return Vec::new();
    }
    let mut sql = format!("ALTER POLICY {} ON {}", quote(&id.name), qualified(&after.table));
    if before.roles != after.roles {
        sql.push_str(&format!(" TO {}", ddl::roles(after)));
    }
    if let (true, Some(using)) = (before.using != after.using, &after.using) {
        sql.push_str(&format!(" USING ({using})"));
    }
    if let (true, Some(check)) = (before.check != after.check, &after.check) {
        sql.push_str(&format!(" WITH CHECK ({check})"));
    }
    vec![
        Draft::new(id, format!("change {id}"), vec![sql])
            .lock("ACCESS EXCLUSIVE", &after.table)
            .warning(HazardKind::Authorisation, id, "other rows may be seen than before"),
    ]
}
